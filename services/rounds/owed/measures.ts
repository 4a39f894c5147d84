/** The group that rates an outcome's first action owes the value of its measure, each quarter or longer. */
import { actions, outcomes, plans } from '../../store/entities/plan.ts';
import { monthsIn } from '../periods.ts';
import { owedActionUpdates } from './action-updates.ts';
import { type Owed, type OwedPart, type OwedRule, ofGroup } from './owed.ts';

const QUARTER = 3;

export const owedMeasures: OwedRule = async (view, scope) => {
  const { board, period, named } = scope;
  if (!named && monthsIn(period) < QUARTER) return [];
  const plan = await view.rows(plans).first({ boardId: board.id, retiredAt: null });
  if (!plan) return [];
  const inOrder = { orderBy: { position: 'asc' } } as const;
  const living = await view.rows(actions).find({ planId: plan.id, retiredAt: null }, inOrder);
  const measured = (await view.rows(outcomes).find({ planId: plan.id, retiredAt: null }, inOrder)).filter(
    outcome => outcome.measure !== null,
  );
  const raters = new Map(
    (await owedActionUpdates(view, scope)).flatMap(({ asked, parts }) =>
      parts.filter(part => part.rates).map(part => [part.subjectId, asked.groupId ?? ''] as const),
    ),
  );
  const parts = new Map<string, OwedPart[]>();
  for (const outcome of measured) {
    const first = living.find(action => action.outcomeId === outcome.id && raters.has(action.id));
    const groupId = first && raters.get(first.id);
    if (groupId) parts.set(groupId, [...(parts.get(groupId) ?? []), { subjectId: outcome.id, rates: true }]);
  }
  return [...parts].map(
    ([groupId, list]): Owed => ({ kind: 'measures', asked: ofGroup(groupId), parts: list }),
  );
};
