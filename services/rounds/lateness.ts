/** From when an answer is late: never before the day that people were given first, whatever it was moved to. */
import type { AskRow, RoundRow } from '../store/entities/rounds.ts';
import type { Day } from '../time.ts';

/** The last day on which nobody is late. */
export function lastDayInTime({ due, firstDue }: Pick<RoundRow, 'due' | 'firstDue'>): Day {
  return firstDue !== null && firstDue > due ? firstDue : due;
}

/** The same for one ask: who was asked after the round had moved was given no other day. */
export function lastDayFor(
  round: Pick<RoundRow, 'due' | 'firstDue' | 'dueSetAt'>,
  { openedAt }: Pick<AskRow, 'openedAt'>,
): Day {
  return round.dueSetAt !== null && openedAt > round.dueSetAt ? round.due : lastDayInTime(round);
}
