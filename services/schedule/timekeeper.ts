/** Looks at the clock every minute while the bot runs. */
import { keepLooking } from '../keep-looking.ts';
import { type LookDeps, lookAtAll } from './look.ts';
import { schedules } from './registry.ts';
import type { Schedule } from './schedule.ts';

const MINUTE = 60_000;

/** @returns what ends it, after the look that is under way */
export const keepTime = (
  deps: LookDeps,
  everyMs = MINUTE,
  all: readonly Schedule[] = schedules,
): (() => Promise<void>) =>
  keepLooking(() => lookAtAll(deps, all), { everyMs, log: deps.log, failed: 'schedules not looked at' });
