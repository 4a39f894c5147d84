/** What was saved, in the words that every card of an ask uses. */
import type { Answer, RatingWords } from '../../services/returns/ask-state.ts';
import { type RatingFace, ratingFace } from '../ratings.ts';
import { plainRef } from '../words.ts';

/** "1.1.a as Amber (version 2)": a ref, a rating's word and a number, nothing else. */
export function savedWords(ref: string, { content, version }: Answer, ratings: RatingWords): string {
  const as = content.rating ? ` as ${ratingFace(content.rating, ratings).word}` : '';
  return `${plainRef(ref)}${as} (version ${version})`;
}

/** Stands where a rating would, in the answer of a further owner. */
export const noRating: RatingFace = { dot: '✓', colour: 'Default', word: 'Words given' };
