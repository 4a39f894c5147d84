/** Compliance is owed for each agency and level that the board file names, by the group it names or by the agency. */
import { normaliseName } from '../../plan/names.ts';
import { trainingOf } from '../../plan/training-settings.ts';
import { agencies, groups } from '../../store/entities/board.ts';
import { monthsIn } from '../periods.ts';
import { type Owed, type OwedRule, ofAgency, ofGroup } from './owed.ts';

const QUARTER = 3;

/** The part of a compliance ask: one agency at one level. */
export const complianceSubject = (agencyId: string, level: number): string => `${agencyId} ${level}`;

export function readComplianceSubject(subjectId: string): { agencyId: string; level: number } {
  const [agencyId = '', level = ''] = subjectId.split(' ');
  return { agencyId, level: Number(level) };
}

export const owedCompliance: OwedRule = async (view, { board, period, named }) => {
  const { compliance } = trainingOf(board);
  if (compliance.length === 0 || (!named && monthsIn(period) < QUARTER)) return [];
  const allAgencies = await view.rows(agencies).find({ boardId: board.id, retiredAt: null });
  const allGroups = await view.rows(groups).find({ boardId: board.id, retiredAt: null });
  const owed = new Map<string, Owed>();
  for (const entry of compliance) {
    const agency = allAgencies.find(row => isNamed(entry.agency, [row.key, row.name]));
    const group = allGroups.find(row => isNamed(entry.group ?? '', [row.key, row.short, row.name]));
    if (!agency || (entry.group !== undefined && !group)) continue;
    const asked = group ? ofGroup(group.id) : ofAgency(agency.id);
    const ofOne = owed.get(group?.id ?? agency.id) ?? { kind: 'compliance' as const, asked, parts: [] };
    for (const level of entry.levels) {
      const subjectId = complianceSubject(agency.id, level);
      if (!ofOne.parts.some(part => part.subjectId === subjectId))
        ofOne.parts.push({ subjectId, rates: true });
    }
    owed.set(group?.id ?? agency.id, ofOne);
  }
  return [...owed.values()];
};

const isNamed = (name: string, names: readonly string[]) =>
  names.some(candidate => normaliseName(candidate) === normaliseName(name));
