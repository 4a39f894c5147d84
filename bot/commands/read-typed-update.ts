/** An update typed in one line: `[for MAIL] RATING words [impact: …] [next: …]`. */
import type { RatingWords } from '../../services/returns/ask-state.ts';
import { parseRating } from '../../services/returns/ratings.ts';
import type { TypedUpdate, UpdateField } from '../../services/returns/update-input.ts';

export interface ReadTypedUpdate {
  /** The mail address of whose answer it is, where somebody types it for them. */
  givenBy: string | null;
  fields: TypedUpdate;
}

const labels: Record<string, UpdateField> = {
  progress: 'progress',
  impact: 'impact',
  next: 'next',
  blocker: 'blockers',
  blockers: 'blockers',
  evidence: 'evidence',
};

const LABEL = /(?:^|\s)(progress|impact|next|blockers?|evidence):\s*/i;

export function readTypedUpdate(text: string, words: RatingWords): ReadTypedUpdate {
  const { givenBy, rest } = readGivenBy(text.trim());
  const { rating, said } = readRating(rest, words);
  const [progress = '', ...labelled] = said.split(LABEL);
  const fields: TypedUpdate = {
    ...(rating ? { rating } : {}),
    ...(progress.trim() ? { progress: progress.trim() } : {}),
  };
  for (let index = 0; index + 1 < labelled.length; index += 2) {
    const field = labels[labelled[index]?.toLowerCase() ?? ''];
    const value = labelled[index + 1]?.trim();
    if (field && value) fields[field] = value;
  }
  return { givenBy, fields };
}

function readGivenBy(text: string): { givenBy: string | null; rest: string } {
  const match = /^for\s+([^\s@]+@[^\s@,:]+)[,:]?\s*/i.exec(text);
  return match
    ? { givenBy: match[1] ?? null, rest: text.slice(match[0].length) }
    : { givenBy: null, rest: text };
}

/** "Not started" is two words; every other rating one. */
function readRating(text: string, words: RatingWords) {
  for (const pattern of [/^\S+\s+\S+/, /^\S+/]) {
    const head = pattern.exec(text)?.[0] ?? '';
    // One letter is a rating only where it stands alone: "a meeting was held" is no amber.
    const rating =
      head.replace(/[^\p{L}]/gu, '').length > 1 ? parseRating(head.replace(/[:,.–-]+$/, ''), words) : null;
    if (rating) return { rating, said: text.slice(head.length).replace(/^[\s:,.–-]+/, '') };
  }
  return { rating: null, said: text };
}
