/** Which group owes which actions. */
import { groups } from '../store/entities/board.ts';
import { actionOwners, actions, plans } from '../store/entities/plan.ts';
import type { View } from '../store/unit-of-work.ts';

export interface OwedAction {
  actionId: string;
  /** True for the first owner, whose rating counts. */
  rates: boolean;
}

/** By group, the living actions of the plan in force that it owns, in the plan's order. */
export async function actionsToAsk(view: View, boardId: string): Promise<Map<string, OwedAction[]>> {
  const plan = await view.rows(plans).first({ boardId, retiredAt: null });
  const owed = new Map<string, OwedAction[]>();
  if (!plan) return owed;
  const living = await view
    .rows(actions)
    .find({ planId: plan.id, retiredAt: null }, { orderBy: { position: 'asc' } });
  const owners = await view.rows(actionOwners).find({ boardId }, { orderBy: { position: 'asc' } });
  const asked = new Set(
    (await view.rows(groups).find({ boardId, retiredAt: null }))
      .filter(group => group.asks.includes('action-updates'))
      .map(group => group.id),
  );
  for (const action of living) {
    const own = owners.filter(owner => owner.actionId === action.id && asked.has(owner.groupId));
    for (const [index, { groupId }] of own.entries()) {
      const list = owed.get(groupId) ?? [];
      list.push({ actionId: action.id, rates: index === 0 });
      owed.set(groupId, list);
    }
  }
  return owed;
}
