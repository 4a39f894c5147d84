/**
 * A text as the guard reads it: every digit 0 to 9, every letter without its accent, every space and dash the usual
 * one, and nothing invisible; with the way back, so that what was found is shown as it was typed.
 */

export interface PlainText {
  /** What the kinds of finding are looked for in. */
  plain: string;
  /** What was typed between two places of `plain`, and where it begins in the text. */
  typed(start: number, end: number): { start: number; words: string };
}

/** Letters of other alphabets that look like a Latin one: what is copied may hold them, and the eye does not see it. */
const LOOKALIKES = new Map(
  [
    ['АВЕЅІЈКМНОРСТУХаеѕіјорсух', 'ABESIJKMHOPCTYXaesijopcyx'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο', 'ABEZHIKMNOPTYXo'],
  ].flatMap(([strange = '', latin = '']) =>
    [...strange].map((letter, index): [string, string] => [letter, latin[index] ?? letter]),
  ),
);

/** Format characters, fillers and selectors, which take no room, and accents. */
const UNSEEN = /[\p{Cf}\p{M}\u115F\u1160\u17B4\u17B5\u3164\uFFA0]/u;
const SPACE = /[\p{Zs}\t]/u;
const DASH = /[\p{Pd}\u2043\u2212\u02D7]/u;
const QUOTE = /[\u2018\u2019\u02BC\u0060\u00B4]/u;
const DIGIT = /\p{Nd}/u;
const LINE_END = /[\n\r\u2028\u2029\u0085]/u;

export function plainTextOf(text: string): PlainText {
  let plain = '';
  // The place in the text where each character of `plain` begins, and where it ends.
  const begins: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const typed of text) {
    const end = at + typed.length;
    for (const character of plainOf(typed)) {
      for (let unit = 0; unit < character.length; unit += 1) {
        begins.push(at);
        ends.push(end);
      }
      plain += character;
    }
    at = end;
  }
  return {
    plain,
    typed: (start, end) => {
      const from = begins[start] ?? text.length;
      return { start: from, words: text.slice(from, ends[end - 1] ?? from) };
    },
  };
}

/** Most characters are as they are. */
function plainOf(typed: string): string {
  if (/^[\x20-\x5F\x61-\x7E]$/.test(typed)) return typed;
  return [...typed.normalize('NFKD')].map(plainCharacter).join('');
}

function plainCharacter(character: string): string {
  if (UNSEEN.test(character)) return '';
  if (LINE_END.test(character)) return '\n';
  if (SPACE.test(character)) return ' ';
  if (DASH.test(character)) return '-';
  if (QUOTE.test(character)) return "'";
  if (DIGIT.test(character)) return digitOf(character);
  return LOOKALIKES.get(character) ?? character;
}

/** The digits of a script stand in a row of ten, so the value is how many stand before it; rows may touch. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}
