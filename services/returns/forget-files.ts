/** Files that people sent in 1:1 chat are forgotten when their day is over, whether or not anybody sends another. */
import { keepLooking } from '../keep-looking.ts';
import type { Clock, Log } from '../ports.ts';
import { sentFiles } from '../store/entities/training.ts';
import { atMost } from '../store/rows.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';

const HOUR = 60 * 60 * 1000;

/** Forgets what is past its time; how many files that were. */
export const forgetOldFiles = (unit: Unit, now: Date): Promise<number> =>
  unit.rows(sentFiles).remove({ until: atMost(now) });

/** Looks at once and every hour. @returns what ends it, after the look that is under way */
export const keepForgetting = (
  { store, clock, log }: { store: Store; clock: Clock; log: Log },
  everyMs = HOUR,
): (() => Promise<void>) =>
  keepLooking(() => store.write(unit => forgetOldFiles(unit, clock.now())), {
    everyMs,
    log,
    failed: 'old files not forgotten',
  });
