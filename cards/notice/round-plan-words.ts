/** The plan of rounds in lines: the same in chat and at the terminal. */
import type { MovedRound } from '../../services/rounds/move-round.ts';
import type { PlannedRound } from '../../services/rounds/planned-rounds.ts';
import { count, dayWords, listed } from '../words.ts';

/** A round's days, then whom it asks and whom it leaves out. */
export function sayPlanned(round: PlannedRound): string[] {
  const { period, state, opens, due, signOff, papers, meeting, groups, leftOut, changed } = round;
  const days = [
    ...(state === 'planned' ? [`opens ${dayWords(opens)}`] : [state]),
    `due ${dayWords(due)}`,
    ...(signOff ? [`sign-off by ${dayWords(signOff)}`] : []),
    ...(papers ? [`papers ${dayWords(papers)}`] : []),
    ...(meeting ? [`meeting ${dayWords(meeting)}`] : []),
    ...(changed && state === 'planned' ? ['changed by hand'] : []),
  ];
  return [
    `${period}: ${days.join(', ')}`,
    `Asks ${groups.length > 0 ? listed(groups.map(({ short }) => short)) : 'no group'}.`,
    ...leftOut.map(({ short, reason }) => `Left out: ${short}, because ${reason}`),
  ];
}

export function sayMoved({ period, due, was, told }: MovedRound): string {
  if (due === was) return `The round ${period} is due on ${dayWords(due)} already.`;
  return `The round ${period} is now due on ${dayWords(due)} (was ${dayWords(was)}). ${count(told, 'return')} told anew; nobody is late before the day they were given first.`;
}

/** Who had not answered when a round was closed, by name. */
export const sayNotIn = (names: readonly string[]): string =>
  names.length === 0 ? 'Everything was in.' : `Not in: ${listed(names)}.`;
