/** Counts and direction of travel of a set of actions. */
import { movement } from '../returns/ratings.ts';
import type { ActionFacts, CountedAction, Direction, PriorityFacts, RagCounts } from './facts.ts';

/** One count for every rating; together they are the number of actions. */
export function countRatings(actions: readonly Pick<ActionFacts, 'rag'>[]): RagCounts {
  const counts: RagCounts = { red: 0, amber: 0, green: 0, complete: 0, notStarted: 0, notReported: 0 };
  for (const { rag } of actions) counts[rag] += 1;
  return counts;
}

export interface Travel {
  direction: Direction;
  up: number;
  down: number;
}

/** Only actions rated in both periods say anything; with fewer than half of them, it is too few to say. */
export function directionOf(actions: readonly Pick<ActionFacts, 'rag' | 'previous'>[]): Travel {
  const moves = actions
    .map(({ rag, previous }) => movement(previous, rag === 'notReported' ? null : rag))
    .filter(move => move !== null);
  const up = moves.filter(move => move > 0).length;
  const down = moves.filter(move => move < 0).length;
  return { direction: name(actions, moves.length, up, down), up, down };
}

function name(
  actions: readonly Pick<ActionFacts, 'previous'>[],
  comparable: number,
  up: number,
  down: number,
): Direction {
  if (actions.every(action => action.previous === null)) return 'none';
  if (comparable * 2 < actions.length) return 'too-few';
  if (up === down) return 'same';
  return up > down ? 'improving' : 'worse';
}

export function priorityFacts(
  { ref, title, short }: { ref: string; title: string; short: string },
  lead: string | null,
  actions: readonly CountedAction[],
  restricted: readonly CountedAction[],
): PriorityFacts {
  const all = [...actions, ...restricted];
  return {
    ref,
    title,
    short,
    lead,
    rag: countRatings(all),
    ...directionOf(all),
    actions: all.length,
    restricted: restricted.length,
  };
}
