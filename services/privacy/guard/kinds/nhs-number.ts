/** An NHS number: ten digits, of which the last is a check digit by modulus 11. */
import { before, type Kind, type Span } from '../kind.ts';

const LENGTH = 10;

/** Digits with no more than three spaces, dashes, dots or the like between them. */
const CHAIN = /\d(?:[ \-./_]{0,3}\d)*/g;

/** After these words the number may be broken in any way, and over lines. */
const NAMED = /\b(?:nhs|chi)[ -]?(?:numbers?|nos?|num|#)?\.?[ :=#(]*(?:is|was|of)? ?$/i;
const NAMED_CHAIN =
  /\b(?:nhs|chi)[ -]?(?:number|no|num|#)?\.?[ :=#(\n]*(?:is|was|of)?[ \n]*(?<span>\d(?:[ \-./_\n]{0,3}\d){9})(?!\d)/dgi;

/** A book's number, with a check digit of the same making. */
const BOOK = /\bIS[BS]N(?:-1[03])?[ :]*$/i;

/** How people write it where they do not say what it is: years, and thousands, are broken in other ways. */
const USUAL = new Set([
  '10',
  '3-3-4',
  '4-3-3',
  '3-4-3',
  '5-5',
  '3-7',
  '6-4',
  '4-6',
  '2-2-2-2-2',
  '1-1-1-1-1-1-1-1-1-1',
]);

interface Group extends Span {
  digits: string;
}

export const nhsNumber: Kind = {
  name: 'an NHS number',
  instead: 'Leave the number out; say “a child in year 6”.',
  find: plain => [...inChains(plain), ...afterItsName(plain)],
};

function inChains(plain: string): Span[] {
  return [...plain.matchAll(CHAIN)].flatMap(({ 0: words, index }) => {
    const groups = [...words.matchAll(/\d+/g)].map(
      (group): Group => ({
        start: index + group.index,
        end: index + group.index + group[0].length,
        digits: group[0],
      }),
    );
    if (BOOK.test(before(plain, index, 12))) return [];
    return groups.flatMap((_, first) => windowFrom(plain, groups, first) ?? []);
  });
}

/** Neighbouring groups that make ten digits, broken as usual, and stand alone. */
function windowFrom(plain: string, groups: readonly Group[], first: number): Span | null {
  let digits = '';
  for (let last = first; last < groups.length && digits.length < LENGTH; last += 1) {
    digits += groups[last]?.digits ?? '';
    if (digits.length !== LENGTH || !isNhsNumber(digits)) continue;
    const parts = groups.slice(first, last + 1);
    const span = { start: parts[0]?.start ?? 0, end: parts.at(-1)?.end ?? 0 };
    if (standsAlone(plain, span) && isUsual(plain, parts, span, groups.length)) return span;
  }
  return null;
}

function isUsual(plain: string, parts: readonly Group[], span: Span, groups: number): boolean {
  const shape = parts.map(({ digits }) => digits.length).join('-');
  if (NAMED.test(before(plain, span.start, 24))) return true;
  if (!USUAL.has(shape)) return false;
  // Within a longer row of figures, only what is broken as an NHS number is.
  return groups === parts.length || shape === '3-3-4' || shape === '10';
}

const standsAlone = (plain: string, { start, end }: Span): boolean =>
  !/(?:[£$€]|[a-z]|\d[.,]?)$/i.test(before(plain, start, 2).replace(/(?:nhs|no)$/i, '')) &&
  !/^(?:[a-z0-9%]|[.,]\d)/i.test(plain.slice(end, end + 2));

function afterItsName(plain: string): Span[] {
  return [...plain.matchAll(NAMED_CHAIN)].flatMap(match => {
    const [start, end] = match.indices?.groups?.['span'] ?? [0, 0];
    return isNhsNumber(plain.slice(start, end).replace(/\D/g, '')) ? [{ start, end }] : [];
  });
}

/** Ten digits whose last one is right; the same digit ten times is nobody's. */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || /^(\d)\1*$/.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce(
    (total, digit, index) => total + Number(digit) * (10 - index),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[9]);
}
