/** One row a run, or one row a delegate: told by what the columns hold. */
import { type Column, type ColumnMeaning, isAgency, LEFT_OUT, tellsOfPeople } from './columns.ts';
import type { TableRow } from './find-table.ts';
import type { FileShape } from './reading.ts';

const COUNTS: ReadonlySet<ColumnMeaning | null> = new Set([
  'booked',
  'cancelled',
  'no-shows',
  'unbooked',
  'attended',
] as const);

/** As many rows tell what a column holds. */
const SAMPLE = 500;

export interface Shaped {
  shape: FileShape;
  columns: Column[];
}

/**
 * A column "Attended" that says yes and no is of each delegate; one that counts is of a run. "Status" on a table of
 * runs says whether they were held.
 */
export function shapeOf(columns: readonly Column[], rows: readonly TableRow[]): Shaped {
  const has = (meaning: ColumnMeaning) => columns.some(column => column.meaning === meaning);
  const isOnce = everyRunOnce(columns, rows);
  const ofDelegates = tellsOfPeople(columns) || has('agency');
  const isMark = (column: Column) => marksOf(column, rows, ofDelegates && !isOnce);
  const marks = columns.filter(column => COUNTS.has(column.meaning) && isMark(column));
  const isCounted = columns.some(
    column =>
      (COUNTS.has(column.meaning) && !marks.includes(column)) ||
      // "Health" may head an answer of each delegate too.
      (isAgency(column.meaning) && cellsOf(column, rows).some(cell => /\d/.test(cell))),
  );
  const isBookings = !isCounted && (ofDelegates || marks.length > 0 || (has('status') && !isOnce));
  if (isBookings) return { shape: 'bookings', columns: [...columns] };
  const state: ColumnMeaning = has('state') ? LEFT_OUT : 'state';
  return {
    shape: 'runs',
    columns: columns.map(column => (column.meaning === 'status' ? { ...column, meaning: state } : column)),
  };
}

/** Words, or nothing but ones and noughts where rows are delegates: of one person, not of many. */
function marksOf(column: Column, rows: readonly TableRow[], isRepeated: boolean): boolean {
  const cells = cellsOf(column, rows);
  if (cells.length === 0) return false;
  if (isRepeated && cells.every(cell => cell === '0' || cell === '1')) return true;
  return cells.filter(cell => !/\d/.test(cell)).length * 2 > cells.length;
}

/** What the first rows say in it, but for words that are no counts and no marks. */
const cellsOf = ({ index }: Column, rows: readonly TableRow[]): string[] =>
  rows
    .slice(0, SAMPLE)
    .map(row => row.cells[index] ?? '')
    .filter(cell => cell !== '' && !/^(nil|none|n\/a|tbc|tba|[-–—?])$/i.test(cell));

/** A plan of courses: no two rows are of one course, day and place. */
function everyRunOnce(columns: readonly Column[], rows: readonly TableRow[]): boolean {
  const of = ['course', 'first-day', 'time', 'code', 'room'] as const;
  const indexes = columns
    .filter(({ meaning }) => of.some(field => field === meaning))
    .map(({ index }) => index);
  const keys = rows.map(({ cells }) => indexes.map(index => cells[index] ?? '').join('\n'));
  return new Set(keys).size === keys.length;
}
