/** What somebody gives as training figures, read and held against what is there already. */
import { CollateError } from '../errors.ts';
import type { Day } from '../time.ts';
import type { FigureProblems } from '../training/check-figures.ts';
import type { AskFigures, CourseContent, ProgrammeContent, RunContent } from '../training/content.ts';
import { misfitsOfSaid } from '../training/imbalance.ts';
import { misfitWords } from '../training/misfit-words.ts';
import { courseKey, type Imbalance, type Programme, programmeOf } from '../training/programme.ts';
import { readRun } from '../training/run-input.ts';
import { improbableAfter } from '../training/sense.ts';
import { courseSubject, figureKind, PROGRAMME } from '../training/subjects.ts';
import { readCourseTotal, readProgrammeTotal } from '../training/total-input.ts';
import type { Contents, PartSaved } from './answers.ts';
import { courseContents, type FiguresContent, programmeContents, runContents } from './training-contents.ts';
import { figuresOf, type TrainingState } from './training-state.ts';

export interface Given {
  /** A run (also one that is not there yet), a course whose totals are edited, the programme; null for the totals of a course that the fields name. */
  subjectId: string | null;
  /** The fields as they were typed. */
  fields: Readonly<Record<string, unknown>>;
}

/** What was given, typed. */
export type Said =
  | { kind: 'run'; subjectId: string; content: RunContent }
  | { kind: 'course'; subjectId: string; content: CourseContent }
  | { kind: 'programme'; subjectId: string; content: ProgrammeContent };

/** @throws CollateError `input_invalid` for a subject that is none */
export function readGiven(
  { subjectId, fields }: Given,
  state: TrainingState,
  today: Day,
): { ok: true; said: Said } | { ok: false; problems: FigureProblems } {
  const kind = subjectId === null ? 'course' : figureKind(subjectId);
  if (kind === 'run' && subjectId !== null) {
    const read = readRun(fields, { ...state, rules: rulesOf(state, today) });
    return read.ok ? { ok: true, said: { kind, subjectId, content: read.content } } : read;
  }
  if (kind === 'programme') {
    const read = readProgrammeTotal(fields, state);
    return read.ok ? { ok: true, said: { kind, subjectId: PROGRAMME, content: read.content } } : read;
  }
  if (kind !== 'course') throw new CollateError('input_invalid', 'That is nothing that is asked for here.');
  const read = readCourseTotal(fields, state, subjectId === null ? null : titleOf(state, subjectId));
  if (!read.ok) return read;
  const { content } = read;
  return { ok: true, said: { kind, subjectId: subjectId ?? courseSubject(content.course), content } };
}

export const rulesOf = ({ round, yearStarts }: TrainingState, today: Day) => ({
  period: { name: round.period, starts: round.starts, ends: round.ends },
  yearStarts,
  today,
});

/** Each with how its kind is kept, so that what is saved is what was read. */
export function savingOf(
  said: Said,
  save: <Content extends FiguresContent>(
    contents: Contents<Content>,
    content: Content,
  ) => Promise<PartSaved<Content>>,
): Promise<PartSaved<FiguresContent>> {
  if (said.kind === 'run') return save(runContents, said.content);
  if (said.kind === 'course') return save(courseContents, said.content);
  return save(programmeContents, said.content);
}

export interface Sense {
  /** What does not fit, a sentence each. */
  misfits: string[];
  /** What is improbable, a sentence each. */
  improbable: string[];
}

/** What a save would make of the ask. The same figures again raise no question. */
export function senseOf(said: Said, state: TrainingState): Sense {
  const { content } = said;
  const own = misfitsOfSaid(content).map(misfit => misfitWords(misfit, content));
  const before = state.figures;
  const after = programmeOf([withSaid(said, state)], state.agencies);
  const course = 'course' in content ? content.course : null;
  const twice = said.kind === 'run' ? alreadyThere(said, state) : [];
  return {
    misfits: [...own, ...partsAbove(before, after, said)],
    improbable: [...twice, ...improbableAfter({ before, after }, state.last, course)],
  };
}

/** The totals that parts exceed: those that are given now, and those that this save makes exceeded. */
function partsAbove(before: Programme, after: Programme, said: Said): string[] {
  const excess = ({ given, expected }: Imbalance) => expected - given;
  const isSame = (one: Imbalance, other: Imbalance) =>
    one.kind === other.kind &&
    one.about === other.about &&
    one.measure === other.measure &&
    courseKey(one.course ?? '') === courseKey(other.course ?? '');
  return after.imbalances
    .filter(({ kind }) => kind === 'parts-above-total')
    .filter(imbalance => {
      if (said.kind === imbalance.about && isOwn(said, imbalance)) return true;
      const earlier = before.imbalances.find(candidate => isSame(candidate, imbalance));
      return !earlier || excess(imbalance) > excess(earlier);
    })
    .map(imbalance =>
      misfitWords(imbalance, said.content, imbalance.about === 'course' ? 'course' : 'programme'),
    );
}

const isOwn = (said: Said, { course }: Imbalance) =>
  said.kind === 'programme' ||
  (said.kind === 'course' && courseKey(said.content.course) === courseKey(course ?? ''));

/** Two runs of a course on one day can be; more often it is one run typed twice. */
function alreadyThere({ subjectId, content }: Said & { kind: 'run' }, { runs }: TrainingState): string[] {
  const isEdit = runs.some(run => run.subjectId === subjectId);
  const same = runs.some(
    run =>
      run.content.firstDay === content.firstDay &&
      courseKey(run.content.course) === courseKey(content.course),
  );
  return same && !isEdit ? ['A run of this course on this day is here already.'] : [];
}

/** All that the ask would hold. */
function withSaid(said: Said, state: TrainingState): AskFigures {
  const without = <Answer extends { subjectId: string }>(answers: readonly Answer[]) =>
    answers.filter(({ subjectId }) => subjectId !== said.subjectId);
  const rest = figuresOf({ ...state, runs: without(state.runs), courses: without(state.courses) });
  if (said.kind === 'run') return { ...rest, runs: [...rest.runs, said.content] };
  if (said.kind === 'course') return { ...rest, courses: [...rest.courses, said.content] };
  return { ...rest, programme: said.content };
}

/** @throws CollateError `input_invalid` where the totals of that course were taken out */
function titleOf({ courses }: TrainingState, subjectId: string): string {
  const found = courses.find(answer => answer.subjectId === subjectId);
  if (found) return found.content.course;
  throw new CollateError(
    'input_invalid',
    'The totals of that course were taken out meanwhile. Add them anew.',
  );
}
