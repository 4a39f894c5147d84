/** Keeps the draft of a written report, heading by heading; everybody who may answer writes on the same one. */
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import type { Clock } from '../ports.ts';
import type { PassAsked, Refusal } from '../privacy/finding.ts';
import { asks } from '../store/entities/rounds.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';
import { type PartAnswer, savePart, withdrawPart } from './answers.ts';
import { FieldReader, type Problems } from './fields.ts';
import { headingSubject } from './report-headings.ts';
import { beginAnswer, type Saving, settle } from './saving.ts';
import { headingIn, type ReportState, readWrittenReport, reportKindOf } from './written-report.ts';
import { type ReportText, reportContents, textAtVersion } from './written-report-submission.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

export interface HeadingInput {
  heading: string;
  /** The version that the writer had before them; 0 for none. */
  seenVersion: number;
  /** As it was typed; blank takes the heading out. */
  text: string;
  /** What the writer says is not about a person. */
  pass?: PassAsked | null;
}

export type HeadingProblems = Problems<'text'>;

export type HeadingSaved =
  /** `kept` where a version was made, `cleared` where the heading was taken out, `same` where there was nothing to do. */
  | { kind: 'kept' | 'cleared' | 'same'; state: ReportState }
  /** Nothing was kept: somebody else's text came between. */
  | { kind: 'conflict'; state: ReportState; theirs: PartAnswer<ReportText> }
  /** Nothing was kept: it may say who somebody is. */
  | { kind: 'refused'; state: ReportState; refusal: Refusal }
  | { kind: 'problems'; state: ReportState; problems: HeadingProblems };

/** @throws CollateError `ask_unknown`, `input_invalid`, `not_allowed`, `person_unknown` */
export function saveHeading(
  { store, clock }: Deps,
  actor: Actor,
  { askId, givenById = null, ...input }: HeadingInput & { askId: string; givenById?: string | null },
): Promise<HeadingSaved> {
  return store.write(async unit => {
    const saving = await beginReport(unit, clock, actor, askId);
    const before = await readWrittenReport(unit, actor.boardId, askId, saving.now);
    const read = readText(input.text);
    if (!read.ok) {
      headingIn(before, input.heading);
      return { kind: 'problems', state: before, problems: read.problems };
    }
    const done = await putHeading(unit, saving, actor, before, { ...input, text: read.text, givenById });
    if (done.kind === 'kept' || done.kind === 'cleared') await settle(unit, saving);
    const state = await readWrittenReport(unit, actor.boardId, askId, saving.now);
    return { ...done, state };
  });
}

/** The ask of any kind of written report, for somebody who may answer it. @throws CollateError `ask_unknown`, `not_allowed` */
export async function beginReport(unit: Unit, clock: Clock, actor: Actor, askId: string): Promise<Saving> {
  const kind = await reportKindOf(unit, actor.boardId, askId);
  return beginAnswer(unit, clock, actor, askId, kind);
}

type Put =
  | { kind: 'kept' | 'cleared' | 'same' }
  | { kind: 'conflict'; theirs: PartAnswer<ReportText> }
  | { kind: 'refused'; refusal: Refusal };

/**
 * One heading inside a unit. The same words again are no new version, whoever sends them; and whoever changed
 * nothing of what they saw takes nothing of what came between away.
 */
export async function putHeading(
  unit: Unit,
  saving: Saving,
  actor: Actor,
  state: ReportState,
  { heading, seenVersion, text, givenById, pass = null }: HeadingInput & { givenById: string | null },
): Promise<Put> {
  const { answer: present } = headingIn(state, heading);
  if ((present?.content.text ?? '') === text) return { kind: 'same' };
  const ask = await unit.rows(asks).get(state.askId);
  if (present && present.version !== seenVersion) {
    const untouched = (await textAtVersion(unit, ask, heading, seenVersion)) === text;
    return untouched ? { kind: 'same' } : { kind: 'conflict', theirs: present };
  }
  const subjectId = headingSubject(heading);
  if (text === '') {
    await withdrawPart(unit, saving, actor, subjectId);
    return { kind: 'cleared' };
  }
  const saved = await savePart(unit, saving, actor, reportContents, {
    subjectId,
    seenVersion: null,
    content: { heading, text },
    givenById,
    pass,
  });
  return saved.kind === 'refused' ? saved : { kind: 'kept' };
}

export function readText(raw: string): { ok: true; text: string } | { ok: false; problems: HeadingProblems } {
  const read = new FieldReader<'text'>({ text: raw });
  const text = read.text('text') ?? '';
  return read.hasProblems ? { ok: false, problems: read.problems } : { ok: true, text };
}

/** @throws CollateError `input_invalid` where a text is longer than a heading takes */
export function requireFits(title: string, text: string): string {
  const read = readText(text);
  if (read.ok) return read.text;
  throw new CollateError('input_invalid', `${title}: ${read.problems.text ?? ''}`);
}
