/** Which known names somebody may have meant. */
import { normaliseName } from '../plan/names.ts';

const SLIPS = 2;
const MOST = 3;

/** No name is longer in a board file. */
const LONGEST = 120;

/** The nearest first: a slip or two in the letters, or a name with the same word in it. */
export function nearNames(typed: string, names: readonly string[]): string[] {
  const wanted = normaliseName(typed.slice(0, LONGEST));
  if (wanted === '') return [];
  // An agency and its sector may bear one name.
  const told = new Map([...names].reverse().map(name => [normaliseName(name.slice(0, LONGEST)), name]));
  return [...told.values()]
    .map(name => ({ name, distance: distanceOf(wanted, normaliseName(name.slice(0, LONGEST))) }))
    .filter(({ distance }) => distance <= SLIPS + 1)
    .sort((one, other) => one.distance - other.distance)
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** How many letters differ; one more than the slips that are allowed where only a word is shared. */
function distanceOf(one: string, other: string): number {
  // Lengths that differ by more than the slips cannot be slips, and long words would take long to compare.
  const slips = Math.abs(one.length - other.length) > SLIPS ? Infinity : slipsBetween(one, other);
  // Of two letters, two slips leave nothing.
  if (slips <= Math.min(SLIPS, Math.floor(Math.max(one.length, other.length) / 3))) return slips;
  const words = new Set(other.split(' ').filter(word => word.length > 2));
  return one.split(' ').some(word => words.has(word)) || startsAlike(one, other) ? SLIPS + 1 : Infinity;
}

const startsAlike = (one: string, other: string) =>
  Math.min(one.length, other.length) > 2 && (one.startsWith(other) || other.startsWith(one));

/** Letters to change, add or leave out (Levenshtein). */
function slipsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= other.length; at += 1) {
      const changed = (row[at - 1] ?? 0) + (letter === other[at - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
