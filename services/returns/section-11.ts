/**
 * The kind `section-11`: that an agency has returned its audit under section 11 of the Children Act 2004, and how it
 * rates itself. The audit itself stays with the agency. An agency that has not returned it has nothing to answer yet.
 */
import type { Actor } from '../people/access.ts';
import type { Clock } from '../ports.ts';
import type { PassAsked } from '../privacy/finding.ts';
import { WHOLE } from '../rounds/owed/owed.ts';
import { type Section11Rating, type Section11Row, section11Returns } from '../store/entities/reports.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import type { Day } from '../time.ts';
import { contentsIn, type PartAnswer, type PartSaved, savePart, standingParts } from './answers.ts';
import { type EarlierAnswer, earlierAnswers } from './earlier-answers.ts';
import { FieldReader, type Problems, type Typed, typedFields } from './fields.ts';
import { type AskBase, readAskBase } from './read-asked.ts';
import { beginAnswer, settle } from './saving.ts';

export type Section11Content = Omit<Section11Row, 'id' | 'boardId'>;

export const section11Contents = contentsIn(section11Returns, ({ note }) => ({ note }));

export const section11Ratings = [
  'met',
  'partly-met',
  'not-met',
] as const satisfies readonly Section11Rating[];

export const section11Fields = ['overall', 'returnedOn', 'openActions', 'nextOn', 'note'] as const;
export type Section11Field = (typeof section11Fields)[number];
export type Section11Problems = Problems<Section11Field>;
export type TypedSection11 = Typed<Section11Field>;

const MAX_NOTE = 1000;

export interface Section11State extends AskBase {
  answer: PartAnswer<Section11Content> | null;
  /** The newest return of an earlier round, as last year's. */
  last: EarlierAnswer<Section11Content> | null;
}

/** @throws CollateError `ask_unknown` */
export async function readSection11(view: View, boardId: string, askId: string): Promise<Section11State> {
  const { base, rows } = await readAskBase(view, boardId, askId, 'section-11');
  const answers = await standingParts(view, { boardId, askId }, section11Contents);
  const own = { kind: 'section-11', agencyId: rows.ask.agencyId };
  const earlier = await earlierAnswers(view, rows.round, own, section11Contents);
  return { ...base, answer: answers.get(WHOLE) ?? null, last: earlier.get(WHOLE) ?? null };
}

export interface Section11Input {
  askId: string;
  /** The version that the writer had before them; 0 for none. Null takes whatever is there. */
  seenVersion: number | null;
  /** The fields as they were typed. */
  fields: Readonly<Record<string, unknown>>;
  /** Whose answer it is, where the manager types it for them. */
  givenById?: string | null;
  /** What the writer says is not about a person. */
  pass?: PassAsked | null;
}

export type Section11Saved = { state: Section11State } & (
  | PartSaved<Section11Content>
  /** Nothing was saved: each field's problem. */
  | { kind: 'problems'; problems: Section11Problems }
);

/** @throws CollateError `ask_unknown`, `not_allowed`, `person_unknown` */
export function saveSection11(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
  { askId, seenVersion, fields, givenById = null, pass = null }: Section11Input,
): Promise<Section11Saved> {
  return store.write(async unit => {
    const saving = await beginAnswer(unit, clock, actor, askId, 'section-11');
    const read = readSection11Fields(fields, saving);
    if (!read.ok) {
      const state = await readSection11(unit, actor.boardId, askId);
      return { state, kind: 'problems', problems: read.problems };
    }
    const part = { subjectId: WHOLE, seenVersion, content: read.content, givenById, pass };
    const saved = await savePart(unit, saving, actor, section11Contents, part);
    if (saved.kind === 'saved') await settle(unit, saving);
    return { state: await readSection11(unit, actor.boardId, askId), ...saved };
  });
}

/** Only the fields of the form, as text; anything else that a client sends is left behind. */
export const typedSection11 = (raw: Readonly<Record<string, unknown>>): TypedSection11 =>
  typedFields(raw, section11Fields);

/** The fields as they would be typed to give the same again. */
export const retypedSection11 = (content: Section11Content): TypedSection11 => ({
  overall: content.overall,
  returnedOn: content.returnedOn,
  openActions: String(content.openActions),
  nextOn: content.nextOn ?? '',
  note: content.note ?? '',
});

export function readSection11Fields(
  raw: Readonly<Record<string, unknown>>,
  { today }: { today: Day },
): { ok: true; content: Section11Content } | { ok: false; problems: Section11Problems } {
  const read = new FieldReader<Section11Field>(raw);
  const overall = read.choice('overall', section11Ratings, {
    required: 'Choose how the agency rates itself over the whole audit.',
  });
  const returnedOn = read.day('returnedOn', {
    required: 'Say on which day it was returned. While it is not, there is nothing to save.',
  });
  const openActions = read.count('openActions', {
    required: 'Say how many actions are still open; “nil” for none.',
  });
  const nextOn = read.day('nextOn');
  const note = read.text('note', { max: MAX_NOTE });
  if (returnedOn !== null && returnedOn > today)
    read.problem('returnedOn', 'This day has not come yet: give the day on which it was returned.');
  if (!read.problems.returnedOn && returnedOn !== null && nextOn !== null && nextOn <= returnedOn)
    read.problem('nextOn', 'The next one cannot be due before this one was returned.');
  if (read.hasProblems || overall === null || returnedOn === null || openActions === null)
    return { ok: false, problems: read.problems };
  return { ok: true, content: { overall, returnedOn, openActions, nextOn, note } };
}
