/** What is owed in a turn of a set: updates of its actions that are not complete yet. */
import { standingAnswers } from '../../returns/history.ts';
import type { ActionSet } from '../../sets/read-sets.ts';
import type { View } from '../../store/unit-of-work.ts';
import { owedOfActions } from './action-updates.ts';
import type { Owed } from './owed.ts';

export async function owedInTurn(view: View, set: ActionSet): Promise<Owed[]> {
  const open = await openActions(view, set);
  const owed = await owedOfActions(view, set.boardId, actionId => open.has(actionId));
  if (set.restrictedAt === null) return owed;
  // The fewer who read of it, the better: further owners add no words.
  return owed
    .map(one => ({ ...one, parts: one.parts.filter(({ rates }) => rates) }))
    .filter(({ parts }) => parts.length > 0);
}

/** Those whose newest rating is not Complete. */
export async function openActions(
  view: View,
  { boardId, actionIds }: Pick<ActionSet, 'boardId' | 'actionIds'>,
): Promise<Set<string>> {
  const answers = (await standingAnswers(view, boardId, actionIds))
    .filter(({ rates, content }) => rates && content.rating !== null)
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  const newest = new Map(answers.map(({ actionId, content }) => [actionId, content.rating]));
  return new Set(actionIds.filter(actionId => newest.get(actionId) !== 'complete'));
}
