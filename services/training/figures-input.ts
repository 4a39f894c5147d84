/** What the forms of training figures have in common: the course, the counts of people, who came, the note. */
import type { TrainingSettings } from '../plan/training-settings.ts';
import { type FieldReader, type Typed, typedFields } from '../returns/fields.ts';
import type { PeopleCounts } from '../store/entities/training.ts';
import { attendanceText, type Comers, readAttendanceLines } from './attendance-lines.ts';
import { countFields, type FigureField, type FigureProblems, figureFields } from './check-figures.ts';
import type { Attendance } from './content.ts';
import { ANOTHER, AS_LISTED, type Course, courseChosen, courseCode, courseNamed } from './courses.ts';
import { courseKey } from './programme.ts';
import type { AgencyLine } from './shares.ts';

export type FigureReader = FieldReader<FigureField>;

/** What was typed, field by field, to be shown again as it was. */
export type TypedFigures = Typed<FigureField>;

/** What the words of a form are understood with. */
export interface FigureWords extends Comers {
  training: TrainingSettings;
}

export type Read<Content> = { ok: true; content: Content } | { ok: false; problems: FigureProblems };

export const MAX_COURSE = 200;
export const MAX_ROOM = 200;
export const MAX_NOTE = 1000;

/** Problems with who came are told in one field. */
const MAX_LINES_TOLD = 3;

/** Only the fields of the forms, as text; anything else that a client sends is left behind. */
export const typedFigures = (raw: Readonly<Record<string, unknown>>): TypedFigures =>
  typedFields(raw, figureFields);

/** The chosen course, or the title that was typed; its level as chosen, else as the board's list has it. */
export function readCourse(read: FigureReader, { training }: FigureWords): Course | null {
  const chosen = read.text('course', { max: 400 });
  const typed = read.text('otherCourse', { max: MAX_COURSE });
  const listed = chosen === null ? null : courseChosen(chosen, training);
  if (chosen !== null && chosen !== ANOTHER && !listed)
    read.problem('course', 'This course is no longer in the list: choose again.');
  if (listed && typed !== null && courseKey(typed) !== courseKey(listed.name))
    read.problem('otherCourse', 'Choose “Another course” for this title, or clear it.');
  if (!listed && typed === null)
    read.problem(chosen === ANOTHER ? 'otherCourse' : 'course', 'Say which course.');
  const level = readLevel(read);
  const named = listed ? courseNamed(listed.name, training) : courseNamed(typed ?? '', training);
  return read.hasProblems ? null : { course: named.course, level: level ?? named.level };
}

/** Null for what the board's list says. */
export function readLevel(read: FigureReader): number | null {
  const level = read.text('level');
  if (level === null || level === AS_LISTED) return null;
  if (/^[1-9]$/.test(level)) return Number(level);
  read.problem('level', 'Choose one of the list.');
  return null;
}

export function readPeople(read: FigureReader, comers: Comers): PeopleCounts & { attendances: Attendance[] } {
  const counts = Object.fromEntries(countFields.map(field => [field, read.count(field)]));
  const text = read.text('attendances');
  // What is too long is told, and not gone through.
  const lines = read.problems.attendances === undefined ? text : null;
  const { attendances, problems } = readAttendanceLines(lines, comers);
  if (problems.length > 0) {
    const more = problems.length - MAX_LINES_TOLD;
    const rest = more > 0 ? ` And ${more} more.` : '';
    read.problem('attendances', `${problems.slice(0, MAX_LINES_TOLD).join(' ')}${rest}`);
  }
  return { ...(counts as unknown as PeopleCounts), attendances };
}

export const readNote = (read: FigureReader): string | null => read.text('note', { max: MAX_NOTE });

/** The figures as they would be typed to give the same again. */
export function retypedFigures(
  content: PeopleCounts & { note: string | null; attendances: readonly Attendance[] },
  agencies: readonly AgencyLine[],
): TypedFigures {
  return {
    ...Object.fromEntries(countFields.map(field => [field, retyped(content[field])])),
    attendances: attendanceText(content.attendances, agencies),
    note: content.note ?? '',
  };
}

export const retyped = (number: number | null): string => (number === null ? '' : String(number));

export function retypedCourse({ course, level }: Course, { training }: FigureWords): TypedFigures {
  const key = courseKey(course);
  const listed = training.courses.find(({ name }) => courseKey(name) === key);
  const isAsListed = level === null || level === (listed?.level ?? null);
  return {
    course: listed ? courseCode(listed.name) : ANOTHER,
    otherCourse: listed ? '' : course,
    level: isAsListed ? AS_LISTED : String(level),
  };
}

/** Problems of reading first: what cannot be read cannot be held against anything. */
export function finishRead<Content>(
  read: FigureReader,
  content: Content | null,
  check: (content: Content) => FigureProblems,
): Read<Content> {
  const problems = content === null ? read.problems : { ...check(content), ...read.problems };
  if (content === null || Object.keys(problems).length > 0) return { ok: false, problems };
  return { ok: true, content };
}
