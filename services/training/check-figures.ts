/** What cannot be in training figures, said field by field; the same for a form and for a file. Pure. */
import type { Problems } from '../returns/fields.ts';
import type { Period } from '../rounds/periods.ts';
import type { PeopleCounts } from '../store/entities/training.ts';
import { type Day, sayDay } from '../time.ts';
import type { Attendance, CourseContent, ProgrammeContent, RunContent } from './content.ts';
import { type Misfit, misfitsOfSaid } from './imbalance.ts';
import { periodOfDay } from './period-of-day.ts';

/** The fields of the three forms; a run, a course and the programme each have some of them. */
export const figureFields = [
  'course',
  'otherCourse',
  'level',
  'state',
  'firstDay',
  'days',
  'format',
  'room',
  'planned',
  'held',
  'places',
  'booked',
  'cancelled',
  'noShows',
  'unbooked',
  'attended',
  'attendances',
  'note',
] as const;

export type FigureField = (typeof figureFields)[number];
export type FigureProblems = Problems<FigureField>;

export const countFields = ['places', 'booked', 'cancelled', 'noShows', 'unbooked', 'attended'] as const;

/** What a run is held against. */
export interface RunRules {
  /** The period that the ask is about. */
  period: Period;
  /** The month (1 to 12) in which the reporting year starts. */
  yearStarts: number;
  today: Day;
}

export interface Checked {
  /** Why it cannot be so, by field; empty where it can. */
  problems: FigureProblems;
  /** What does not fit together in it: it may be saved with a note. */
  misfits: Misfit[];
}

/** More than any course lasts. */
const LONGEST = 366;
const HIGHEST_LEVEL = 9;

/** One run by itself. */
export function checkRun(content: RunContent, rules: RunRules): Checked {
  const problems: FigureProblems = {
    ...checkCourse(content),
    ...checkCounts(content),
    ...checkDate(content, rules),
    ...checkRegister(content),
  };
  const { days } = content;
  if (days !== null && !(days > 0 && days <= LONGEST))
    problems.days = `A run lasts more than 0 and at most ${LONGEST} days; half a day is 0.5.`;
  return { problems, misfits: misfitsOfSaid(content) };
}

/** The totals of a course, or of the programme. */
export function checkTotal(content: CourseContent | ProgrammeContent): Checked {
  const problems: FigureProblems = {
    ...('course' in content ? checkCourse(content) : {}),
    ...checkCounts(content),
  };
  const { planned, held, attended, attendances } = content;
  for (const field of ['planned', 'held'] as const) {
    const problem = countProblem(content[field]);
    if (problem) problems[field] = problem;
  }
  const figures = [planned, held, ...countFields.map(field => content[field])];
  if (figures.every(figure => figure === null) && attendances.length === 0)
    problems.planned ??= 'Give at least one figure.';
  if (held === 0 && (attended ?? 0) > 0)
    problems.attended ??= 'Nobody can have attended where none was held.';
  return { problems, misfits: misfitsOfSaid(content) };
}

function checkCourse({ course, level }: { course: string; level: number | null }): FigureProblems {
  const problems: FigureProblems = {};
  if (course.trim() === '') problems.course = 'Say which course.';
  if (level !== null && !(Number.isInteger(level) && level >= 1 && level <= HIGHEST_LEVEL))
    problems.level = `A level is a whole number from 1 to ${HIGHEST_LEVEL}.`;
  return problems;
}

function checkCounts(content: PeopleCounts & { attendances: readonly Attendance[] }): FigureProblems {
  const problems: FigureProblems = {};
  for (const field of countFields) {
    const problem = countProblem(content[field]);
    if (problem) problems[field] = problem;
  }
  const wrong = content.attendances.map(row => countProblem(row.attended)).find(problem => problem !== null);
  if (wrong) problems.attendances = wrong;
  return problems;
}

function countProblem(count: number | null): string | null {
  if (count === null) return null;
  if (count < 0) return 'This cannot be below 0.';
  return Number.isSafeInteger(count) ? null : 'This must be a whole number.';
}

function checkDate({ firstDay, state }: RunContent, { period, yearStarts, today }: RunRules): FigureProblems {
  if (firstDay < period.starts || firstDay >= period.ends) {
    const other = periodOfDay(firstDay, period, yearStarts);
    const why = 'a run belongs to the period of its first day';
    return { firstDay: `${sayDay(firstDay)} lies in ${other}, and this is ${period.name}: ${why}.` };
  }
  if (state !== 'held' || firstDay <= today) return {};
  return { state: `${sayDay(firstDay)} has not come yet: choose “Planned”, or mend the first day.` };
}

/** Who came is told by the register, and of nothing that was not held. */
function checkRegister(content: RunContent): FigureProblems {
  const { state, registerIn } = content;
  if (state === 'held' && registerIn) return {};
  const why = {
    planned: 'A planned run has nobody yet who came: choose “Held”, or clear this.',
    cancelled: 'Nobody came to a run that was cancelled: choose “Held”, or clear this.',
    held: 'Who came is known once the register is in: choose “Held, register in”, or clear this.',
  }[state];
  const problems: FigureProblems = {};
  for (const field of ['attended', 'noShows', 'unbooked'] as const)
    if (content[field] !== null) problems[field] = why;
  if (content.attendances.length > 0) problems.attendances = why;
  return problems;
}
