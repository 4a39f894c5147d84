/** The rows with counted ratings: one a priority, or one a group. */
import type { RatingWords } from '../../services/returns/ask-state.ts';
import { countRatings } from '../../services/summary/directions.ts';
import type { Facts, GroupReturn, PriorityFacts } from '../../services/summary/facts.ts';
import { type CountRun, countRuns } from '../ratings.ts';
import { truncate } from '../words.ts';

export interface Part {
  hasRef: boolean;
  ref: string;
  name: string;
  /** On the right: the direction of travel, or how much is in. */
  trend: string;
  /** What has not changed is quiet. */
  isQuiet: boolean;
  hasCounts: boolean;
  counts: CountRun[];
}

const NAME = 100;

export function priorityParts({ priorities }: Facts, words: RatingWords): Part[] {
  return priorities.map(priority => {
    const counts = countRuns(priority.rag, words);
    return {
      hasRef: true,
      ref: priority.ref,
      name: truncate(priority.short || priority.title, NAME),
      trend: [directionWords(priority), restrictedWords(priority)].filter(text => text !== '').join(' · '),
      isQuiet: priority.direction !== 'worse' && priority.direction !== 'improving',
      hasCounts: counts.length > 0,
      counts,
    };
  });
}

/** "2 restricted": they are in the counts, and told to people named alone; empty where there are none. */
export const restrictedWords = ({ restricted }: Pick<PriorityFacts, 'restricted'>): string =>
  restricted > 0 ? `${restricted} restricted` : '';

/** "worse (3 down, 1 up)": the direction with its counts, since a word alone hides them. */
export function directionWords({ direction, up, down }: PriorityFacts): string {
  if (direction === 'none') return 'no previous return';
  if (direction === 'too-few') return 'too few to say';
  const moves = [`${down} down`, `${up} up`].filter(words => !words.startsWith('0'));
  if (direction === 'improving') moves.reverse();
  return moves.length > 0 ? `${direction} (${moves.join(', ')})` : direction;
}

/** Each group under its first-owned actions, so that together they count each action once. */
export function groupParts({ actions: told, restricted, returns }: Facts, words: RatingWords): Part[] {
  const actions = [...told, ...restricted];
  const names = new Set([
    ...returns.byGroup.map(({ group }) => group),
    ...actions.flatMap(({ groups }) => groups[0] ?? []),
  ]);
  return [...names].map(name => {
    const counts = countRuns(countRatings(actions.filter(({ groups }) => groups[0] === name)), words);
    const own = returns.byGroup.filter(({ group }) => group === name);
    return {
      hasRef: false,
      ref: '',
      name: truncate(name, NAME),
      trend: own.length === 0 ? 'not asked' : inWords(together(own)),
      isQuiet: own.every(({ answered, of }) => answered === of),
      hasCounts: counts.length > 0,
      counts,
    };
  });
}

/** All that a group was asked for as one count: a list of its asks would take the room of its name. */
function together(own: readonly GroupReturn[]): Pick<GroupReturn, 'answered' | 'of' | 'noChange'> {
  const sum = (field: 'answered' | 'of' | 'noChange') => own.reduce((all, one) => all + one[field], 0);
  return { answered: sum('answered'), of: sum('of'), noChange: sum('noChange') };
}

function inWords({ answered, of, noChange }: Pick<GroupReturn, 'answered' | 'of' | 'noChange'>): string {
  const stayed = noChange > 0 ? `, ${noChange} without change` : '';
  return answered === of ? `all ${of} in${stayed}` : `${answered} of ${of} in${stayed}`;
}
