/** Hands a written report in, as the one who submits it has seen it. */
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { postReport } from '../reports/post-report.ts';
import { WHOLE } from '../rounds/owed/owed.ts';
import type { Store } from '../store/unit-of-work.ts';
import { savePart } from './answers.ts';
import { settle } from './saving.ts';
import {
  changedHeadings,
  draftVersions,
  type HeadingState,
  missingHeadings,
  type ReportState,
  readWrittenReport,
  seenCode,
} from './written-report.ts';
import { beginReport } from './written-report-save.ts';
import { reportContents, submissionOf } from './written-report-submission.ts';

export interface SubmitInput {
  askId: string;
  /** What stood before who submits it, as `seenCode` says it; null where they see it at this moment. */
  seen: string | null;
  /** Who handed it in, where the manager does so for them. */
  givenById?: string | null;
}

export type Submitted =
  /** `already` where the same was submitted before. */
  | { kind: 'submitted' | 'already'; state: ReportState }
  /** Nothing was submitted: these headings have no text. */
  | { kind: 'missing'; state: ReportState; missing: HeadingState[] }
  /** Nothing was submitted: the draft is no longer what they saw. */
  | { kind: 'changed'; state: ReportState };

/** @throws CollateError `ask_unknown`, `not_allowed`, `person_unknown` */
export function submitReport(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
  { askId, seen, givenById = null }: SubmitInput,
): Promise<Submitted> {
  return store.write(async unit => {
    const saving = await beginReport(unit, clock, actor, askId);
    await requireMay(unit, actor, 'report.submit', { ...saving.ask, now: saving.now });
    const state = await readWrittenReport(unit, actor.boardId, askId, saving.now);
    const missing = missingHeadings(state);
    if (missing.length > 0) return { kind: 'missing', state, missing };
    if (seen !== null && seen !== seenCode(state)) return { kind: 'changed', state };
    if (state.submission && changedHeadings(state).length === 0) return { kind: 'already', state };
    await savePart(unit, saving, actor, reportContents, {
      subjectId: WHOLE,
      seenVersion: null,
      content: submissionOf(draftVersions(state)),
      givenById,
    });
    await settle(unit, saving);
    await postReport(unit, saving);
    return { kind: 'submitted', state: await readWrittenReport(unit, actor.boardId, askId, saving.now) };
  });
}
