/** What a file says, in the board's own terms: runs as they are kept. Pure. */
import type { TrainingSettings } from '../plan/training-settings.ts';
import type { Day } from '../time.ts';
import type { Attendance, RunContent } from './content.ts';
import { courseNamed } from './courses.ts';
import type { FileWords } from './file-words.ts';
import type { FileCounts, FileReading, FileWord, RunInFile } from './files/reading.ts';
import type { BookingStatus } from './files/statuses.ts';

export interface ImportedRun {
  /** The row of the file where it first stands. */
  row: number;
  content: RunContent;
  /** False where the file does not say it, so that it stays as it is in a run that stands. */
  says: { state: boolean; register: boolean };
}

/** Words of the file that nobody has said the meaning of. */
export interface StrangeWords {
  agencies: FileWord[];
  /** What became of a booking or, in a file of runs, of a run. */
  statuses: FileWord[];
}

export function strangeWords({ shape, agencies, statuses }: FileReading, words: FileWords): StrangeWords {
  const isKnown = ({ key }: FileWord) =>
    shape === 'bookings' ? words.status(key) !== null : key === '' || words.state(key) !== null;
  return {
    agencies: agencies.filter(({ key }) => words.agency(key) === null),
    statuses: statuses.filter(word => !isKnown(word)),
  };
}

export interface ImportScene {
  training: Pick<TrainingSettings, 'courses'>;
  today: Day;
}

/** Every run of the file; words that are still strange count as nothing. */
export function importedRuns(reading: FileReading, words: FileWords, scene: ImportScene): ImportedRun[] {
  const read = reading.shape === 'bookings' ? fromBookings : fromRow;
  return reading.runs.map(run => ({ row: run.row, ...read(run, words, scene) }));
}

type Read = Omit<ImportedRun, 'row'>;

function fromRow(run: RunInFile, words: FileWords, scene: ImportScene): Read {
  const { attended } = run.counts;
  const said = run.state === null ? null : words.state(run.state);
  const state = said ?? (run.day > scene.today && attended === null ? 'planned' : 'held');
  const registerIn = state === 'held' && (attended !== null || run.register === true);
  const came = state === 'held' && registerIn;
  // A nought of a run that was not held says nothing; another number is told as what cannot be.
  const ofCame = (count: number | null) => (came || count !== 0 ? count : null);
  const content: RunContent = {
    ...baseOf(run, scene),
    state,
    registerIn,
    ...run.counts,
    attended: ofCame(attended),
    noShows: ofCame(run.counts.noShows),
    unbooked: ofCame(run.counts.unbooked),
    attendances: summed(run.attendances.map(({ of, attended: people }) => ({ of, people }))),
  };
  const saysRegister = attended !== null || run.register !== null;
  return { content, says: { state: said !== null || attended !== null, register: saysRegister } };
}

function fromBookings(run: RunInFile, words: FileWords, scene: ImportScene): Read {
  const statusOf = (key: string) => words.status(key) ?? 'booked';
  const people = (...wanted: BookingStatus[]) =>
    run.tallies
      .filter(({ status }) => wanted.includes(statusOf(status)))
      .reduce((sum, tally) => sum + tally.people, 0);
  const isKnown = people('attended', 'unbooked', 'no-show') > 0;
  const isGone =
    (run.state !== null && words.state(run.state) === 'cancelled') ||
    (!isKnown && people('booked') === 0 && people('cancelled') > 0);
  const state = isGone && !isKnown ? 'cancelled' : run.day > scene.today && !isKnown ? 'planned' : 'held';
  const registerIn = state === 'held' && (run.register ?? isKnown);
  const came = run.tallies.filter(({ status }) => ['attended', 'unbooked'].includes(statusOf(status)));
  const counts: FileCounts = {
    places: run.counts.places,
    booked: people('attended', 'no-show', 'cancelled', 'booked'),
    cancelled: people('cancelled'),
    noShows: registerIn ? people('no-show') : null,
    unbooked: registerIn ? people('unbooked') : null,
    attended: registerIn ? people('attended', 'unbooked') : null,
  };
  const told = came.map(({ agency, people: number }) => ({
    of: words.agency(agency) ?? '-',
    people: number,
  }));
  const content: RunContent = {
    ...baseOf(run, scene),
    state,
    registerIn,
    ...counts,
    attendances: registerIn ? summed(told) : [],
  };
  return { content, says: { state: isGone || isKnown, register: isKnown || run.register !== null } };
}

function baseOf({ course, level, day, days, format, room }: RunInFile, { training }: ImportScene) {
  const named = courseNamed(course, training);
  return {
    course: named.course,
    level: level ?? named.level,
    firstDay: day,
    days,
    format,
    room,
    note: null,
  };
}

/** One line an agency or sector, in their order; noughts and those who are not told apart left out. */
function summed(came: readonly { of: string; people: number }[]): Attendance[] {
  const sums = new Map<string, number>();
  for (const { of, people } of came) if (of !== '-') sums.set(of, (sums.get(of) ?? 0) + people);
  return [...sums]
    .filter(([, attended]) => attended > 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([of, attended]) => {
      const id = of.slice(of.indexOf(':') + 1);
      return of.startsWith('agency:')
        ? { agencyId: id, sector: null, attended }
        : { agencyId: null, sector: id, attended };
    });
}
