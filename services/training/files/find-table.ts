/** Finds the table in a file: the sheet that holds it, and the row of headings, which is seldom the first. */
import { CollateError } from '../../errors.ts';
import { normaliseName } from '../../plan/names.ts';
import { readCount } from '../../returns/fields.ts';
import { readDay } from './days.ts';
import type { Sheet } from './sheet.ts';

export interface FoundTable {
  /** The sheet's name; null for a text file. */
  sheet: string | null;
  /** One for each column, empty where it has none. */
  headings: string[];
  rows: TableRow[];
}

export interface TableRow {
  /** As a person counts rows in the file, from 1. */
  number: number;
  cells: readonly string[];
}

/** How far down a title, a logo and an explanation may push the headings. */
const LOOKED_AT = 40;

/** One word alone happens by chance, in a title or among somebody's data. */
const LEAST_KNOWN = 2;

interface Candidate {
  sheet: Sheet;
  headings: string[];
  /** The index of the first row below. */
  below: number;
  known: number;
}

/**
 * The first sheet whose headings are known, by most of them.
 * @param isKnown true for a heading whose meaning is known
 * @throws CollateError `file_invalid` where no row looks like headings
 */
export function findTable(sheets: readonly Sheet[], isKnown: (heading: string) => boolean): FoundTable {
  const known = new Set<string>();
  const strange = new Set<string>();
  const remembers = (heading: string): boolean => {
    if (known.has(heading)) return true;
    if (heading === '' || strange.has(heading)) return false;
    (isKnown(heading) ? known : strange).add(heading);
    return known.has(heading);
  };
  for (const sheet of sheets) {
    const best = bestOf(sheet, remembers);
    if (best && best.known >= LEAST_KNOWN) return tableOf(best);
  }
  throw new CollateError(
    'file_invalid',
    'No row of headings was found. The row above the figures should name the columns, as “Course”, “Start date”, “Booked”, “Attended”, or “Organisation” and “Status” where each row is a delegate.',
  );
}

function bestOf(sheet: Sheet, isKnown: (heading: string) => boolean): Candidate | null {
  const count = (headings: readonly string[]) => new Set(headings.filter(isKnown).map(normaliseName)).size;
  const candidates = sheet.rows.slice(0, LOOKED_AT).flatMap((row, index): Candidate[] => {
    // A row with a day or a number is somebody's data, and may hold their name.
    if (!isAllWords(row)) return [];
    const single = { sheet, headings: row, below: index + 1, known: count(row) };
    const next = sheet.rows[index + 1];
    if (!next || !isAllWords(next)) return [single];
    const both = pairOf(row, next, isKnown);
    return [single, { sheet, headings: both, below: index + 2, known: count(both) }];
  });
  return candidates.reduce<Candidate | null>(
    (best, each) => (best && best.known >= each.known ? best : each),
    null,
  );
}

/** Two rows of headings, the upper of which spans several columns: the lower says more, where it says something. */
function pairOf(
  upper: readonly string[],
  lower: readonly string[],
  isKnown: (heading: string) => boolean,
): string[] {
  const width = Math.max(upper.length, lower.length);
  return Array.from({ length: width }, (_, column) => {
    const [above = '', below = ''] = [upper[column], lower[column]];
    return isKnown(below) || !isKnown(above) ? below || above : above;
  });
}

/** No numbers and no days: it may be headings. */
const isAllWords = (row: readonly string[]) =>
  row.some(cell => cell !== '') && row.every(cell => cell === '' || (!isNumber(cell) && !isDate(cell)));

const isNumber = (cell: string) => /\d/.test(cell) && typeof readCount(cell) === 'number';
const isDate = (cell: string) => typeof readDay(cell, 'utc') === 'object';

function tableOf({ sheet, headings, below }: Candidate): FoundTable {
  const rows = sheet.rows
    .map((cells, index) => ({ number: index + 1, cells }))
    .slice(below)
    .filter(({ cells }) => cells.some(cell => cell !== '') && !isHeadingAgain(cells, headings));
  return { sheet: sheet.name, headings, rows };
}

/** The headings once more, as at the top of a printed page. */
const isHeadingAgain = (cells: readonly string[], headings: readonly string[]) =>
  headings.every((heading, column) => normaliseName(cells[column] ?? '') === normaliseName(heading));
