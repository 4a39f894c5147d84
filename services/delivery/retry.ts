/** When something that Teams would not take is tried again. */
import type { DeliveryRow } from '../store/entities/delivery.ts';

/** The first wait, in milliseconds; each next one is twice as long, up to the longest. */
const FIRST = 1_000;
const LONGEST = 5 * 60_000;
/** How long it goes on being tried, in milliseconds: longer than an evening's outage. */
const GIVE_UP_AFTER = 24 * 3_600_000;

/**
 * @param afterMs what Teams asked for; null where it said nothing
 * @returns null when it was tried long enough
 */
export function retryAt(
  { attempts, dueAt }: Pick<DeliveryRow, 'attempts' | 'dueAt'>,
  afterMs: number | null,
  now: Date,
): Date | null {
  if (now.getTime() - dueAt.getTime() > GIVE_UP_AFTER) return null;
  const backoff = Math.min(FIRST * 2 ** Math.min(attempts - 1, 20), LONGEST);
  // Jitter, so that what failed together does not come back together.
  const wait = Math.max(afterMs ?? 0, backoff / 2 + Math.random() * (backoff / 2));
  return new Date(now.getTime() + wait);
}
