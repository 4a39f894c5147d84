/** The words of a file of training figures: what columns hold, what was left out and why, what would change. */
import type { FileLook } from '../../services/returns/training-import.ts';
import type { RunContent } from '../../services/training/content.ts';
import type { ColumnMeaning } from '../../services/training/files/columns.ts';
import type { LeftOutReason } from '../../services/training/files/reading.ts';
import type { BookingStatus, RunStateWord } from '../../services/training/files/statuses.ts';
import { type ColumnField, columnFields } from '../../services/training/files/usual-headings.ts';
import type { Difference, LookedRun } from '../../services/training/import-look.ts';
import { misfitWords } from '../../services/training/misfit-words.ts';
import { count, dayWords, listed, truncate } from '../words.ts';

export const fieldWords: Record<ColumnField, string> = {
  course: 'Course title',
  level: 'Level',
  'first-day': 'First day',
  'last-day': 'Last day',
  time: 'Time of day',
  code: 'Number of the run',
  room: 'Venue or room',
  format: 'Room, online or e-learning',
  days: 'Length in days',
  places: 'Places',
  booked: 'Booked',
  cancelled: 'Bookings cancelled',
  'no-shows': 'No-shows',
  unbooked: 'Came unbooked',
  attended: 'Attended',
  register: 'Register in or not',
  state: 'Held, planned or cancelled',
  agency: 'Agency of the delegate',
  status: 'What became of the booking',
};

export const bookingWords: Record<BookingStatus, string> = {
  attended: 'Attended',
  'no-show': 'Did not come (no-show)',
  cancelled: 'Booking cancelled',
  unbooked: 'Came unbooked',
  booked: 'Booked, nothing more known',
  '-': 'No booking: leave out',
};

export const stateWords: Record<RunStateWord, string> = {
  held: 'Held',
  planned: 'Planned',
  cancelled: 'Run cancelled',
};

const runFieldWords: Record<Difference['field'], string> = {
  level: 'level',
  state: 'state',
  firstDay: 'first day',
  days: 'days',
  format: 'format',
  room: 'room',
  places: 'places',
  booked: 'booked',
  cancelled: 'bookings cancelled',
  noShows: 'no-shows',
  unbooked: 'came unbooked',
  attended: 'attended',
  registerIn: 'register in',
  attendances: 'by agency',
};

const reasonWords: Record<LeftOutReason, (rows: number) => string> = {
  'no-course': rows => `${count(rows, 'row')} without a course`,
  'no-day': rows => `${count(rows, 'row')} without a day`,
  'day-unreadable': rows => `${count(rows, 'row')} with a day that cannot be read`,
  'number-unreadable': rows => `${count(rows, 'row')} with a number that cannot be read`,
  total: rows => `${count(rows, 'row')} of totals`,
};

const COURSE = 80;
const ROOM = 40;
const HEADINGS = 12;

export interface Named {
  id: string;
  name: string;
}

/** In the order of a list to choose from: every field. */
export const fieldChoices: { value: ColumnMeaning; name: string }[] = columnFields.map(field => ({
  value: field,
  name: fieldWords[field],
}));

/** "Working Together, Mon 4 May 2026, Town Hall: 16 attended, 20 places". */
export function runLine({ content }: Pick<LookedRun, 'content'>): string {
  const { attended, places, state, registerIn } = content;
  const people =
    state !== 'held'
      ? stateWords[state].toLowerCase()
      : registerIn && attended !== null
        ? `${attended} attended`
        : 'register not in';
  const of = places === null ? '' : `, ${count(places, 'place')}`;
  return `${runName(content)}${content.room ? `, ${truncate(content.room, ROOM)}` : ''}: ${people}${of}`;
}

export const runName = ({ course, firstDay }: Pick<RunContent, 'course' | 'firstDay'>): string =>
  `${truncate(course, COURSE)}, ${dayWords(firstDay)}`;

