/** Which heading of a report somebody's words mean: numbering, capitals, colons and a word more or less do not matter. */
import type { Heading } from '../returns/report-headings.ts';

/** A heading that people write is no longer than this, in words; what is longer is text. */
const MOST_WORDS = 16;

/** How alike words must be to a heading's, from 0 to 1, and by how much more than to the next best. */
const ALIKE = 0.66;
const CLEARLY = 0.1;

/** Words that tell no heading from another; "not" does. */
const EMPTY_WORDS = new Set(
  'a an and any are as at been being by can did do does for from has have how in is it its of on or our that the their there these this those to us was we were what which who will with you your'.split(
    ' ',
  ),
);

/** The heading whose title or other name these words are, written in whatever way; null for none. */
export function exactHeading(text: string, headings: readonly Heading[]): Heading | null {
  const wanted = plain(text);
  if (wanted === '') return null;
  const isNamed = (heading: Heading) => namesOf(heading).some(name => plain(name) === wanted);
  return titledHeading(text, headings) ?? headings.find(isNamed) ?? null;
}

/** The heading whose very title this is. */
export const titledHeading = (text: string, headings: readonly Heading[]): Heading | null =>
  headings.find(({ title }) => plain(title) === plain(text)) ?? null;

/** The heading that a line which looks like one means: by name, else by the words that they share. */
export function likelyHeading(text: string, headings: readonly Heading[]): Heading | null {
  const exact = exactHeading(text, headings);
  if (exact || plain(text).split(' ').length > MOST_WORDS) return exact;
  const ranked = headings
    .map(heading => ({ heading, score: Math.max(...namesOf(heading).map(name => likeness(text, name))) }))
    .sort((one, other) => other.score - one.score);
  const [best, second] = ranked;
  if (!best || best.score < ALIKE) return null;
  return second && best.score - second.score < CLEARLY ? null : best.heading;
}

const namesOf = ({ title, also }: Heading) => [title, ...also];

/** Without numbering before, a colon or a note in brackets after, capitals and accents. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/^\W*(section|part|question|heading|q)?\W*(\d+|[ivx]+|[a-h])(\.\d+)*\W+/, '')
    .replace(/[([][^)\]]*[)\]]/g, ' ')
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** How many of their telling words two lines share (Dice). */
function likeness(one: string, other: string): number {
  const [first, second] = [tellingWords(one), tellingWords(other)];
  if (first.size === 0 || second.size === 0) return 0;
  const shared = [...first].filter(word => second.has(word)).length;
  return (2 * shared) / (first.size + second.size);
}

function tellingWords(text: string): Set<string> {
  const words = plain(text)
    .split(' ')
    .filter(word => word !== '' && !EMPTY_WORDS.has(word));
  // "outcomes" and "outcome", "priorities" and "priority" are one word here.
  return new Set(words.map(word => word.replace(/ies$/, 'y').replace(/(?<=\w{3})s$/, '')));
}
