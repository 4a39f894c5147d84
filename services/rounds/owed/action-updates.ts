/** A group owes updates of the living actions that it owns. */
import { setsByAction } from '../../sets/read-sets.ts';
import { readRestrictions } from '../../sets/restrictions.ts';
import { groups } from '../../store/entities/board.ts';
import { actionOwners, actions, plans } from '../../store/entities/plan.ts';
import type { View } from '../../store/unit-of-work.ts';
import { type Owed, type OwedPart, type OwedRule, ofGroup } from './owed.ts';

/** But for those that a set asks for in a rhythm of its own, since nobody is asked twice, and for restricted ones. */
export const owedActionUpdates: OwedRule = async (view, { board, period }) => {
  const inSets = await setsByAction(view, board, period);
  const restricted = await readRestrictions(view, board.id);
  return owedOfActions(view, board.id, actionId => !inSets.has(actionId) && !restricted.has(actionId));
};

/** In the plan's order; the first owner that is asked rates the action, further ones add words. */
export async function owedOfActions(
  view: View,
  boardId: string,
  isWanted: (actionId: string) => boolean,
): Promise<Owed[]> {
  const plan = await view.rows(plans).first({ boardId, retiredAt: null });
  if (!plan) return [];
  const living = await view
    .rows(actions)
    .find({ planId: plan.id, retiredAt: null }, { orderBy: { position: 'asc' } });
  const owners = await view.rows(actionOwners).find({ boardId }, { orderBy: { position: 'asc' } });
  const asked = new Set(
    (await view.rows(groups).find({ boardId, retiredAt: null }))
      .filter(group => group.asks.includes('action-updates'))
      .map(group => group.id),
  );
  const parts = new Map<string, OwedPart[]>();
  for (const action of living.filter(({ id }) => isWanted(id))) {
    const own = owners.filter(owner => owner.actionId === action.id && asked.has(owner.groupId));
    for (const [index, { groupId }] of own.entries()) {
      const list = parts.get(groupId) ?? [];
      list.push({ subjectId: action.id, rates: index === 0 });
      parts.set(groupId, list);
    }
  }
  return [...parts].map(
    ([groupId, list]): Owed => ({ kind: 'action-updates', asked: ofGroup(groupId), parts: list }),
  );
}
