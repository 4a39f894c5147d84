/**
 * A telephone number that may be somebody's own: a mobile, a landline, one abroad. Numbers in 03 and 08 are
 * organisations', as are the short ones, so they may stand.
 */
import { before, type GuardRules, type Kind, type Span, spansOf } from '../kind.ts';
import { isNhsNumber } from './nhs-number.ts';

const GAP = '[ \\-./()]{0,3}';
const digits = (number: number) => `(?:${GAP}\\d){${number}}`;

/** Landlines have ten digits or eleven, mobiles eleven; +44 and 0044 stand for the 0, which some write too. */
const BRITISH = new RegExp(
  `(?<![\\w£$€.,])(?<span>(?:(?:\\+|00)${GAP}44${GAP}(?:\\(?0\\)?)?|\\(?0)${GAP}(?:[27]${digits(9)}|1${digits(9)}|1${digits(8)}))(?![\\d%]|[.,]\\d|\\w)`,
  'dgi',
);
const ABROAD = new RegExp(
  `(?<![\\w+])(?<span>\\+${GAP}(?!4${GAP}4)[1-9]${digits(8)}(?:${GAP}\\d){0,5})(?!\\w)`,
  'dgi',
);

/** Without its area a number is only told by the word before it. */
const LOCAL =
  /\b(?:tel|telephone|phone|mob|mobile)(?: (?:no|number))?[.:]? (?<span>\d{3}[ -]?\d{3,5})(?![\d%]|[.,:]\d|\w)/dgi;

export const phone: Kind = {
  name: 'a telephone number',
  instead: 'Leave the number out; say “we rang the family”.',
  find: (plain, rules) =>
    [...spansOf(plain, BRITISH), ...spansOf(plain, ABROAD), ...spansOf(plain, LOCAL)]
      .filter(span => !isSomethingElse(plain, span))
      .map(span => ({ ...span, isAllowed: mayStand(plain.slice(span.start, span.end), rules) })),
};

/** A day with a time after it, a number that is said to be another one, or ten digits that are an NHS number's. */
function isSomethingElse(plain: string, { start, end }: Span): boolean {
  const words = plain.slice(start, end);
  return (
    isNhsNumber(words.replace(/\D/g, '')) ||
    /^\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d\b/.test(words) ||
    /\b(?:IS[BS]N|company|charity|invoice|order|no\. ?of|room)(?: (?:no|number))?\.?:? $/i.test(
      before(plain, start, 20),
    )
  );
}

function mayStand(words: string, { phones }: GuardRules): boolean {
  const number = nationalDigits(words);
  return phones.some(allowed =>
    allowed.endsWith('*') ? number.startsWith(allowed.slice(0, -1)) : number === allowed,
  );
}

/** "+44 (0)1244 960100" and "01244 960 100" are the same: 01244960100. */
export function nationalDigits(words: string): string {
  const all = words.replace(/[^\d*]/g, '');
  const isAbroad = /^\W*(?:\+|00)/.test(words);
  if (!isAbroad) return all;
  return all.replace(/^(?:00)?440?/, '0');
}
