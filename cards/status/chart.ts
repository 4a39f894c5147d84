/** The counts as stacked bars, and the same counts in words for clients without charts. */
import type { RatingWords } from '../../services/returns/ask-state.ts';
import type { Facts, RagCounts } from '../../services/summary/facts.ts';
import { ratingFace, ratingSentence, shownRatings } from '../ratings.ts';
import { plainRef } from '../words.ts';

/** Named chart colours, so that clients choose the shade. */
const colours: Record<keyof RagCounts, string> = {
  red: 'attention',
  amber: 'warning',
  green: 'good',
  complete: 'categoricalBlue',
  notStarted: 'neutral',
  notReported: 'divergingGray',
};

/** More bars than this make a card too large, and a picture that shows nothing. */
const BARS = 12;

interface Bar {
  title: string;
  data: { legend: string; value: number; color: string }[];
}

export function chartFace(
  { priorities }: Facts,
  words: RatingWords,
): { bars: Bar[]; barWords: { name: string; sentence: string }[] } {
  const counted = priorities.filter(({ actions }) => actions > 0);
  if (counted.length > BARS) return { bars: [], barWords: [] };
  return {
    bars: counted.map(({ ref, rag }) => ({
      title: `Priority ${plainRef(ref)}`,
      data: shownRatings
        .filter(rating => rag[rating] > 0)
        .map(rating => ({
          legend: ratingFace(rating, words).word,
          value: rag[rating],
          color: colours[rating],
        })),
    })),
    barWords: counted.map(({ ref, rag }) => ({
      name: `Priority ${plainRef(ref)}`,
      sentence: ratingSentence(rag, words),
    })),
  };
}
