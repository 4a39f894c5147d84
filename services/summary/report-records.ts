/** Reads the written reports of a period, as they were submitted by then. */
import { answersOf } from '../returns/answers.ts';
import { headingsOf, isReportKind, type ReportKind } from '../returns/report-headings.ts';
import { readSubmission, reportContents, type Submission } from '../returns/written-report-submission.ts';
import type { AskRow } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import type { RecordsBase } from './records.ts';

export interface ReportRecord {
  kind: ReportKind;
  ask: AskRow;
  submission: Submission;
  /** True where the draft is no longer what was submitted. */
  isChanged: boolean;
}

export type ReportRecords = readonly ReportRecord[];

export async function readReportRecords(
  view: View,
  { board, round, asks, partReturns, asAt }: RecordsBase,
): Promise<ReportRecords> {
  const records: ReportRecord[] = [];
  for (const ask of asks) {
    if (ask.roundId !== round.id || !isReportKind(ask.kind)) continue;
    const submission = await readSubmission(view, ask, asAt);
    if (!submission) continue;
    const standing = partReturns.filter(row => row.askId === ask.id);
    const draft = (await answersOf(view, board.id, standing, reportContents)).map(({ content }) => content);
    const isChanged = headingsOf[ask.kind].some(
      ({ id }) =>
        draft.find(({ heading }) => heading === id)?.text !== submission.texts.get(id)?.content.text,
    );
    records.push({ kind: ask.kind, ask, submission, isChanged });
  }
  return records;
}
