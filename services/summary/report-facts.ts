/** The written reports of a period, as they were submitted. Pure. */
import type { Records } from './records.ts';

export type ReportFacts = Record<string, never>;

export function reportFacts(_records: Records): ReportFacts[] {
  return [];
}
