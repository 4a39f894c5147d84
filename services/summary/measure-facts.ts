/** The outcomes and what their measures say. */
import type { View } from '../store/unit-of-work.ts';
import type { OutcomeFacts } from './facts.ts';
import type { Records, RecordsBase } from './records.ts';

export type MeasureRecords = Record<string, never>;

export async function readMeasureRecords(_view: View, _base: RecordsBase): Promise<MeasureRecords> {
  return {};
}

export function outcomeFacts(records: Records): OutcomeFacts[] {
  return records.outcomes
    .filter(outcome => outcome.retiredAt === null)
    .map(({ ref, title, measure }) => ({ ref, title, measure, value: null, asAt: null, source: null }));
}
