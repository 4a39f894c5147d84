/** What a person sends as one run of a course, made typed; every field's problem is told at once. */
import { FieldReader } from '../returns/fields.ts';
import type { RunFormat } from '../store/entities/training.ts';
import { checkRun, type FigureField, type FigureProblems, type RunRules } from './check-figures.ts';
import type { RunContent } from './content.ts';
import {
  type FigureWords,
  finishRead,
  MAX_ROOM,
  type Read,
  readCourse,
  readNote,
  readPeople,
  retyped,
  retypedCourse,
  retypedFigures,
  type TypedFigures,
} from './figures-input.ts';
import { runChoiceOf, runChoices, runStateOf } from './run-states.ts';

export const runFormats = ['room', 'online', 'e-learning'] as const satisfies readonly RunFormat[];

/** In the list of formats: nothing is said of it. */
export const NO_FORMAT = 'not-said';

/** What the fields of a run are read with. */
export interface RunReading extends FigureWords {
  rules: RunRules;
}

export function readRun(raw: Readonly<Record<string, unknown>>, reading: RunReading): Read<RunContent> {
  const read = new FieldReader<FigureField>(raw);
  const course = readCourse(read, reading);
  const choice = read.choice('state', runChoices, { required: 'Say what became of it.' });
  const firstDay = read.day('firstDay', { required: 'Say when it begins: the first day.' });
  const format = read.choice('format', [...runFormats, NO_FORMAT]);
  const rest = {
    days: read.figure('days'),
    format: format === NO_FORMAT ? null : format,
    room: read.text('room', { max: MAX_ROOM }),
    ...readPeople(read, reading),
    note: readNote(read),
  };
  // Even where a field is missing, what is wrong in the others is told.
  const { period, today } = reading.rules;
  const draft: RunContent = {
    course: course?.course ?? '?',
    level: course?.level ?? null,
    ...runStateOf(choice ?? 'held'),
    firstDay: firstDay ?? (today < period.starts ? today : period.starts),
    ...rest,
  };
  const check = (content: RunContent): FigureProblems => checkRun(content, reading.rules).problems;
  const result = finishRead(read, draft, check);
  return course && choice && firstDay
    ? result
    : { ok: false, problems: result.ok ? read.problems : result.problems };
}

/** The fields as they would be typed to give the same run again. */
export function retypedRun(content: RunContent, words: FigureWords): TypedFigures {
  return {
    ...retypedCourse(content, words),
    state: runChoiceOf(content),
    firstDay: content.firstDay,
    days: retyped(content.days),
    format: content.format ?? NO_FORMAT,
    room: content.room ?? '',
    ...retypedFigures(content, words.agencies),
  };
}
