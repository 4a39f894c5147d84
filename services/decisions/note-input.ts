/** What the manager notes of a decision, made typed in one place. */
import { FieldReader, type Problems, type Typed, typedFields } from '../returns/fields.ts';
import type { DecisionState } from '../store/entities/decisions.ts';
import type { Day } from '../time.ts';

/** What can come of it; the order in which people choose. */
export const outcomes = [
  'on-agenda',
  'agreed',
  'agreed-with-changes',
  'refused',
  'deferred',
] as const satisfies readonly DecisionState[];

export type Outcome = (typeof outcomes)[number];

export interface NoteContent {
  state: Outcome;
  words: string | null;
  decidedBy: string | null;
  decidedOn: Day | null;
}

export const noteFields = ['state', 'words', 'decidedBy', 'decidedOn'] as const;
export type NoteField = (typeof noteFields)[number];
export type NoteProblems = Problems<NoteField>;
export type TypedNote = Typed<NoteField>;

export type ReadNote = { ok: true; content: NoteContent } | { ok: false; problems: NoteProblems };

export const typedNote = (raw: Readonly<Record<string, unknown>>): TypedNote => typedFields(raw, noteFields);

const needWords: Partial<Record<Outcome, string>> = {
  'agreed-with-changes': 'Say what was changed.',
  refused: 'Say why, in a sentence.',
  deferred: 'Say until when, or until what.',
};

/** @param from whom it was asked of: who decided, where nobody else is named */
export function readNote(
  raw: Readonly<Record<string, unknown>>,
  { from, today }: { from: string; today: Day },
): ReadNote {
  const read = new FieldReader<NoteField>(raw);
  const state = read.choice('state', outcomes, { required: 'Choose what came of it.' });
  const required = state ? needWords[state] : undefined;
  const words = read.text('words', required ? { required } : {});
  const decidedBy = read.text('decidedBy', { max: 200 });
  const decidedOn = read.day(
    'decidedOn',
    state === 'on-agenda' ? {} : { required: 'Say the day of the meeting.' },
  );
  if (state !== null && state !== 'on-agenda' && decidedOn !== null && decidedOn > today) {
    read.problem('decidedOn', 'This day is still to come. Choose “on the agenda” for a meeting to come.');
  }
  if (state === null || read.hasProblems) return { ok: false, problems: read.problems };
  return { ok: true, content: { state, words, decidedBy: decidedBy ?? from, decidedOn } };
}
