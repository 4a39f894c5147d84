/** The form of a run, of the totals of a course, or of those of the programme: one face, with the fields that each has. */
import { levelName } from '../../services/plan/training-settings.ts';
import type { PartAnswer } from '../../services/returns/answers.ts';
import type { FiguresContent } from '../../services/returns/training-contents.ts';
import type { TrainingState } from '../../services/returns/training-state.ts';
import type { FigureField } from '../../services/training/check-figures.ts';
import { ANOTHER, AS_LISTED, courseCode, levelsOf } from '../../services/training/courses.ts';
import { courseKey } from '../../services/training/programme.ts';
import { NO_FORMAT, runFormats } from '../../services/training/run-input.ts';
import { runChoices } from '../../services/training/run-states.ts';
import { type FormState, formView } from '../asked/form.ts';
import { withPassing } from '../asked/passing.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { faceOf } from '../render.ts';
import { giverWords, instantWords, paragraphs, plainWords, truncate } from '../words.ts';
import { quarterWords } from './figure-words.ts';
import template from './form-card.json' with { type: 'json' };
import { formatWords, partName, stateWords, toldOf } from './part-words.ts';

export type FiguresAnswer = PartAnswer<FiguresContent>;

export interface FiguresFormView extends FormState<FigureField> {
  kind: 'run' | 'course' | 'programme';
  /** What the buttons carry: a run's subject, `course` for totals that are new, `programme`, else a return. */
  part: string;
  /** What stands, of this round; null while there is nothing. */
  answer: FiguresAnswer | null;
  /** The version that the form was opened on; 0 where there was none. */
  version: number;
  /** What does not fit together, a sentence each. */
  misfits: readonly string[];
  /** What is improbable, a sentence each: it is saved when the writer is sure. */
  improbable: readonly string[];
  /** Somebody else's answer that came between: what was typed stands in the inputs. */
  theirs: FiguresAnswer | null;
  /** What the writer asked for by Save, to be done when they are sure. */
  after: 'stay' | 'another';
  /** True where they have said already that they are. */
  sure: boolean;
  /** True for who gave the present answer. */
  mayUndo: boolean;
  forms: Forms;
}

/** How many courses are offered, and how many characters of theirs are shown; less where what is typed fills the card. */
interface Budget {
  courses: number;
  theirs: number;
}

const BUDGETS: readonly [Budget, ...Budget[]] = [
  { courses: 80, theirs: 1500 },
  { courses: 40, theirs: 500 },
  { courses: 15, theirs: 0 },
];

const COURSE = 120;
const PROBLEM = 500;

const names: Record<FigureField, string> = {
  course: 'Course',
  otherCourse: 'Course',
  level: 'Level',
  state: 'What became of it',
  firstDay: 'First day',
  days: 'Days',
  format: 'Format',
  room: 'Room',
  planned: 'Runs planned',
  held: 'Runs held',
  places: 'Places',
  booked: 'Booked',
  cancelled: 'Bookings cancelled',
  noShows: 'No-shows',
  unbooked: 'Came unbooked',
  attended: 'Attended',
  attendances: 'Who came',
  note: 'Note',
};

const face = faceOf(template);

export function figuresForm(state: TrainingState, view: FiguresFormView): Card {
  return fitting(BUDGETS, budget =>
    withDoors(withPassing(face(formFace(state, view, budget)), view.refusal, names), view.forms),
  );
}

function formFace(state: TrainingState, view: FiguresFormView, budget: Budget) {
  const { kind, answer, theirs } = view;
  const { plainProblems, ...form } = formView(names, view);
  const isImprobable = view.improbable.length > 0;
  const isPlain = !isImprobable && theirs === null;
  const told = theirs && toldOf(theirs.content, state);
  const last = lastWords(state, view);
  return {
    ...form,
    problems: { ...form.problems, attendances: truncate(view.problems.attendances ?? '', PROBLEM) },
    plain: { fallback: `Training figures for ${state.round.period}.`, problems: plainProblems },
    // What does not fit is told in figures: that the note is wanted goes without saying twice.
    hasProblems: form.hasProblems && view.misfits.length === 0,
    ask: state.askId,
    part: view.part,
    version: view.version,
    after: view.after,
    sure: view.sure ? 1 : 0,
    name: headingOf(view),
    about: `For ${state.round.period}. Leave empty what is not known; write “nil” for none.`,
    hasEditing: answer !== null && theirs === null,
    editing: answer ? `Editing version ${answer.version} by ${giverWords(answer)}.` : '',
    hasLast: last !== '',
    last,
    isImbalanced: view.misfits.length > 0,
    misfits: view.misfits.map(text => ({ text })),
    isImprobable,
    reasons: view.improbable.map(text => ({ text })),
    isConflict: theirs !== null,
    theirs: told?.words ?? '',
    theirsDetail: theirs
      ? `${giverWords(theirs)}, ${instantWords(theirs.at, state.board.timezone)} · version ${theirs.version}`
      : '',
    theirsMore: (told?.more ?? [])
      .flatMap(line => (budget.theirs > 0 ? paragraphs(line, budget.theirs) : []))
      .map(text => ({ text })),
    ...choicesOf(state, view, budget.courses),
    asksCourse: kind === 'run' || (kind === 'course' && answer === null),
    asksLevel: kind !== 'programme',
    isRun: kind === 'run',
    isTotal: kind !== 'run',
    canSave: theirs === null,
    canAddAnother: isPlain && kind === 'run' && answer === null,
    canTakeOut: isPlain && answer !== null,
    canUndo: isPlain && view.mayUndo && answer !== null,
    answerReturn: answer?.returnId ?? '',
  };
}

function headingOf({ kind, answer }: FiguresFormView): string {
  if (answer)
    return `${partName(answer.content).charAt(0).toUpperCase()}${partName(answer.content).slice(1)}`;
  return { run: 'A run of a course', course: 'Totals of a course', programme: 'Totals of the programme' }[
    kind
  ];
}

/** Of totals, what was reported for the same the last time. */
function lastWords({ last }: TrainingState, { kind, answer }: FiguresFormView): string {
  if (!last || kind === 'run') return '';
  const content = answer?.content;
  const course = content && 'course' in content ? content.course : null;
  const figures =
    kind === 'programme'
      ? last.figures
      : last.figures.courses.find(one => course !== null && courseKey(one.course) === courseKey(course));
  const words = figures ? quarterWords(figures) : '';
  return words === '' ? '' : `${last.period}: ${words}`;
}

function choicesOf({ training }: TrainingState, { values }: FiguresFormView, most: number) {
  const courses = training.courses.map(({ name }) => ({ name, value: courseCode(name) }));
  const chosen = courses.filter(({ value }, index) => index < most || value === values.course);
  return {
    hasList: courses.length > 0,
    courses: [
      ...chosen.map(({ name, value }) => choice(value, truncate(name, COURSE))),
      choice(ANOTHER, 'Another course'),
    ],
    levels: [
      choice(AS_LISTED, courses.length > 0 ? 'As the list of courses says' : 'Not said'),
      ...levelsOf(training).map(level => choice(String(level), truncate(levelName(training, level), COURSE))),
    ],
    states: runChoices.map(value => choice(value, stateWords[value])),
    formats: [...runFormats.map(value => choice(value, formatWords[value])), choice(NO_FORMAT, 'Not said')],
  };
}

const choice = (value: string, title: string) => ({ value, plain: { title: plainWords(title) || value } });
