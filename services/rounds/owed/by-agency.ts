/** The kinds that an agency owes once a year, in the period that ends the reporting year. */
import { agencies } from '../../store/entities/board.ts';
import { endsYear } from '../periods.ts';
import { type OwedRule, ofAgency, wholePart } from './owed.ts';

export const owedAgencyStatements: OwedRule = (view, scope) => byAgency('agency-statement')(view, scope);

export const owedSection11: OwedRule = (view, scope) => byAgency('section-11')(view, scope);

const byAgency =
  (kind: 'agency-statement' | 'section-11'): OwedRule =>
  async (view, { board, period, named }) => {
    if (!named && !endsYear(period, board.yearStarts)) return [];
    const all = await view
      .rows(agencies)
      .find({ boardId: board.id, retiredAt: null }, { orderBy: { name: 'asc' } });
    return all
      .filter(agency => agency.asks?.includes(kind))
      .map(agency => ({ kind, asked: ofAgency(agency.id), parts: wholePart() }));
  };
