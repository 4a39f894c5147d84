/** What people type into forms, made typed in one place: every field's problem is told at once, and each once. */
import { type Day, isDay } from '../time.ts';

/** The longest text of a field, in characters. */
export const MAX_TEXT = 4000;

/** More people, runs or places than any board counts. */
const MAX_COUNT = 10_000_000;

/** By field: a sentence that says what is wrong and how to mend it. */
export type Problems<Field extends string> = Partial<Record<Field, string>>;

/** What was typed, field by field, to be shown again as it was. */
export type Typed<Field extends string> = Partial<Record<Field, string>>;

/** Only these fields, as text; anything else that a client sends is left behind. */
export function typedFields<Field extends string>(
  raw: Readonly<Record<string, unknown>>,
  fields: readonly Field[],
): Typed<Field> {
  const typed = fields.flatMap(field => {
    const value = raw[field];
    return typeof value === 'string' ? [[field, value] as const] : [];
  });
  return Object.fromEntries(typed) as Typed<Field>;
}

export interface FieldRules {
  /** What to say where nothing was typed, as "Say where it comes from."; without it the field may stay empty. */
  required?: string;
}

/** Reads field after field and gathers the problems; what it returns is of use only where there are none. */
export class FieldReader<Field extends string> {
  readonly problems: Problems<Field> = {};
  readonly #raw: Readonly<Record<string, unknown>>;

  constructor(raw: Readonly<Record<string, unknown>>) {
    this.#raw = raw;
  }

  get hasProblems(): boolean {
    return Object.keys(this.problems).length > 0;
  }

  /** The first problem of a field is the one that is told. */
  problem(field: Field, words: string): void {
    this.problems[field] ??= words;
  }

  /** Line ends are kept; what is blank is null. */
  text(field: Field, { required, max = MAX_TEXT }: FieldRules & { max?: number } = {}): string | null {
    const value = this.#raw[field];
    if (value !== undefined && value !== null && typeof value !== 'string') {
      this.problem(field, 'This must be text.');
      return null;
    }
    // PostgreSQL keeps no text with a NUL in it.
    const tidy = (value ?? '').replaceAll('\0', '').replace(/\r\n?/g, '\n').trim();
    if (tidy.length > max)
      this.problem(field, `This has ${grouped(tidy.length)} characters; the most is ${grouped(max)}.`);
    if (tidy === '' && required) this.problem(field, required);
    return tidy === '' ? null : tidy;
  }

  day(field: Field, rules: FieldRules = {}): Day | null {
    const value = this.text(field, rules);
    if (value !== null && !isDay(value)) this.problem(field, 'This must be a day, such as 2026-07-10.');
    return value;
  }

  choice<Choice extends string>(
    field: Field,
    choices: readonly Choice[],
    rules: FieldRules = {},
  ): Choice | null {
    const value = this.text(field, rules);
    const chosen = choices.find(choice => choice === value) ?? null;
    if (value !== null && chosen === null) this.problem(field, rules.required ?? 'Choose one of the list.');
    return chosen;
  }

  /** People, places, runs: `readCount`. */
  count(field: Field, rules: FieldRules = {}): number | null {
    return this.#number(field, readCount, rules);
  }

  /** A number that may have decimals, as days or a percentage: `readFigure`. */
  figure(field: Field, rules: FieldRules = {}): number | null {
    return this.#number(field, readFigure, rules);
  }

  #number(field: Field, read: (text: string) => ReadNumber, rules: FieldRules): number | null {
    const value = this.text(field, rules);
    if (value === null) return null;
    const number = read(value);
    if (typeof number === 'string') {
      this.problem(field, number);
      return null;
    }
    if (number === null && rules.required) this.problem(field, rules.required);
    return number;
  }
}

/** A number, null for "n/a", or what is wrong. */
type ReadNumber = number | null | string;

const NOT_KNOWN = new Set(['n/a', 'na', 'not known', 'unknown', 'not available', '-', '–', '—', '?']);
const NONE = new Set(['nil', 'none', 'zero', 'no']);

/** A whole number from 0: "1,204" and "1 204" are understood, "nil" is 0 and "n/a" is not known. */
export function readCount(text: string): ReadNumber {
  const number = readFigure(text);
  if (typeof number !== 'number' || Number.isInteger(number)) return number;
  return 'This must be a whole number.';
}

/** The same with decimals, and a "%" that means nothing more. */
export function readFigure(text: string): ReadNumber {
  const said = text.trim().toLowerCase();
  if (NOT_KNOWN.has(said)) return null;
  if (NONE.has(said)) return 0;
  const tidy = said.replace(/\s*%$/, '').replace(/[−–]/, '-');
  // Commas and spaces stand only where thousands are told apart: "1,2" is a slip, not twelve.
  if (!/^-?(\d+|\d{1,3}([,\s\u00A0\u202F]\d{3})+)(\.\d+)?$/.test(tidy))
    return 'This must be a number, such as 12 or 1,204; “nil” for none, “n/a” where it is not known.';
  const number = Number(tidy.replace(/[,\s\u00A0\u202F]/g, ''));
  if (number < 0) return 'This cannot be below 0.';
  return number > MAX_COUNT ? 'This is more than anybody counts here.' : number;
}

const grouped = (number: number) => number.toLocaleString('en-GB');
