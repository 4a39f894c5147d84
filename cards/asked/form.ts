/** What the forms of all kinds of return have in common: a notice, the problems field by field, whose answer it is. */
import type { Refusal } from '../../services/privacy/finding.ts';
import type { PersonLine } from '../../services/returns/ask-state.ts';
import type { Problems, Typed } from '../../services/returns/fields.ts';
import { listed, personWords, plainWords, truncate } from '../words.ts';

const NOTICE = 400;
const PROBLEM = 200;

/** The words that were found are named, with how to put it. */
const FINDING = 420;

/** More names than this make a card too large. */
const GIVERS = 60;

/** Every field of a form with its name, as the line that lists the problems says it. */
export type FieldNames<Field extends string> = Readonly<Record<Field, string>>;

/** For a manager, who may enter an answer for somebody else: whom for, and who is chosen. */
export interface Givers {
  people: readonly PersonLine[];
  chosen: string | null;
}

export interface FormState<Field extends string> {
  /** What stands in the inputs: as typed before, as saved before, or nothing. */
  values: Typed<Field>;
  /** What keeps it from being saved, beside each field. */
  problems: Problems<Field>;
  /** What has just happened; null for nothing. */
  notice: string | null;
  givers: Givers;
  /** What the identifier guard stopped, to be shown by `withPassing`; the problems name its words. */
  refusal?: Refusal | null;
}

/** The fields of a view that such a form shows; `plainProblems` belongs into its `plain`. */
export function formView<Field extends string>(names: FieldNames<Field>, state: FormState<Field>) {
  const fields = Object.keys(names) as Field[];
  const perField = <Value>(of: (field: Field) => Value) =>
    Object.fromEntries(fields.map(field => [field, of(field)])) as Record<Field, Value>;
  const wrong = fields.filter(field => state.problems[field] !== undefined);
  const people = state.givers.people.slice(0, GIVERS);
  return {
    plainProblems: `${stoppedWords(state.refusal)} Please look at: ${listed(wrong.map(field => names[field]))}.`,
    hasProblems: wrong.length > 0,
    hasNotice: state.notice !== null,
    notice: truncate(state.notice ?? '', NOTICE),
    values: perField(field => state.values[field] ?? ''),
    problems: perField(field => truncate(state.problems[field] ?? '', state.refusal ? FINDING : PROBLEM)),
    wrong: perField(field => state.problems[field] !== undefined),
    canGive: people.length > 0,
    givers: people.map(person => ({ id: person.id, plain: { name: plainWords(personWords(person)) } })),
    givenBy: state.givers.chosen ?? '',
  };
}

export const stoppedWords = (refusal: Refusal | null | undefined): string =>
  refusal ? 'Nothing is saved yet, because it may say who somebody is.' : 'Nothing is saved yet.';
