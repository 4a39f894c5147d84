/** Reads the written reports of a period. */

import type { View } from '../store/unit-of-work.ts';
import type { RecordsBase } from './records.ts';

export type ReportRecords = Record<string, never>;

export async function readReportRecords(_view: View, _base: RecordsBase): Promise<ReportRecords> {
  return {};
}
