/** A found table, its columns matched → runs. Names and addresses of delegates are never looked at. */
import { CollateError } from '../../errors.ts';
import { normaliseName } from '../../plan/names.ts';
import { courseKey } from '../programme.ts';
import { isTotal, readDays, readFormat, readLevel, readPeople, readYes } from './cell-values.ts';
import { type Column, isAgency } from './columns.ts';
import { type DayProblem, readDay } from './days.ts';
import type { FoundTable, TableRow } from './find-table.ts';
import {
  type FileReading,
  type FileWord,
  type LeftOutReason,
  type LeftOutRows,
  type RunInFile,
  TOLD_ROWS,
} from './reading.ts';
import { shapeOf } from './shape.ts';
import type { ColumnField } from './usual-headings.ts';

/** The columns without which no run can be told. */
export const requiredFields = ['course', 'first-day'] as const satisfies ColumnField[];

const COUNTS = {
  places: 'places',
  booked: 'booked',
  cancelled: 'cancelled',
  noShows: 'no-shows',
  unbooked: 'unbooked',
  attended: 'attended',
} as const satisfies Record<keyof RunInFile['counts'], ColumnField>;

/** A row as its columns say it; its words are still the file's. */
type ReadRow =
  | { why: LeftOutReason }
  | { run: Omit<RunInFile, 'tallies'>; agency: string; status: string; isCarried: boolean };

/**
 * @param zone the board's, in which instants are days
 * @throws CollateError `file_invalid` for days with the month first, which would be read as other days
 */
export function readTable(table: FoundTable, columns: readonly Column[], zone: string): FileReading {
  const { shape, columns: shaped } = shapeOf(columns, table.rows);
  const at = indexes(shaped);
  refuseMonthFirst(table.rows, at('first-day'), zone);
  const above = { course: '', day: '' };
  const leftOut = new Map<LeftOutReason, LeftOutRows>();
  const carried: number[] = [];
  const runs = new Map<string, RunInFile>();
  const words = { agency: new Words(), status: new Words() };
  for (const row of table.rows) {
    const read = readRow(row, { at, columns: shaped, zone, above, isBooking: shape === 'bookings' });
    if ('why' in read) {
      note(leftOut, read.why, row.number);
      continue;
    }
    if (read.isCarried) carried.push(row.number);
    if (shape === 'bookings') addBooking(runs, read, words);
    else {
      runs.set(String(row.number), { ...read.run, state: words.status.key(read.status), tallies: [] });
    }
  }
  return {
    shape,
    sheet: table.sheet,
    rows: table.rows.length,
    runs: [...runs.values()],
    leftOut: [...leftOut.values()],
    carried: carried.slice(0, TOLD_ROWS),
    agencies: words.agency.list(),
    statuses: words.status.list(),
    unused: shaped.filter(({ meaning }) => meaning === '-').map(({ heading }) => heading),
  };
}

type At = (field: ColumnField) => number | null;

const indexes =
  (columns: readonly Column[]): At =>
  field =>
    columns.find(({ meaning }) => meaning === field)?.index ?? null;

interface RowScene {
  at: At;
  columns: readonly Column[];
  zone: string;
  /** What stood in the rows above, for cells that were merged with them. */
  above: { course: string; day: string };
  isBooking: boolean;
}

function readRow({ number, cells }: TableRow, scene: RowScene): ReadRow {
  const { at, zone, above, isBooking } = scene;
  const cell = (field: ColumnField) => {
    const index = at(field);
    return index === null ? '' : (cells[index] ?? '');
  };
  const [saidCourse, saidDay] = [cell('course'), cell('first-day')];
  if (saidDay === '' && isTotal(cells.find(each => each !== '') ?? '')) return { why: 'total' };
  const isBelow = isBooking && saidCourse === '' && saidDay === '';
  const course = saidCourse || above.course;
  const dayText = isBelow ? above.day : saidDay;
  if (saidCourse !== '') above.course = saidCourse;
  if (saidDay !== '') above.day = saidDay;
  if (normaliseName(course) === '') return { why: 'no-course' };
  if (dayText === '') return { why: 'no-day' };
  const read = readDay(dayText, zone);
  if (typeof read === 'string') return { why: 'day-unreadable' };
  const numbers = readNumbers(cells, scene);
  if (!numbers) return { why: 'number-unreadable' };
  const room = cell('room') || null;
  return {
    isCarried: saidCourse === '',
    agency: cell('agency'),
    status: isBooking ? cell('status') || markedStatus(cell) : cell('state'),
    run: {
      row: number,
      course,
      level: readLevel(cell('level')),
      day: read.day,
      time: cell('time') || read.time,
      code: cell('code') || null,
      room,
      format: readFormat(cell('format')) ?? readFormat(room ?? ''),
      days: readDays(cell('days')) ?? daysUntil(read.day, cell('last-day'), zone),
      state: isBooking ? normaliseName(cell('state')) || null : null,
      register: readYes(cell('register')),
      ...numbers,
    },
  };
}

