/** A date of birth: a day beside a word that says so, or one from which the age that stands beside it comes. */
import { DAY_OF_YEAR, WHOLE_DAY, yearIn } from '../dates.ts';
import { type GuardRules, type Kind, type Span, spanOf } from '../kind.ts';

/** Words of the meaning "date of birth" that may have a day of any kind after them. */
const NAME =
  'd ?\\.? ?o ?\\.? ?b\\b\\.?|date[- ]of[- ]birth|birth ?date|(?:registered )?birth(?: on)?\\b|birthday\\b';
const BORN = '\\bborn\\b';

/** Between the word and the day; what tells of many, or of a rule, is left alone. */
const FILLER =
  "(?:[ :=,.()'-]|is|was|are|on|the|as|given|recorded|falls|fell|of|at home|prematurely|early|late|in|today)";
const BORN_FILLER = '(?! ?(?:after|before|between|since|from|until|by|or|and|to)\\b)';

/**
 * The patterns are long, since a day is written in many ways: to make one ready takes some ten milliseconds, and V8 does
 * it anew after each great collection. So one is only tried where the word stands without which it cannot match.
 */
interface Sentence {
  word: RegExp;
  pattern: RegExp;
}

const sentence = (word: RegExp, source: string, flags = 'dgi'): Sentence => ({
  word,
  pattern: new RegExp(source, flags),
});

const matchesOf = (plain: string, { word, pattern }: Sentence): RegExpMatchArray[] =>
  word.test(plain) ? [...plain.matchAll(pattern)] : [];

const NAMED = /d ?\.? ?o ?\.? ?b|birth/i;
const AGED = /\baged? \d/i;

const AFTER_NAME = sentence(
  NAMED,
  `(?:\\b(?:${NAME}))${FILLER}{0,8}?(?<span>\\b(?:${WHOLE_DAY}|${DAY_OF_YEAR}))(?![\\d/])`,
);
const AFTER_BORN = sentence(
  /\bborn\b/i,
  `${BORN}${BORN_FILLER}(?:(?:${FILLER}){0,6}?|(?: (?!after|before|between|since|from|until|by|and\\b)[a-z]+){1,4}? )(?<span>\\b(?:${WHOLE_DAY}|${DAY_OF_YEAR}))(?![\\d/])`,
);
const SHORT_BORN = sentence(/[( ]b[. ]/i, `[( ]b\\.? ?(?<span>\\b(?:${WHOLE_DAY}))(?![\\d/])`);
const BEFORE_NAME = sentence(
  NAMED,
  `(?<![\\d/])(?<span>\\b(?:${WHOLE_DAY}))[ ,:–)-]{0,3}\\(?(?:d\\.? ?o\\.? ?b\\b|date[- ]of[- ]birth|birth ?date|birthday)`,
);
const TURNED = sentence(
  /\b(?:turned|turns|turn|be|was|is) \d{1,2} on /i,
  `\\b(?:he|she|they|who|child|boy|girl) (?:turned|turns|will turn|will be|was|is) \\d{1,2} on (?:the )?(?<span>\\b(?:${WHOLE_DAY}|${DAY_OF_YEAR}))(?![\\d/])`,
);

/** "aged 9 (12/03/2017)", "12/03/2017, aged 9". */
const AFTER_AGE = sentence(
  AGED,
  `\\bage(?:d)? (?<age>\\d{1,2})[ ,:(–-]{1,4}(?<span>\\b(?:${WHOLE_DAY}))(?![\\d/])`,
);
const BEFORE_AGE = sentence(
  AGED,
  `(?<![\\d/])(?<span>\\b(?:${WHOLE_DAY}))[ ,:)(–-]{1,4}(?:now )?aged? (?<age>\\d{1,2})(?!\\d|[ -]*(?:to|-|or|and) ?\\d|\\+)`,
);

/** "Child K (12/03/2017)". */
const CHILD =
  '\\b(?:[Cc]hild|[Bb]oy|[Gg]irl|[Bb]aby|[Pp]upil|[Ss]ibling|[Yy]oung [Pp]erson) [A-Z]{1,3}[ ,:(–-]';
const OF_CHILD = sentence(new RegExp(CHILD), `${CHILD}{1,3}(?<span>\\b(?:${WHOLE_DAY}))(?![\\d/])`, 'dg');

/** Those whom a board writes about are not older; a younger day is that of a visit. */
const OLDEST = 26;

export const dateOfBirth: Kind = {
  name: 'a date of birth',
  instead: 'Leave the day out; say “aged 9”, or “a child under five”.',
  find: (plain, rules) => [
    ...[AFTER_NAME, AFTER_BORN, SHORT_BORN, BEFORE_NAME, TURNED].flatMap(said =>
      matchesOf(plain, said).map(spanOf),
    ),
    ...[AFTER_AGE, BEFORE_AGE].flatMap(said => besideAge(plain, said, rules)),
    ...matchesOf(plain, OF_CHILD)
      .map(spanOf)
      .filter(span => isOfChild(plain.slice(span.start, span.end), rules)),
  ],
};

/** The day is one of birth where the age follows from it. */
function besideAge(plain: string, said: Sentence, { today }: GuardRules): Span[] {
  const thisYear = Number(today.slice(0, 4));
  return matchesOf(plain, said).flatMap(match => {
    const { start, end } = spanOf(match);
    const year = yearIn(plain.slice(start, end), thisYear);
    const isOld = year >= thisYear - OLDEST && year < thisYear;
    return isOld && year + Number(match.groups?.['age']) <= thisYear + 1 ? [{ start, end }] : [];
  });
}

function isOfChild(words: string, { today }: GuardRules): boolean {
  const thisYear = Number(today.slice(0, 4));
  const year = yearIn(words, thisYear);
  return year >= thisYear - OLDEST && year <= thisYear - 2;
}
