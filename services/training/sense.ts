/** Training figures that can be true and seldom are: worth one question before they are saved. Pure. */
import type { Programme } from './programme.ts';
import { courseKey } from './programme.ts';

/** As many as one question can be about. */
const MOST_TOLD = 5;

/** What was reported the last time, for a period of the same length. */
export interface LastFigures {
  period: string;
  figures: Programme;
}

/**
 * What a save makes improbable, a sentence each: attendance of the programme, or of the course that is saved, has at
 * least doubled. Asked where this save brings it about, and not again after.
 * @param course the course that is saved; null for the programme's total
 */
export function improbableAfter(
  { before, after }: { before: Programme; after: Programme },
  last: LastFigures | null,
  course: string | null,
): string[] {
  if (!last) return [];
  const ofCourse = (programme: Programme) =>
    course === null
      ? null
      : (programme.courses.find(one => courseKey(one.course) === courseKey(course))?.attended ?? null);
  return [
    ...doubled('Attendance', before.attended, after.attended, last.figures.attended, last.period),
    ...doubled(
      `Attendance of ${course}`,
      ofCourse(before),
      ofCourse(after),
      ofCourse(last.figures),
      last.period,
    ),
  ];
}

/**
 * What is improbable where somebody says that this is all, a sentence each: attendance of the programme, or of a course
 * that was run again, of at most half. A course that was not run again says nothing.
 */
export function improbableAsAll(figures: Programme, last: LastFigures | null): string[] {
  if (!last) return [];
  const then = (course: string) =>
    last.figures.courses.find(one => courseKey(one.course) === courseKey(course))?.attended ?? null;
  return [
    ...halved('Attendance', figures.attended ?? 0, last.figures.attended, last.period),
    ...figures.courses.flatMap(({ course, attended }) =>
      halved(`Attendance of ${course}`, attended, then(course), last.period),
    ),
  ].slice(0, MOST_TOLD);
}

function doubled(
  what: string,
  before: number | null,
  after: number | null,
  then: number | null,
  since: string,
): string[] {
  // Of nothing, everything is the double.
  if (after === null || then === null || then === 0) return [];
  if (after < 2 * then || (before ?? 0) >= 2 * then) return [];
  return [
    `${what} ${after === 2 * then ? 'doubled' : 'more than doubled'} since ${since}: ${against(after, then)}.`,
  ];
}

function halved(what: string, now: number | null, then: number | null, since: string): string[] {
  if (now === null || then === null || then === 0 || 2 * now > then) return [];
  return [
    `${what} fell to ${2 * now === then ? 'half' : 'less than half'} since ${since}: ${against(now, then)}.`,
  ];
}

const against = (now: number, then: number) =>
  `${now.toLocaleString('en-GB')} against ${then.toLocaleString('en-GB')}`;
