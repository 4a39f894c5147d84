/** What changed, row by row, in the words of the other cards; and what stands as before, in a line or two. */

import type { PartAnswer } from '../../services/returns/answers.ts';
import type { RatingWords } from '../../services/returns/ask-state.ts';
import type { Signing, SigningAction, SigningReturn } from '../../services/sign-off/read-signing.ts';
import { noRating } from '../action-updates/saved-words.ts';
import { figureAndTarget, figureWords } from '../compliance/figure-words.ts';
import { type Colour, ratingFace } from '../ratings.ts';
import { confirmedWords } from '../training-figures/ask-card.ts';
import { quarterWords } from '../training-figures/figure-words.ts';
import { count, dayWords, periodSince, personWords, truncate } from '../words.ts';
import { submittedWords } from '../written-report/report-to-read.ts';

/** One line of a row: words before a rating's dot and word, and words after. */
export interface ChangeLine {
  hasBefore: boolean;
  before: string;
  hasDot: boolean;
  dot: string;
  colour: Colour;
  word: string;
  weight: 'Default' | 'Bolder';
  hasAfter: boolean;
  after: string;
}

export interface ChangeRow {
  ref: string;
  title: string;
  /** True where it is another answer than when it was last signed or sent back. */
  isNewer: boolean;
  changes: ChangeLine[];
  source: string;
}

export interface Rows {
  rows: ChangeRow[];
  asBefore: { label: string; words: string }[];
}

const TITLE = 120;
const TEXT = 200;
const SHORT = 80;
/** More compliance figures than this are told by number. */
const FIGURES = 6;
const REFS = 400;

export function rowsOf(signing: Signing): Rows {
  const { actions, others, board, round } = signing;
  const of = (action: SigningAction) => actionChanges(action, board.ratings, round.period);
  const told = actions.filter(action => action.isNewer || of(action).length > 0);
  const quiet = actions.filter(action => !told.includes(action));
  return {
    rows: [
      ...told.map(action => ({
        ref: action.ref,
        title: truncate(action.title, TITLE),
        isNewer: action.isNewer,
        changes: of(action).length > 0 ? of(action) : [asItWas(action, board.ratings)],
        source: actionSource(action, round.period),
      })),
      ...others.flatMap(other => otherRows(other, round.period)),
    ],
    asBefore: quietLines(quiet, board.ratings),
  };
}

const plainLine = (word: string): ChangeLine => ({
  hasBefore: false,
  before: '',
  hasDot: false,
  dot: '',
  colour: 'Default',
  word,
  weight: 'Default',
  hasAfter: false,
  after: '',
});

/** A rating up or down, red, complete with or without evidence, a date that moved, a decision that is asked for. */
function actionChanges(action: SigningAction, ratings: RatingWords, period: string): ChangeLine[] {
  const rating = ratingLine(action, ratings, period);
  const { moved, answer } = action;
  const { decisionWhat, decisionFrom, decisionBy } = answer.content;
  const decision =
    decisionWhat === null
      ? []
      : [
          plainLine(
            `decision asked of ${truncate(decisionFrom ?? '', SHORT)}${decisionBy ? ` by ${dayWords(decisionBy)}` : ''}: ${truncate(decisionWhat, TEXT)}`,
          ),
        ];
  return [...(rating ? [rating] : []), ...(moved ? [plainLine(movedWords(moved))] : []), ...decision];
}

function ratingLine({ answer, before, rates }: SigningAction, ratings: RatingWords, period: string) {
  const { rating, evidence } = answer.content;
  if (!rates || rating === null) return null;
  const differs = before?.rating !== rating;
  // Red is told each time: it is what the paper begins with.
  if (!differs && rating !== 'red') return null;
  const face = ratingFace(rating, ratings);
  const said =
    before && `${ratingFace(before.rating, ratings).word} in ${periodSince(before.period, period)}`;
  const after = [
    ...(!before
      ? ['rated for the first time']
      : differs
        ? []
        : [`as in ${periodSince(before.period, period)}`]),
    ...(rating === 'complete' ? [evidence ? 'evidence given' : 'no evidence given'] : []),
  ];
  return {
    ...plainLine(face.word),
    hasBefore: differs && said !== null,
    before: `${said ?? ''} → `,
    hasDot: true,
    dot: `${face.dot}\u2060\u00A0`,
    colour: face.colour,
    weight: 'Bolder' as const,
    hasAfter: after.length > 0,
    after: `, ${after.join(', ')}`,
  };
}

/** "date Tue 31 Mar 2026 → Tue 30 Jun 2026 (second time; first due Wed 31 Dec 2025)". */
export function movedWords({ from, to, first, times: moves }: NonNullable<SigningAction['moved']>): string {
  if (from === null) return `date given: ${dayWords(to)}`;
  const ordinal = ['', '', 'second', 'third', 'fourth', 'fifth'][moves] ?? `${moves}th`;
  const again = moves > 1 ? ` (${ordinal} time; first due ${first ? dayWords(first) : 'not said'})` : '';
  return `date ${dayWords(from)} → ${dayWords(to)}${again}`;
}

