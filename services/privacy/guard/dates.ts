/** Days as people write them. Pure. */

const MONTHS = [
  'jan(?:uary)?',
  'feb(?:ruary)?',
  'mar(?:ch)?',
  'apr(?:il)?',
  'may',
  'june?',
  'july?',
  'aug(?:ust)?',
  'sept?(?:ember)?',
  'oct(?:ober)?',
  'nov(?:ember)?',
  'dec(?:ember)?',
];

const MONTH = `(?:${MONTHS.join('|')})\\.?`;
const GAP = ' ?[-./] ?| ';
const DAY_NUMBER = '(?:0?[1-9]|[12]\\d|3[01])';
const MONTH_NUMBER = '(?:0?[1-9]|1[0-2])';
const YEAR = "(?:(?:19|20)\\d\\d|'?\\d\\d)";
const ORDINAL = '(?:st|nd|rd|th)?';
const DAY_WORD =
  '(?:(?:twenty|thirty)[- ]?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth';

/** With a year. */
export const WHOLE_DAY = [
  `${DAY_NUMBER}(?:${GAP})${MONTH_NUMBER}(?:${GAP})${YEAR}`,
  `(?:19|20)\\d\\d(?:${GAP})${MONTH_NUMBER}(?:${GAP})${DAY_NUMBER}`,
  `(?:${DAY_NUMBER}${ORDINAL}|${DAY_WORD})[ -]?(?:day )?(?:of )?${MONTH}[ ,-]{0,2}${YEAR}`,
  `${MONTH} ?${DAY_NUMBER}${ORDINAL}[ ,]{1,2}${YEAR}`,
  '(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\\d\\d',
].join('|');

/** Without one. */
export const DAY_OF_YEAR = `${DAY_NUMBER}${ORDINAL} (?:of )?${MONTH}|${MONTH} ${DAY_NUMBER}${ORDINAL}`;

/** The year of a whole day; of two digits, the one that is nearest before the end of `thisYear`. */
export function yearIn(words: string, thisYear: number): number {
  const long = /(?:19|20)\d\d/.exec(words);
  if (long) return Number(long[0]);
  const short = Number(/\d\d$/.exec(words.trim())?.[0] ?? 0);
  const century = Math.floor(thisYear / 100) * 100;
  return century + short > thisYear ? century - 100 + short : century + short;
}
