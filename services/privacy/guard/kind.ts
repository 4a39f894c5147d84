/** What a kind of finding is: how it is found in a text, and what to say of it. One file each, and a line in the registry. */
import type { Day } from '../../time.ts';
import type { CasePattern } from './case-pattern.ts';

/** Where something stands in a plain text. */
export interface Span {
  start: number;
  /** After its last character. */
  end: number;
  /** True for what looks like one and is known to be innocent, as an office's number: no other kind takes it either. */
  isAllowed?: boolean;
}

/** What a board adds to the rules that hold for all. */
export interface GuardRules {
  today: Day;
  /** Mail addresses that may stand, and domains whose addresses may, with those below them; in small letters. */
  mail: { addresses: ReadonlySet<string>; domains: readonly string[] };
  /** Telephone numbers that may stand, as `nationalDigits`; one that ends in `*` is the beginning of many. */
  phones: readonly string[];
  casePatterns: readonly CasePattern[];
  /** Short names of groups and the like, which are nobody's initials; in capitals. */
  shortNames: ReadonlySet<string>;
}

export interface Kind {
  /** "an NHS number". */
  name: string;
  /** How to put it, in one sentence. */
  instead: string;
  /** @param plain a text as `plainTextOf` gives it */
  find(plain: string, rules: GuardRules): Span[];
}

/** Where a pattern matches; with a group named `span`, that part of it. The pattern needs the flags `d` and `g`. */
export const spansOf = (plain: string, pattern: RegExp): Span[] => [...plain.matchAll(pattern)].map(spanOf);

/** The same of one match. */
export function spanOf({ indices }: RegExpMatchArray): Span {
  const [start, end] = indices?.groups?.['span'] ?? indices?.[0] ?? [0, 0];
  return { start, end };
}

/** So much of the text before a place. */
export const before = (plain: string, place: number, length: number): string =>
  plain.slice(Math.max(0, place - length), place);