/** "Neglect, Mon 11 May 2026: attended 11 → 12, room not given → Library". */
export function changeLine({ content, differences }: LookedRun, agencies: readonly Named[]): string {
  const told = differences.map(
    ({ field, from, to }) =>
      `${runFieldWords[field]} ${valueWords(from, agencies)} → ${valueWords(to, agencies)}`,
  );
  return `${runName(content)}: ${told.join(', ')}`;
}

function valueWords(value: Difference['from'], agencies: readonly Named[]): string {
  if (value === null) return 'not given';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (!Array.isArray(value)) return truncate(String(value), ROOM);
  const lines = value.map(({ agencyId, sector, attended }) => {
    const name = sector ?? agencies.find(({ id }) => id === agencyId)?.name ?? 'an agency no longer listed';
    return `${truncate(name, ROOM)} ${attended}`;
  });
  return lines.length === 0 ? 'not given' : lines.join(' + ');
}

/** "Working Together, Mon 4 May 2026: 10 attended, but …" for everything that does not add up in a run. */
export const misfitLines = (run: LookedRun): string[] =>
  run.misfits.map(misfit => `${runName(run.content)}: ${misfitWords(misfit, run.content)}`);

/** "29 runs, 557 attended"; the number of people where one is known. */
export function totalWords({ fresh, changed, same, attended }: FileLook): string {
  const runs = count(fresh.length + changed.length + same.length, 'run');
  return attended === null ? runs : `${runs}, ${attended.toLocaleString('en-GB')} attended`;
}

/** "2 new, 1 changed, 26 the same". */
export function comparedWords({ fresh, changed, same }: FileLook): string {
  const parts = [
    fresh.length > 0 ? `${fresh.length} new` : '',
    changed.length > 0 ? `${changed.length} changed` : '',
    same.length > 0 ? `${same.length} the same` : '',
  ].filter(part => part !== '');
  return parts.length === 0 ? 'None of them can be saved here' : listed(parts);
}

/** What is not saved, and why, a line each: nothing is left out silently. */
export function leftOutLines(look: FileLook): string[] {
  const { outside, leftOut, refused, others, carried, unused, ask, shape } = look;
  const away = outside.reduce((sum, { runs }) => sum + runs, 0);
  const where = listed(outside.map(({ period, runs }) => `${runs} in ${period}`));
  return [
    ...(away > 0 ? [`${count(away, 'run')} outside ${ask.period} left out: ${where}.`] : []),
    ...leftOut.map(
      ({ why, count: number, rows }) => `${reasonWords[why](number)} left out: ${rowsWords(rows, number)}.`,
    ),
    ...refused.map(
      ({ row, course, day, problem }) =>
        `Row ${row} left out: ${runName({ course, firstDay: day })}. ${problem}`,
    ),
    ...(carried.length > 0
      ? [
          `The course is taken from the row above in ${rowsWords(carried, carried.length)}${carried.length >= 20 ? ' and on' : ''}.`,
        ]
      : []),
    ...(others.length > 0
      ? [
          `${count(others.length, 'run')} here ${others.length === 1 ? 'is' : 'are'} not in the file, and ${others.length === 1 ? 'stays' : 'stay'}.`,
        ]
      : []),
    ...(unused.length > 0 ? [`Columns that nothing is taken from: ${headingsWords(unused)}.`] : []),
    ...(shape === 'bookings' ? ['Delegates are counted; their names and addresses are not kept.'] : []),
  ];
}

/** "rows 12, 40 and 41", "row 3", "rows 1, 2, 3 and 40 more". */
function rowsWords(rows: readonly number[], total: number): string {
  const shown = rows.slice(0, 10).map(String);
  const more = total - shown.length;
  const list = more > 0 ? listed([...shown, `${more} more`]) : listed(shown);
  return `${total === 1 ? 'row' : 'rows'} ${list}`;
}

function headingsWords(headings: readonly string[]): string {
  const shown = headings.slice(0, HEADINGS).map(heading => truncate(heading, ROOM));
  const more = headings.length - shown.length;
  return listed(more > 0 ? [...shown, `${more} more`] : shown);
}
