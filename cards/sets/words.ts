/** How a set of actions stands, in words: the same in chat and at the terminal. */
import type { ListedSet, SetAction } from '../../services/sets/list-sets.ts';
import { count, dayIn, dayWords, personWords } from '../words.ts';

/** What a set is called; of a restricted one the reader may know no more than that there is one. */
export const setTitle = ({ title, restricted }: ListedSet): string =>
  title === null ? 'Restricted to people named' : restricted ? `${title} (restricted)` : title;

/** "every 2 weeks · turn 3, due Fri 26 Jun 2026, 1 of 2 answered · next on Mon 29 Jun 2026". */
export function setLine({ every, state, startsOn, untilOn, turn, next }: ListedSet): string {
  const parts = [
    state === 'over' ? `${every}, over` : untilOn ? `${every} until ${dayWords(untilOn)}` : every,
    ...(state === 'coming' ? [`starts on ${dayWords(startsOn)}`] : []),
    ...(turn
      ? [`turn ${turn.number}, due ${dayWords(turn.due)}, ${turn.answered} of ${count(turn.of, 'answer')} in`]
      : []),
    ...(next && state === 'asking' ? [`next on ${dayWords(next)}`] : []),
  ];
  return parts.join(' · ');
}

/** "On it, said Ann Ward, Police, Mon 1 Jun 2026". */
export function saidLine({ said }: SetAction, zone: string): string {
  if (!said) return '';
  const who = `${personWords(said.by)}, ${dayIn(new Date(said.at), zone)}`;
  return said.progress ? `${said.progress} (${who})` : who;
}
