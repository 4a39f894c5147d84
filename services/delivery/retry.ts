/** When something that Teams would not take is tried again. */
import type { DeliveryRow } from '../store/entities/delivery.ts';

/** The first wait, in milliseconds; each next one is twice as long, up to the longest. */
const FIRST = 1_000;
const LONGEST = 5 * 60_000;
/** After so many attempts it is stopped, and told. */
const MOST = 12;

/**
 * @param afterMs what Teams asked for; null where it said nothing
 * @returns null when it was tried often enough
 */
export function retryAt(
  { attempts }: Pick<DeliveryRow, 'attempts'>,
  afterMs: number | null,
  now: Date,
): Date | null {
  if (attempts >= MOST) return null;
  const backoff = Math.min(FIRST * 2 ** (attempts - 1), LONGEST);
  // Jitter, so that what failed together does not come back together.
  const wait = Math.max(afterMs ?? 0, backoff / 2 + Math.random() * (backoff / 2));
  return new Date(now.getTime() + wait);
}
