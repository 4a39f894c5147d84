/** The kind `measures`: each outcome with a measure is asked for its value, as at when, and where it comes from. */
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import type { Clock } from '../ports.ts';
import type { PassAsked } from '../privacy/finding.ts';
import { type OutcomeRow, outcomes } from '../store/entities/plan.ts';
import { type MeasureValueRow, measureValues } from '../store/entities/reports.ts';
import { rounds } from '../store/entities/rounds.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import type { Day } from '../time.ts';
import { contentsIn, type PartAnswer, type PartSaved, savePart, standingParts } from './answers.ts';
import { FieldReader, type Problems, type Typed, typedFields } from './fields.ts';
import { byId } from './history.ts';
import { type AskBase, askBefore, readAskBase } from './read-asked.ts';
import { beginAnswer, settle } from './saving.ts';

export type MeasureValue = Omit<MeasureValueRow, 'id' | 'boardId'>;

export const measureContents = contentsIn(measureValues, ({ value, source, note }) => ({
  value,
  source,
  note,
}));

export const measureFields = ['value', 'asAt', 'source', 'note'] as const;
export type MeasureField = (typeof measureFields)[number];
export type MeasureProblems = Problems<MeasureField>;
export type TypedMeasure = Typed<MeasureField>;

/** What fits a line of a paper. */
const SHORT = 200;

/** One outcome that is asked for its value. */
export interface MeasureLine {
  outcomeId: string;
  ref: string;
  title: string;
  /** What is measured, in the plan's words. */
  measure: string;
  answer: PartAnswer<MeasureValue> | null;
  /** What was said the last time, and in which period; null where it was not. */
  last: { period: string; content: MeasureValue } | null;
}

export interface MeasuresState extends AskBase {
  lines: MeasureLine[];
}

/** @throws CollateError `ask_unknown` */
export async function readMeasures(view: View, boardId: string, askId: string): Promise<MeasuresState> {
  const { base, rows } = await readAskBase(view, boardId, askId, 'measures');
  const outcomeRows = byId(await view.rows(outcomes).find({ id: rows.subjects }));
  const answers = await standingParts(view, { boardId, askId }, measureContents);
  const before = await askBefore(view, rows);
  const lastAnswers = before
    ? await standingParts(view, { boardId, askId: before.id }, measureContents)
    : null;
  const period = before ? (await view.rows(rounds).get(before.roundId)).period : '';
  const lineOf = ({ id, ref, title, measure }: OutcomeRow): MeasureLine => {
    const last = lastAnswers?.get(id);
    return {
      outcomeId: id,
      ref,
      title,
      measure: measure ?? '',
      answer: answers.get(id) ?? null,
      last: last ? { period, content: last.content } : null,
    };
  };
  return { ...base, lines: rows.subjects.flatMap(id => outcomeRows.get(id) ?? []).map(lineOf) };
}

/** @throws CollateError `action_unknown` for an outcome that is not among those asked for */
export function lineIn({ lines }: MeasuresState, outcomeId: string): MeasureLine {
  const line = lines.find(candidate => candidate.outcomeId === outcomeId);
  if (line) return line;
  throw new CollateError('action_unknown', 'That outcome is not among those that are asked for a value.');
}

export interface MeasureInput {
  askId: string;
  outcomeId: string;
  /** The version that the writer had before them; 0 for none. */
  seenVersion: number;
  /** The fields as they were typed. */
  fields: Readonly<Record<string, unknown>>;
  givenById?: string | null;
  /** What the writer says is not about a person. */
  pass?: PassAsked | null;
}

export type MeasureSaved =
  | ({ state: MeasuresState } & PartSaved<MeasureValue>)
  | { kind: 'problems'; state: MeasuresState; problems: MeasureProblems };

/** @throws CollateError `ask_unknown`, `action_unknown`, `not_allowed`, `person_unknown` */
export function saveMeasure(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
  { askId, outcomeId, seenVersion, fields, givenById = null, pass = null }: MeasureInput,
): Promise<MeasureSaved> {
  return store.write(async unit => {
    const saving = await beginAnswer(unit, clock, actor, askId, 'measures');
    const state = await readMeasures(unit, actor.boardId, askId);
    lineIn(state, outcomeId);
    const read = readMeasure(fields, saving.today);
    if (!read.ok) return { kind: 'problems', state, problems: read.problems };
    const content = { outcomeId, ...read.value };
    const part = { subjectId: outcomeId, seenVersion, content, givenById, pass };
    const saved = await savePart(unit, saving, actor, measureContents, part);
    if (saved.kind === 'saved') await settle(unit, saving);
    return { ...saved, state: await readMeasures(unit, actor.boardId, askId) };
  });
}

export const typedMeasure = (raw: Readonly<Record<string, unknown>>): TypedMeasure =>
  typedFields(raw, measureFields);

/** A measure's value is words as often as a number ("3 of 4 audits"), so it stays as it was given. */
export function readMeasure(
  raw: Readonly<Record<string, unknown>>,
  today: Day,
): { ok: true; value: Omit<MeasureValue, 'outcomeId'> } | { ok: false; problems: MeasureProblems } {
  const read = new FieldReader<MeasureField>(raw);
  const value = read.text('value', {
    required: 'Give the value, or “not known” and say why in the note.',
    max: SHORT,
  });
  const asAt = read.day('asAt', { required: 'Say which day the value is of.' });
  const source = read.text('source', { required: 'Say where the value comes from.', max: SHORT });
  const note = read.text('note');
  if (asAt !== null && asAt > today)
    read.problem('asAt', 'This day has not come yet: give the day that the value is of.');
  if (read.hasProblems || value === null || asAt === null || source === null)
    return { ok: false, problems: read.problems };
  return { ok: true, value: { value, asAt, source, note } };
}
