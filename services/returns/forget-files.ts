/** Files that people sent in 1:1 chat are forgotten when their day is over, whether or not anybody sends another. */
import type { Clock, Log } from '../ports.ts';
import { sentFiles } from '../store/entities/training.ts';
import { atMost } from '../store/rows.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';

const HOUR = 60 * 60 * 1000;

/** Forgets what is past its time; how many files that were. */
export const forgetOldFiles = (unit: Unit, now: Date): Promise<number> =>
  unit.rows(sentFiles).remove({ until: atMost(now) });

/** Looks at once and every hour. @returns what ends it, after the look that is under way */
export function keepForgetting(
  { store, clock, log }: { store: Store; clock: Clock; log: Log },
  everyMs = HOUR,
): () => Promise<void> {
  const look = () =>
    store
      .write(unit => forgetOldFiles(unit, clock.now()))
      .then(
        () => undefined,
        (error: unknown) =>
          log.error('old files not forgotten', { error: error instanceof Error ? error.name : 'unknown' }),
      );
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return looking;
  };
}