/** Where columns say yes or no to each, what became of the booking, in the usual words. */
function markedStatus(cell: (field: ColumnField) => string): string {
  if (readYes(cell('cancelled'))) return 'Cancelled';
  if (readYes(cell('no-shows'))) return 'Did not attend';
  const attended = readYes(cell('attended'));
  if (readYes(cell('unbooked'))) return attended === false ? '' : 'Walk-in';
  if (attended !== null) return attended ? 'Attended' : 'Did not attend';
  return cell('attended') || (readYes(cell('booked')) ? 'Booked' : '');
}

/** Null where one of them cannot be read: half a row would be a wrong row. */
function readNumbers(
  cells: readonly string[],
  { at, columns, isBooking }: RowScene,
): Pick<RunInFile, 'counts' | 'attendances'> | null {
  let isReadable = true;
  const people = (index: number | null): number | null => {
    const count = index === null ? null : readPeople(cells[index] ?? '');
    if (count === false) isReadable = false;
    return count === false ? null : count;
  };
  const counts = Object.fromEntries(
    Object.entries(COUNTS).map(([name, field]) => [
      name,
      // Of a delegate these columns say yes or no.
      isBooking && field !== 'places' ? null : people(at(field)),
    ]),
  ) as unknown as RunInFile['counts'];
  const attendances = (isBooking ? [] : columns).flatMap(({ meaning, index }) => {
    const attended = isAgency(meaning) ? people(index) : null;
    return isAgency(meaning) && attended !== null ? [{ of: meaning, attended }] : [];
  });
  return isReadable ? { counts, attendances } : null;
}

/** Counts a delegate to the run; nothing else of their row is kept. */
function addBooking(
  runs: Map<string, RunInFile>,
  { run, agency, status }: Extract<ReadRow, { run: unknown }>,
  words: { agency: Words; status: Words },
): void {
  // Everybody does an e-learning course on a day of their own, so it is counted by the month.
  const isByMonth = run.format === 'e-learning' && run.code === null;
  const day = isByMonth ? `${run.day.slice(0, 8)}01` : run.day;
  const apart = isByMonth ? '' : (run.code ?? `${run.time ?? ''} ${normaliseName(run.room ?? '')}`);
  const key = [courseKey(run.course), day, apart].join('\n');
  const known = runs.get(key) ?? { ...run, day, time: isByMonth ? null : run.time, tallies: [] };
  runs.set(key, known);
  known.counts.places ??= run.counts.places;
  const said = { agency: words.agency.key(agency), status: words.status.key(status) };
  const tally = known.tallies.find(each => each.agency === said.agency && each.status === said.status);
  if (tally) tally.people += 1;
  else known.tallies.push({ ...said, people: 1 });
}

/** The different words of a column, each once. */
class Words {
  readonly #words = new Map<string, FileWord>();

  /** Empty where the cell says nothing. */
  key(text: string): string {
    const key = normaliseName(text);
    const word = this.#words.get(key) ?? { key, text, count: 0 };
    word.count += 1;
    this.#words.set(key, word);
    return key;
  }

  list(): FileWord[] {
    return [...this.#words.values()];
  }
}

function note(leftOut: Map<LeftOutReason, LeftOutRows>, why: LeftOutReason, row: number): void {
  const known = leftOut.get(why) ?? { why, count: 0, rows: [] };
  known.count += 1;
  if (known.rows.length < TOLD_ROWS) known.rows.push(row);
  leftOut.set(why, known);
}

function daysUntil(first: string, lastText: string, zone: string): number | null {
  const last = lastText === '' ? 'unreadable' : readDay(lastText, zone);
  if (typeof last === 'string') return null;
  const days = Math.round((Date.parse(last.day) - Date.parse(first)) / 86_400_000) + 1;
  return days >= 1 && days <= 60 ? days : null;
}

function refuseMonthFirst(rows: readonly TableRow[], index: number | null, zone: string): void {
  const cells = rows.map(row => (index === null ? '' : (row.cells[index] ?? '')));
  const example = cells.find(cell => (readDay(cell, zone) as DayProblem) === 'month-first');
  if (!example || cells.some(cell => /^(1[3-9]|2\d|3[01])[-/.]/.test(cell))) return;
  throw new CollateError(
    'file_invalid',
    `The days in this file have the month first, as ${example}, so that 04/03 would be read as 4 March. Save them with the day first, or as 2026-04-23, and send it again.`,
  );
}
