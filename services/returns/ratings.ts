/** The ratings, their order and the words people are shown. */
import type { Rating } from '../store/entities/returns.ts';
import type { RatingWords } from './ask-state.ts';

/** As a person chooses them; worst first. */
export const ratings = [
  'red',
  'amber',
  'green',
  'complete',
  'notStarted',
] as const satisfies readonly Rating[];

const standard: RatingWords = {
  red: { label: 'Red', meaning: 'Will miss its date or outcome unless something changes.' },
  amber: { label: 'Amber', meaning: 'At risk; there is a plan to recover.' },
  green: { label: 'Green', meaning: 'On track for its date and outcome.' },
  complete: { label: 'Complete', meaning: 'Done, and there is evidence.' },
  notStarted: { label: 'Not started', meaning: 'No work yet, and none was due.' },
};

/** The standard words, or the board file's where it has its own. Colours stay tied to the meaning. */
export function ratingWords(own: Partial<Record<string, { label: string; meaning: string }>>): RatingWords {
  const entries = ratings.map(rating => [rating, own[rating] ?? standard[rating]] as const);
  return Object.fromEntries(entries) as RatingWords;
}

/** Better is higher; "not started" says nothing of better or worse, so it has no place in the order. */
const order: Partial<Record<Rating, number>> = { red: 0, amber: 1, green: 2, complete: 3 };

/** -1 worse, 0 same, 1 better; null where the two cannot be compared. */
export function movement(from: Rating | null, to: Rating | null): -1 | 0 | 1 | null {
  const before = from === null ? undefined : order[from];
  const after = to === null ? undefined : order[to];
  if (before === undefined || after === undefined) return null;
  return Math.sign(after - before) as -1 | 0 | 1;
}

/** A rating as a person types it: `amber`, `A`, `not started`, or the board's own label; null for anything else. */
export function parseRating(text: string, words: RatingWords): Rating | null {
  const key = text.toLowerCase().replace(/[^a-z]/g, '');
  const found = ratings.find(
    rating =>
      rating.toLowerCase() === key || words[rating].label.toLowerCase().replace(/[^a-z]/g, '') === key,
  );
  return found ?? ratings.find(rating => rating !== 'notStarted' && key === rating[0]) ?? null;
}
