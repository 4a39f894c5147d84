/** A priority's lead agency owes its report when a month of the plan's `reports` lies in the period. */
import { plans, priorities } from '../../store/entities/plan.ts';
import { type OwedRule, ofPriority, wholePart } from './owed.ts';

export const owedPriorityReports: OwedRule = async (view, { board, period, named }) => {
  const plan = await view.rows(plans).first({ boardId: board.id, retiredAt: null });
  if (!plan) return [];
  const living = await view
    .rows(priorities)
    .find({ planId: plan.id, retiredAt: null }, { orderBy: { position: 'asc' } });
  return living
    .filter(priority => priority.leadAgencyId !== null)
    .filter(
      ({ reports }) =>
        named || reports.some(({ month }) => `${month}-01` >= period.starts && `${month}-01` < period.ends),
    )
    .map(priority => ({ kind: 'priority-report', asked: ofPriority(priority.id), parts: wholePart() }));
};
