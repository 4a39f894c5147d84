/** What happens by the clock, in lines: the same in chat and at the terminal. */
import type { ListedSchedule } from '../../services/schedule/list-schedule.ts';
import { instantWords } from '../words.ts';

export interface ScheduleWords {
  /** Soonest first. */
  coming: string[];
  /** Newest first. */
  past: string[];
}

export function sayScheduled({ timezone, coming, past }: ListedSchedule): ScheduleWords {
  return {
    coming: coming.map(({ at, title, about }) => `${instantWords(at, timezone)}  ${title}: ${about}`),
    past: past.map(({ at, title, about, state, reason, doneAt }) => {
      const late =
        instantWords(doneAt, timezone) === instantWords(at, timezone) ? '' : lateWords(doneAt, timezone);
      const fate = state === 'done' ? `done${late}` : `not done: ${reason}`;
      return `${instantWords(at, timezone)}  ${title}: ${about}; ${fate}`;
    }),
  };
}

const lateWords = (doneAt: string, zone: string) => ` ${instantWords(doneAt, zone)}`;
