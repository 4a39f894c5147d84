/** What is said on top of an ask whose round was given another day. */
import type { Day } from '../../services/time.ts';
import { dayWords, truncate } from '../words.ts';

const REASON = 200;

/** "Now needed by Fri 3 Jul 2026 (was Fri 10 Jul): papers go out on Mon 6 Jul"; null where it has its first day. */
export function movedWords(round: {
  due: Day;
  firstDue: Day | null;
  dueReason: string | null;
  paperOn: Day | null;
}): string | null {
  const { due, firstDue, dueReason, paperOn } = round;
  if (firstDue === null || firstDue === due) return null;
  const short = (day: Day) =>
    day.slice(0, 4) === due.slice(0, 4) ? dayWords(day).slice(0, -5) : dayWords(day);
  const why = dueReason
    ? `: ${truncate(dueReason, REASON)}`
    : paperOn !== null && paperOn >= due
      ? `: papers go out on ${short(paperOn)}`
      : '';
  return `Now needed by ${dayWords(due)} (was ${short(firstDue)})${why}`;
}
