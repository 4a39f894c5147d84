/** Training as it is reported: the programme by runs or by courses, and compliance by agency and level. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

/** What became of a run of a course. */
export type RunState = 'planned' | 'held' | 'cancelled';

export type RunFormat = 'room' | 'online' | 'e-learning';

/** The counts of people that a run or a course can give; null where it is not known. */
export interface PeopleCounts {
  places: number | null;
  booked: number | null;
  /** Bookings that were cancelled. */
  cancelled: number | null;
  noShows: number | null;
  /** People who came without a booking. */
  unbooked: number | null;
  /** Attendances, not different people. */
  attended: number | null;
}

export interface TrainingRunRow extends PeopleCounts {
  /** The id of its return. */
  id: string;
  boardId: string;
  course: string;
  level: number | null;
  state: RunState;
  firstDay: string;
  /** How long it is, in days. */
  days: number | null;
  format: RunFormat | null;
  room: string | null;
  /** False while the attendance register is not in: who came is not known yet. */
  registerIn: boolean;
  /** Why the figures do not add up, where they do not. */
  note: string | null;
}

const peopleCounts = {
  places: column.count({ null: true }),
  booked: column.count({ null: true }),
  cancelled: column.count({ null: true }),
  noShows: column.count({ null: true }),
  unbooked: column.count({ null: true }),
  attended: column.count({ null: true }),
};

/** The content of a return of the kind `training-figures` about one delivery of a course. */
export const trainingRuns = table<TrainingRunRow>('training_runs', {
  id: column.id(),
  boardId: column.link('boards'),
  course: column.words(),
  level: column.count({ null: true }),
  state: column.code(),
  firstDay: column.day(),
  days: column.figure({ null: true }),
  format: column.code({ null: true }),
  room: column.words({ null: true }),
  ...peopleCounts,
  registerIn: column.flag(),
  note: column.words({ null: true }),
});

export interface CourseTotalRow extends PeopleCounts {
  /** The id of its return. */
  id: string;
  boardId: string;
  course: string;
  level: number | null;
  /** How many runs were planned, and how many held. */
  planned: number | null;
  held: number | null;
  note: string | null;
}

/** The same about a course as a whole, where runs are not known one by one. */
export const courseTotals = table<CourseTotalRow>('course_totals', {
  id: column.id(),
  boardId: column.link('boards'),
  course: column.words(),
  level: column.count({ null: true }),
  planned: column.count({ null: true }),
  held: column.count({ null: true }),
  ...peopleCounts,
  note: column.words({ null: true }),
});

export interface ProgrammeTotalRow extends PeopleCounts {
  /** The id of its return. */
  id: string;
  boardId: string;
  planned: number | null;
  held: number | null;
  note: string | null;
}

/** The same about the whole programme, where the parts are less than the total. */
export const programmeTotals = table<ProgrammeTotalRow>('programme_totals', {
  id: column.id(),
  boardId: column.link('boards'),
  planned: column.count({ null: true }),
  held: column.count({ null: true }),
  ...peopleCounts,
  note: column.words({ null: true }),
});

export interface AttendanceRow {
  id: string;
  boardId: string;
  /** The return whose attendances these are. */
  returnId: string;
  /** Exactly one of the two: an agency of the board, or a sector. */
  agencyId: string | null;
  sector: string | null;
  attended: number;
  position: number;
}

/** Attendances by agency or sector, of a run, a course or the programme. */
export const attendances = table<AttendanceRow>(
  'attendances',
  {
    id: column.id(),
    boardId: column.link('boards'),
    returnId: column.link('returns'),
    agencyId: column.link('agencies', { null: true }),
    sector: column.code({ null: true }),
    attended: column.count(),
    position: column.count(),
  },
  { index: [['returnId']] },
);

export interface ComplianceRow {
  /** The id of its return. */
  id: string;
  boardId: string;
  agencyId: string;
  level: number;
  /** Staff who need training at this level; null where only a percentage was published. */
  eligible: number | null;
  /** Those of them whose training is in date. */
  inDate: number | null;
  /** A published percentage without its numbers; the two are equal but for a range, as 88 to 100. */
  publishedFrom: number | null;
  publishedTo: number | null;
  asAt: string;
  note: string | null;
}

/** The content of a return of the kind `compliance`. */
export const complianceFigures = table<ComplianceRow>('compliance_figures', {
  id: column.id(),
  boardId: column.link('boards'),
  agencyId: column.link('agencies'),
  level: column.count(),
  eligible: column.count({ null: true }),
  inDate: column.count({ null: true }),
  publishedFrom: column.figure({ null: true }),
  publishedTo: column.figure({ null: true }),
  asAt: column.day(),
  note: column.words({ null: true }),
});

export interface SpellingRow {
  id: string;
  boardId: string;
  /** What a file's words were matched for: a column, an agency, what became of a booking, whose meeting an event is. */
  purpose: 'column' | 'agency' | 'status' | 'meeting';
  /** The words of the file, compared as people mean them. */
  spelling: string;
  /** What they mean: a field, an agency's id or `sector:…`, a status, a group's id; `-` for nothing that is wanted. */
  meaning: string;
}

/** How the words of a learning system or a calendar were matched, remembered for its next file. */
export const spellings = table<SpellingRow>(
  'spellings',
  {
    id: column.id(),
    boardId: column.link('boards'),
    purpose: column.code(),
    spelling: column.key(),
    meaning: column.key(),
  },
  { unique: [['boardId', 'purpose', 'spelling']] },
);

export interface SentFileRow {
  id: string;
  boardId: string;
  personId: string;
  /** The ask that it is for; null until somebody says. */
  askId: string | null;
  name: string;
  /** Where Teams lets it be fetched for a while; null where it came from a terminal. */
  url: string | null;
  /** Its headings, then what is to be saved, without delegates' names, then how it was saved. */
  figures: unknown;
  /** When it is forgotten. */
  until: Date;
}

/** A file that somebody sent in 1:1 chat and has not saved or put away yet. */
export const sentFiles = table<SentFileRow>(
  'sent_files',
  {
    id: column.id(),
    boardId: column.link('boards'),
    personId: column.link('people'),
    askId: column.link('asks', { null: true }),
    name: column.words(),
    url: column.words({ null: true }),
    figures: column.json({ null: true }),
    until: column.instant(),
  },
  { index: [['personId']] },
);
