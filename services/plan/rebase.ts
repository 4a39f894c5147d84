/** Moves every date of a board file by whole years, so that an old plan can be tried as if it were in force. */
import { addYears, type Day } from '../time.ts';
import type { BoardFile } from './board-file.ts';

/**
 * The least number of years that brings a day into the plan; 0 where it is already in it, and where a plan is
 * so short that none does, the one after which it has just ended.
 */
export function yearsToBring(today: Day, { starts, ends }: { starts: Day; ends: Day }): number {
  let years = 0;
  while (addYears(ends, years) < today) years += 1;
  if (addYears(starts, years) > today && years > 0) years -= 1;
  return years;
}

export function rebaseBoardFile(file: BoardFile, years: number): BoardFile {
  if (years === 0) return file;
  const move = (day: Day) => addYears(day, years);
  const moveIf = <T extends Day | undefined>(day: T) => (day === undefined ? day : move(day)) as T;
  return {
    ...file,
    groups: file.groups.map(group => ({
      ...group,
      ends: moveIf(group.ends),
      standIn: group.standIn && { ...group.standIn, until: move(group.standIn.until) },
    })),
    calendar: file.calendar?.map(meeting => ({ ...meeting, date: moveIf(meeting.date) })),
    sets: file.sets.map(set => ({
      ...set,
      starts: moveIf(set.starts),
      until: set.until === 'closed' ? set.until : move(set.until),
    })),
    plan: {
      ...file.plan,
      starts: move(file.plan.starts),
      ends: move(file.plan.ends),
      priorities: file.plan.priorities.map(priority => ({
        ...priority,
        reports: priority.reports.map(report => ({
          ...report,
          month: move(`${report.month}-01`).slice(0, 7),
        })),
        outcomes: priority.outcomes.map(outcome => ({
          ...outcome,
          actions: outcome.actions.map(action => ({ ...action, due: moveIf(action.due) })),
        })),
      })),
    },
  };
}
