/** A written report as it stands: its headings, the draft that is shared, and what was submitted. */
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { leadersOf } from '../people/leaders.ts';
import { may, requireMay } from '../people/permissions.ts';
import { agencyPeople } from '../people/recipients.ts';
import { asks } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import { dayOf } from '../time.ts';
import { type PartAnswer, standingParts } from './answers.ts';
import { type AskBase, readAskBase } from './read-asked.ts';
import {
  type Heading,
  headingSubject,
  headingsOf,
  isReportKind,
  type ReportKind,
} from './report-headings.ts';
import { askOfKind } from './saving.ts';
import {
  type HeadingVersions,
  lastSubmission,
  type ReportText,
  readSubmission,
  reportContents,
  type Submission,
} from './written-report-submission.ts';

export interface ReportState extends AskBase {
  kind: ReportKind;
  headings: HeadingState[];
  /** Null until somebody submits it, and after that was taken back. */
  submission: Submission | null;
  /** The names of those who may submit it; of an agency, its people. */
  submitters: string[];
}

export interface HeadingState extends Heading {
  /** The draft's text; null while there is none. */
  answer: PartAnswer<ReportText> | null;
  /** What was submitted under it the last time. */
  last: (PartAnswer<ReportText> & { period: string }) | null;
}

/** @throws CollateError `ask_unknown` */
export async function readWrittenReport(
  view: View,
  boardId: string,
  askId: string,
  now: Date,
): Promise<ReportState> {
  const kind = await reportKindOf(view, boardId, askId);
  const { base, rows } = await readAskBase(view, boardId, askId, kind);
  const { ask, board } = rows;
  const standing = await standingParts(view, { boardId, askId }, reportContents);
  const last = await lastSubmission(view, rows);
  const submitters =
    ask.groupId === null
      ? await agencyPeople(view, ask)
      : await leadersOf(view, { boardId, groupId: ask.groupId }, dayOf(now, board.timezone));
  return {
    ...base,
    kind,
    headings: headingsOf[kind].map(heading => {
      const before = last?.texts.get(heading.id);
      return {
        ...heading,
        answer: standing.get(headingSubject(heading.id)) ?? null,
        last: last && before ? { ...before, period: last.period } : null,
      };
    }),
    submission: await readSubmission(view, ask),
    submitters: submitters.map(({ name }) => name),
  };
}

/** The same for somebody who may write on it, checked. @throws CollateError `ask_unknown`, `not_allowed` */
export async function openWrittenReport(
  view: View,
  actor: Actor,
  askId: string,
  now: Date,
): Promise<ReportState> {
  const kind = await reportKindOf(view, actor.boardId, askId);
  const ask = await askOfKind(view, actor.boardId, askId, kind);
  const state = await readWrittenReport(view, actor.boardId, askId, now);
  await requireMay(view, actor, 'group.answer', { ...ask, now });
  return state;
}

/** The same for somebody who may read the draft, checked. @throws CollateError `ask_unknown`, `not_allowed` */
export async function readDraftFor(view: View, actor: Actor, askId: string, now: Date): Promise<ReportState> {
  const kind = await reportKindOf(view, actor.boardId, askId);
  const ask = await askOfKind(view, actor.boardId, askId, kind);
  await requireMay(view, actor, 'draft.see', { ...ask, now });
  return readWrittenReport(view, actor.boardId, askId, now);
}

/** True for somebody who may hand it in. */
export async function maySubmit(view: View, actor: Actor, state: ReportState, now: Date): Promise<boolean> {
  const ask = await askOfKind(view, actor.boardId, state.askId, state.kind);
  return may(view, actor, 'report.submit', { ...ask, now });
}

/** @throws CollateError `ask_unknown` for an ask that is no written report of this board */
export async function reportKindOf(view: View, boardId: string, askId: string): Promise<ReportKind> {
  const ask = await view.rows(asks).first({ id: askId, boardId });
  if (ask && isReportKind(ask.kind)) return ask.kind;
  throw new CollateError('ask_unknown', 'This card is of a round that is no longer there.');
}

/** @throws CollateError `input_invalid` for a heading that the report does not have */
export function headingIn({ headings }: Pick<ReportState, 'headings'>, headingId: string): HeadingState {
  const heading = headings.find(({ id }) => id === headingId);
  if (heading) return heading;
  throw new CollateError('input_invalid', 'That is no heading of this report.');
}

/** The headings that nobody has written yet. */
export const missingHeadings = ({ headings }: Pick<ReportState, 'headings'>): HeadingState[] =>
  headings.filter(({ answer }) => answer === null);

/** The headings whose text is no longer what was submitted; none before a submission. */
export function changedHeadings({ headings, submission }: ReportState): HeadingState[] {
  if (!submission) return [];
  return headings.filter(
    ({ id, answer }) => (answer?.content.text ?? null) !== (submission.texts.get(id)?.content.text ?? null),
  );
}

/** The version of each heading that is written. */
export const draftVersions = ({ headings }: Pick<ReportState, 'headings'>): HeadingVersions =>
  new Map(headings.flatMap(({ id, answer }) => (answer ? [[id, answer.version] as const] : [])));

/** The same as a button carries it, "3.1.0.2": what somebody had before them when they pressed. */
export const seenCode = ({ headings }: Pick<ReportState, 'headings'>): string =>
  headings.map(({ answer }) => answer?.version ?? 0).join('.');
