/** What is taken from a file: runs and their counts. Nothing in it names a person. */
import type { Day } from '../../time.ts';

/** One row a run, or one row a delegate. */
export type FileShape = 'runs' | 'bookings';

/** Delegates of one agency with one status, by the keys of their words. */
export interface Tally {
  agency: string;
  status: string;
  people: number;
}

export interface FileCounts {
  places: number | null;
  booked: number | null;
  cancelled: number | null;
  noShows: number | null;
  unbooked: number | null;
  attended: number | null;
}

export interface RunInFile {
  /** The row where it first stands, as a person counts them. */
  row: number;
  course: string;
  level: number | null;
  day: Day;
  /** "09:30" or whatever stands in its column; tells two runs of one day apart. */
  time: string | null;
  /** The learning system's own number of it. */
  code: string | null;
  room: string | null;
  format: 'room' | 'online' | 'e-learning' | null;
  days: number | null;
  /** The word that says whether it was held, by its key; null where there is none. */
  state: string | null;
  /** Whether the register is in, where a column says so. */
  register: boolean | null;
  counts: FileCounts;
  /** Where each row is a delegate. */
  tallies: Tally[];
  /** Where columns count people by agency: `agency:ID` or `sector:NAME`. */
  attendances: { of: string; attended: number }[];
}

export type LeftOutReason = 'no-course' | 'no-day' | 'day-unreadable' | 'number-unreadable' | 'total';

/** Rows that are not in the runs, and why. */
export interface LeftOutRows {
  why: LeftOutReason;
  count: number;
  /** Their numbers, of the first few. */
  rows: number[];
}

/** A word of the file that has to mean something: an agency, a status. */
export interface FileWord {
  /** As names are compared. */
  key: string;
  /** As it is written the first time. */
  text: string;
  /** How many people, or runs, it is said of. */
  count: number;
}

export interface FileReading {
  shape: FileShape;
  sheet: string | null;
  /** Rows below the headings that hold something. */
  rows: number;
  runs: RunInFile[];
  leftOut: LeftOutRows[];
  /** Rows whose course is taken from the row above. */
  carried: number[];
  agencies: FileWord[];
  statuses: FileWord[];
  /** The headings of the columns that nothing is taken from. */
  unused: string[];
}

/** So many row numbers are kept for telling. */
export const TOLD_ROWS = 20;
