/** Every schedule there is; a test compares it with the folder. */
import type { Schedule } from './schedule.ts';
import { actionSetsSchedule } from './schedules/action-sets.ts';
import { digestSchedule } from './schedules/digest.ts';
import { openRoundsSchedule } from './schedules/open-rounds.ts';
import { progressSchedule } from './schedules/progress.ts';
import { remindersSchedule } from './schedules/reminders.ts';

export const schedules: readonly Schedule[] = [
  openRoundsSchedule,
  actionSetsSchedule,
  remindersSchedule,
  progressSchedule,
  digestSchedule,
];
