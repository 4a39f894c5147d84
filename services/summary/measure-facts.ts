/** The outcomes of the plan, and what their measures say: in this period, else when they last said something. */
import { answersOf, type PartAnswer } from '../returns/answers.ts';
import { type MeasureValue, measureContents } from '../returns/measures.ts';
import type { View } from '../store/unit-of-work.ts';
import type { Facts, OutcomeFacts } from './facts.ts';
import { partSource } from './part-source.ts';
import type { Records, RecordsBase } from './records.ts';

/** A value that stands, and the round that asked for it. */
export type MeasureRecord = PartAnswer<MeasureValue> & { roundId: string; period: string };

/** Oldest round first. */
export async function readMeasureRecords(
  view: View,
  { board, asks, rounds, partReturns }: RecordsBase,
): Promise<MeasureRecord[]> {
  const records: MeasureRecord[] = [];
  for (const { id: roundId, period } of rounds) {
    const own = new Set(
      asks.filter(ask => ask.roundId === roundId && ask.kind === 'measures').map(ask => ask.id),
    );
    const rows = partReturns.filter(row => own.has(row.askId));
    const answers = await answersOf(view, board.id, rows, measureContents);
    records.push(...answers.map(answer => ({ ...answer, roundId, period })));
  }
  return records;
}

export function outcomeFacts({ outcomes, priorities, measures, round }: Records): OutcomeFacts[] {
  return outcomes
    .filter(outcome => outcome.retiredAt === null)
    .map(({ id, priorityId, ref, title, measure }) => {
      const said = measures.filter(record => record.subjectId === id);
      const now = said.findLast(record => record.roundId === round.id);
      const last = said.findLast(record => record.roundId !== round.id);
      return {
        ref,
        title,
        priority: priorities.find(priority => priority.id === priorityId)?.ref ?? '',
        measure,
        value: now?.content.value ?? null,
        asAt: now?.content.asAt ?? null,
        from: now?.content.source ?? null,
        note: now?.content.note ?? null,
        source: now ? partSource(now, now.period) : null,
        last: last ? { value: last.content.value, asAt: last.content.asAt, period: last.period } : null,
      };
    });
}

/** What the measures say begins the impact: figures first, then what people say of the difference made. */
export const measuredOutcomes = ({ outcomes }: Pick<Facts, 'outcomes'>): OutcomeFacts[] =>
  outcomes.filter(({ measure, value }) => measure !== null && value !== null);
