/** The kinds that a group owes because the board file says so: training figures, the quarterly report. */
import { groups } from '../../store/entities/board.ts';
import { monthsIn } from '../periods.ts';
import { type OwedRule, ofGroup, wholePart } from './owed.ts';

const QUARTER = 3;

export const owedTrainingFigures: OwedRule = (view, scope) => byGroup('training-figures', 1)(view, scope);

export const owedGroupReports: OwedRule = (view, scope) => byGroup('group-report', QUARTER)(view, scope);

/** @param months the shortest period that asks for it */
const byGroup =
  (kind: 'training-figures' | 'group-report', months: number): OwedRule =>
  async (view, { board, period, named }) => {
    if (!named && monthsIn(period) < months) return [];
    const all = await view
      .rows(groups)
      .find({ boardId: board.id, retiredAt: null }, { orderBy: { position: 'asc' } });
    return all
      .filter(group => group.asks.includes(kind))
      .map(group => ({ kind, asked: ofGroup(group.id), parts: wholePart() }));
  };
