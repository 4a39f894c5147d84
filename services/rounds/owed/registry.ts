/** Which rule says who owes which kind. */
import { type KindName, kindNames } from '../../returns/kinds.ts';
import type { BoardRow } from '../../store/entities/board.ts';
import type { View } from '../../store/unit-of-work.ts';
import type { Period } from '../periods.ts';
import { owedActionUpdates } from './action-updates.ts';
import { owedAgencyStatements, owedSection11 } from './by-agency.ts';
import { owedGroupReports, owedTrainingFigures } from './by-group.ts';
import { owedCompliance } from './compliance.ts';
import { owedMeasures } from './measures.ts';
import type { Owed, OwedRule } from './owed.ts';
import { owedPriorityReports } from './priority-reports.ts';

const rules: Record<KindName, OwedRule> = {
  'action-updates': owedActionUpdates,
  measures: owedMeasures,
  'training-figures': owedTrainingFigures,
  compliance: owedCompliance,
  'group-report': owedGroupReports,
  'priority-report': owedPriorityReports,
  'agency-statement': owedAgencyStatements,
  'section-11': owedSection11,
};

/**
 * Everything that is owed in a period.
 * @param named only these kinds, and whatever the season; null for what the season brings
 */
export async function owedIn(
  view: View,
  board: BoardRow,
  period: Pick<Period, 'starts' | 'ends'>,
  named: readonly KindName[] | null = null,
): Promise<Owed[]> {
  const owed: Owed[] = [];
  for (const kind of named ?? kindNames) {
    const ofKind = await rules[kind](view, { board, period, named: named !== null });
    owed.push(...ofKind.filter(({ parts }) => parts.length > 0));
  }
  return owed;
}
