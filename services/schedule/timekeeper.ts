/** Looks at the clock every minute while the bot runs. */
import { type LookDeps, lookAtAll } from './look.ts';
import { schedules } from './registry.ts';
import type { Schedule } from './schedule.ts';

const MINUTE = 60_000;

export interface Timekeeper {
  start(): void;
  /** No new look; resolves when the one that is under way is done. */
  stop(): Promise<void>;
}

export function createTimekeeper(
  deps: LookDeps,
  everyMs = MINUTE,
  all: readonly Schedule[] = schedules,
): Timekeeper {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<unknown> | null = null;

  /** A look that takes long is not begun twice. */
  function look(): void {
    looking ??= lookAtAll(deps, all)
      .catch((error: unknown) => {
        deps.log.error('schedules not looked at', { error: error instanceof Error ? error.name : 'unknown' });
      })
      .finally(() => {
        looking = null;
      });
  }

  return {
    start() {
      if (timer) return;
      timer = setInterval(look, everyMs);
      look();
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await looking;
    },
  };
}
