/** Which agencies returned their Section 11 audit, and how they rate themselves. Silence is told apart from an answer. */
import { answersOf, type PartAnswer } from '../returns/answers.ts';
import { type Section11Content, section11Contents } from '../returns/section-11.ts';
import type { Section11Rating } from '../store/entities/reports.ts';
import type { View } from '../store/unit-of-work.ts';
import type { Day } from '../time.ts';
import type { Source } from './facts.ts';
import { partSource } from './part-source.ts';
import type { Records, RecordsBase } from './records.ts';

/** A return that stands, and the agency and the round that it is of. */
export type Section11Record = PartAnswer<Section11Content> & {
  agencyId: string;
  roundId: string;
  period: string;
};

export type Section11Records = Section11Record[];

export interface Section11Facts {
  agency: string;
  /** False while nothing was said: then everything up to `source` is null. */
  returned: boolean;
  /** The agency's own rating of itself over the whole audit. */
  overall: Section11Rating | null;
  returnedOn: Day | null;
  openActions: number | null;
  nextOn: Day | null;
  note: string | null;
  source: Source | null;
  /** The newest return of an earlier period. */
  last: { period: string; overall: Section11Rating; openActions: number } | null;
}

/** Oldest round first. */
export async function readSection11Records(
  view: View,
  { board, asks, rounds, partReturns }: RecordsBase,
): Promise<Section11Records> {
  const records: Section11Records = [];
  for (const { id: roundId, period } of rounds) {
    for (const { id: askId, agencyId } of asks.filter(
      ask => ask.roundId === roundId && ask.kind === 'section-11',
    )) {
      const rows = partReturns.filter(row => row.askId === askId);
      const answers = await answersOf(view, board.id, rows, section11Contents);
      records.push(...answers.map(answer => ({ ...answer, agencyId: agencyId ?? '', roundId, period })));
    }
  }
  return records;
}

/** Every agency that is asked in this period, by name. */
export function section11Facts(records: Records): Section11Facts[] {
  const { asks, askParts, round, rounds, agencyNames, section11 } = records;
  const startOf = new Map(rounds.map(({ id, startsOn }) => [id, startsOn]));
  return asks
    .filter(ask => ask.roundId === round.id && ask.kind === 'section-11')
    .filter(ask => askParts.some(part => part.askId === ask.id))
    .map(({ agencyId }) => {
      const own = section11.filter(record => record.agencyId === agencyId);
      const now = own.find(record => record.roundId === round.id);
      const last = own.findLast(record => (startOf.get(record.roundId) ?? '') < round.startsOn);
      return {
        agency: agencyNames.get(agencyId ?? '') ?? '',
        returned: now !== undefined,
        overall: now?.content.overall ?? null,
        returnedOn: now?.content.returnedOn ?? null,
        openActions: now?.content.openActions ?? null,
        nextOn: now?.content.nextOn ?? null,
        note: now?.content.note ?? null,
        source: now ? partSource(now, now.period) : null,
        last: last
          ? { period: last.period, overall: last.content.overall, openActions: last.content.openActions }
          : null,
      };
    })
    .sort((one, other) => one.agency.localeCompare(other.agency, 'en'));
}