function asItWas({ answer }: SigningAction, ratings: RatingWords): ChangeLine {
  const { dot, colour, word } = answer.content.rating ? ratingFace(answer.content.rating, ratings) : noRating;
  return {
    ...plainLine(word),
    hasDot: true,
    dot: `${dot}\u2060\u00A0`,
    colour,
    hasAfter: true,
    after: ', as before',
  };
}

/** "Ann Ward, Police · entered by Mia Hart · no change, words from Q4 · version 2": both names, always. */
function actionSource({ answer }: SigningAction, period: string): string {
  const { noChange, wordsFrom, late } = answer;
  return [
    ...givers(answer),
    ...(noChange ? [`no change${wordsFrom ? `, words from ${periodSince(wordsFrom, period)}` : ''}`] : []),
    ...(late ? ['late'] : []),
    `version ${answer.version}`,
  ].join(' · ');
}

const givers = ({ by, enteredBy }: Pick<PartAnswer<unknown>, 'by' | 'enteredBy'>): string[] => [
  personWords(by),
  ...(enteredBy ? [`entered by ${personWords(enteredBy)}`] : []),
];

const sourceOf = (answer: PartAnswer<unknown>) =>
  [...givers(answer), `version ${answer.version}`].join(' · ');

/** "As before", and "No change" apart: each a line of refs and ratings. */
function quietLines(actions: readonly SigningAction[], ratings: RatingWords): Rows['asBefore'] {
  const lineOf = (label: string, some: readonly SigningAction[]) =>
    some.length === 0
      ? []
      : [
          {
            label: `${label} (${some.length})`,
            words: truncate(some.map(one => quietWords(one, ratings)).join(', '), REFS),
          },
        ];
  return [
    ...lineOf(
      'No change',
      actions.filter(({ answer }) => answer.noChange),
    ),
    ...lineOf(
      'As before, with new words',
      actions.filter(({ answer }) => !answer.noChange),
    ),
  ];
}

/** "1.1.b Green", and whom it was entered for. */
function quietWords({ ref, answer }: SigningAction, ratings: RatingWords): string {
  const { rating } = answer.content;
  const word = rating ? ` ${ratingFace(rating, ratings).word}` : '';
  const entered = answer.enteredBy
    ? ` (${truncate(answer.by.name, SHORT)}, entered by ${truncate(answer.enteredBy.name, SHORT)})`
    : '';
  return `${ref}${word}${entered}`;
}

function otherRows(other: SigningReturn, period: string): ChangeRow[] {
  const { isNewer } = other;
  switch (other.kind) {
    case 'measures':
      return other.state.lines.flatMap(({ ref, measure, answer, last }) => {
        if (!answer) return [];
        const before = last
          ? `${truncate(last.content.value, SHORT)} in ${periodSince(last.period, period)} → `
          : 'first value: ';
        const words = `${before}${truncate(answer.content.value, SHORT)}, as at ${dayWords(answer.content.asAt)}`;
        return [row(`Measure ${ref}`, measure, isNewer, [words], sourceOf(answer))];
      });
    case 'training-figures': {
      const { state } = other;
      const figures = quarterWords(state.figures);
      const last = state.last ? `${state.last.period}: ${quarterWords(state.last.figures)}` : '';
      const lines = [figures || 'no figures', ...(last ? [last] : [])];
      return [row('Training', 'figures', isNewer, lines, confirmedWords(state) || 'not said to be all yet')];
    }
    case 'compliance': {
      const given = other.state.lines.flatMap(line =>
        line.answer ? [{ ...line, answer: line.answer }] : [],
      );
      const words = given.slice(0, FIGURES).map(({ agency, levelName, answer, target, last }) => {
        const before = last
          ? `; ${figureWords(last.content, target)} in ${periodSince(last.period, period)}`
          : '';
        return `${truncate(agency, SHORT)}, ${truncate(levelName, SHORT)}: ${figureAndTarget(answer.content, target)}${before}`;
      });
      const more = given.length > FIGURES ? [`and ${count(given.length - FIGURES, 'more figure')}`] : [];
      const sources = new Set(given.map(({ answer }) => givers(answer).join(' · ')));
      const from = truncate([...sources].join('; '), REFS);
      return [row('Training compliance', count(given.length, 'figure'), isNewer, [...words, ...more], from)];
    }
    case 'group-report': {
      const { state } = other;
      const written = `${count(state.submission?.texts.size ?? 0, 'heading')} written`;
      return [row('Quarterly report', '', isNewer, [written], submittedWords(state) ?? '')];
    }
  }
}

const row = (
  ref: string,
  title: string,
  isNewer: boolean,
  words: readonly string[],
  source: string,
): ChangeRow => ({
  ref,
  title: truncate(title, TITLE),
  isNewer,
  changes: words.map(plainLine),
  source,
});
