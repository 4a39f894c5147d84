/** How ratings look: a coloured dot and a word, so that neither colour nor shape carries it alone. */
import type { RatingWords } from '../services/returns/ask-state.ts';
import type { RagCounts } from '../services/summary/facts.ts';
import { plainWords } from './words.ts';

/** The named colours of Adaptive Cards; clients choose the shade for light, dark and high contrast. */
export type Colour = 'Default' | 'Accent' | 'Good' | 'Warning' | 'Attention';

export interface RatingFace {
  dot: string;
  colour: Colour;
  /** In the board's own words, fit for a button's title. */
  word: string;
}

/** Worst first, what nobody has answered last. */
export const shownRatings = ['red', 'amber', 'green', 'complete', 'notStarted', 'notReported'] as const;

const looks: Record<keyof RagCounts, { dot: string; colour: Colour }> = {
  red: { dot: '●', colour: 'Attention' },
  amber: { dot: '●', colour: 'Warning' },
  green: { dot: '●', colour: 'Good' },
  complete: { dot: '●', colour: 'Accent' },
  notStarted: { dot: '○', colour: 'Default' },
  notReported: { dot: '–', colour: 'Default' },
};

export function ratingFace(rating: keyof RagCounts, words: RatingWords): RatingFace {
  const word = rating === 'notReported' ? 'Not reported' : plainWords(words[rating].label);
  return { ...looks[rating], word };
}

/** Each rating with its meaning, as the fold "What the ratings mean" and the form's choices tell it. */
export function ratingMeanings(words: RatingWords): (RatingFace & { rating: string; meaning: string })[] {
  return shownRatings.flatMap(rating =>
    rating === 'notReported'
      ? []
      : [{ ...ratingFace(rating, words), rating, meaning: plainWords(words[rating].meaning) }],
  );
}

/** The ratings that occur, with how often: for "● Red 1  ● Amber 3". */
export function ratingCounts(rag: RagCounts, words: RatingWords): (RatingFace & { number: number })[] {
  return shownRatings.flatMap(rating =>
    rag[rating] === 0 ? [] : [{ ...ratingFace(rating, words), number: rag[rating] }],
  );
}

/** A piece of a counted line, as a TextRun. */
export interface CountRun {
  type: 'TextRun';
  text: string;
  color?: Colour;
}

/** "● Red 1   ● Amber 3": no break (a dash allows one after it) between a dot and its word, a wide gap between two ratings. */
export function countRuns(rag: RagCounts, words: RatingWords): CountRun[] {
  return ratingCounts(rag, words).flatMap(({ dot, colour, word, number }, index) => [
    { type: 'TextRun', text: `${index > 0 ? '\u2003' : ''}${dot}\u2060\u00A0`, color: colour },
    { type: 'TextRun', text: `${word} ${number}`.replaceAll(' ', '\u00A0') },
  ]);
}

/** "1 red, 3 amber, 2 not reported": the same for a sentence and for `fallbackText`. */
export function ratingSentence(rag: RagCounts, words: RatingWords): string {
  return ratingCounts(rag, words)
    .map(({ number, word }) => `${number} ${word.toLowerCase()}`)
    .join(', ');
}
