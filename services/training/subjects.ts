/** What an ask for training figures is answered by: runs, totals of courses, the programme's total, and "that is all". */
import { WHOLE } from '../rounds/owed/owed.ts';
import { newId } from '../store/rows.ts';
import { courseKey } from './programme.ts';

/** The subject of the programme's own total. */
export const PROGRAMME = 'programme';

/** As long as the column of a subject is. */
const LONGEST = 400;
const RUN = 'run:';
const COURSE = 'course:';

export type FigureKind = 'run' | 'course' | 'programme' | 'whole';

/** The subject of a run that nobody has told of yet. */
export const newRunSubject = (): string => `${RUN}${newId()}`;

/** The subject of a course's totals: one, however its title is written. */
export const courseSubject = (course: string): string => `${COURSE}${courseKey(course)}`.slice(0, LONGEST);

/** Null for a subject that no ask for training figures has. */
export function figureKind(subjectId: string): FigureKind | null {
  if (subjectId === WHOLE) return 'whole';
  if (subjectId === PROGRAMME) return 'programme';
  if (subjectId.startsWith(COURSE)) return 'course';
  return isRunSubject(subjectId) ? 'run' : null;
}

export const isRunSubject = (subjectId: string): boolean =>
  /^run:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(subjectId);
