/** What a person sends as the totals of a course, or of the programme; every field's problem is told at once. */
import { FieldReader } from '../returns/fields.ts';
import { checkTotal, type FigureField, type FigureProblems } from './check-figures.ts';
import type { CourseContent, ProgrammeContent } from './content.ts';
import {
  type FigureReader,
  type FigureWords,
  finishRead,
  type Read,
  readCourse,
  readLevel,
  readNote,
  readPeople,
  retyped,
  retypedCourse,
  retypedFigures,
  type TypedFigures,
} from './figures-input.ts';

/** @param fixed the course of totals that are edited: they stay that course's */
export function readCourseTotal(
  raw: Readonly<Record<string, unknown>>,
  words: FigureWords,
  fixed: string | null,
): Read<CourseContent> {
  const read = new FieldReader<FigureField>(raw);
  const course =
    fixed === null ? readCourse(read, words) : { course: fixed, level: levelOf(read, words, fixed) };
  const draft = { course: course?.course ?? '?', level: course?.level ?? null, ...readTotals(read, words) };
  const result = finishRead<CourseContent>(read, draft, problemsOf);
  return course ? result : { ok: false, problems: result.ok ? read.problems : result.problems };
}

export function readProgrammeTotal(
  raw: Readonly<Record<string, unknown>>,
  words: FigureWords,
): Read<ProgrammeContent> {
  const read = new FieldReader<FigureField>(raw);
  return finishRead<ProgrammeContent>(read, readTotals(read, words), problemsOf);
}

/** The fields as they would be typed to give the same totals again. */
export function retypedTotal(content: CourseContent | ProgrammeContent, words: FigureWords): TypedFigures {
  return {
    ...('course' in content ? retypedCourse(content, words) : {}),
    planned: retyped(content.planned),
    held: retyped(content.held),
    ...retypedFigures(content, words.agencies),
  };
}

function readTotals(read: FigureReader, words: FigureWords): ProgrammeContent {
  return {
    planned: read.count('planned'),
    held: read.count('held'),
    ...readPeople(read, words),
    note: readNote(read),
  };
}

const problemsOf = (content: CourseContent | ProgrammeContent): FigureProblems =>
  checkTotal(content).problems;

function levelOf(read: FigureReader, { training }: FigureWords, course: string): number | null {
  return readLevel(read) ?? training.courses.find(({ name }) => name === course)?.level ?? null;
}
