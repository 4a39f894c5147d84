/** The training figures that a group is asked for: what they make of the period, each run and total, the ways to add. */
import { isEmpty, type TrainingState } from '../../services/returns/training-state.ts';
import { type Day, dayOf } from '../../services/time.ts';
import type { CourseContent, ProgrammeContent, RunContent } from '../../services/training/content.ts';
import { runChoiceOf } from '../../services/training/run-states.ts';
import { framed, frameView } from '../asked/frame.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { postedPage } from '../paging.ts';
import { faceOf } from '../render.ts';
import { count, dayIn, dayWords, personWords, plainWords, truncate } from '../words.ts';
import template from './ask-card.json' with { type: 'json' };
import { awaitingWords, countsWords, quarterWords, unbrokenWords } from './figure-words.ts';
import { lastSavedName } from './part-words.ts';

const ROWS = 5;
const COURSE = 120;
const NOTE = 160;
const NAME = 120;

export interface TrainingCardView {
  /** Counted from 0; five rows each. */
  page: number;
  now: Date;
  /** Stands on top: what has just happened. */
  banner: string | null;
  /** Two rows on the first page: the next shows all five of it. */
  isSmall?: boolean;
  forms: Forms;
}

const face = faceOf(framed(template));

export function trainingCard(state: TrainingState, view: TrainingCardView): Card {
  const today = dayOf(view.now, state.board.timezone);
  const { page, shown, before, rest, next } = postedPage(rowsOf(state, today), view, ROWS);
  const frame = frameView(state, {
    request: 'Please give the training figures',
    missing: 'Training figures are',
    complete: 'The training figures are in.',
    savedPart: lastSavedName(state),
    hintWord: 'training',
    banner: view.banner,
    now: view.now,
  });
  const figures = quarterWords(state.figures);
  const last = state.last ? `${state.last.period}: ${quarterWords(state.last.figures)}` : '';
  return withDoors(
    face({
      ...frame,
      plain: {
        ...frame.plain,
        fallback: [frame.plain.heading, `${state.round.period}: ${figures || 'no figures yet'}.`].join(' '),
        next: `Next ${Math.min(ROWS, rest)} ›`,
        all: isEmpty(state) ? 'Nothing was run' : 'That is all',
      },
      about: `${truncate(state.asked.name, NAME)} · ${state.round.period} · ${howFar(state)}`,
      hasFigures: figures !== '',
      figures,
      hasAwaiting: state.figures.awaitingRegisters > 0,
      awaiting: awaitingWords(state.figures.awaitingRegisters),
      hasUnbroken: unbrokenWords(state.figures) !== '',
      unbroken: unbrokenWords(state.figures),
      hasLast: last !== '',
      last,
      showsLastAlone: last !== '' && figures === '',
      isEmpty: isEmpty(state) && state.confirmed === null,
      empty: 'No run and no total is in yet.',
      ...confirmedFace(state),
      rows: shown.map((row, index) => ({
        ...row,
        hasSection: row.section !== (index === 0 && before === 0 ? '' : shown[index - 1]?.section),
        plain: { ...row.plain, section: row.section },
      })),
      hasPages: page > 0 || rest > 0,
      canGoBack: page > 0,
      canGoOn: rest > 0,
      nextPage: next,
      canConfirm: state.confirmed === null || state.changedSince > 0,
    }),
    view.forms,
  );
}

/** "nothing in yet", "12 runs and 2 totals in": whether it is all is said apart. */
function howFar(state: TrainingState): string {
  if (state.confirmed && isEmpty(state)) return 'nothing was run';
  const totals = state.courses.length + (state.programme ? 1 : 0);
  const parts = [
    ...(state.runs.length > 0 ? [count(state.runs.length, 'run')] : []),
    ...(totals > 0 ? [count(totals, 'total')] : []),
  ];
  if (parts.length === 0) return 'nothing in yet';
  return `${parts.join(' and ')} in${state.confirmed ? '' : ', not said to be all yet'}`;
}

/** "That is all, said by Ann Ward, Police, Mon 6 Jul 2026." */
export function confirmedWords(state: TrainingState): string {
  const { confirmed, changedSince, board } = state;
  if (!confirmed) return '';
  const what = isEmpty(state) && changedSince === 0 ? 'Nothing was run' : 'That is all';
  const entered = confirmed.enteredBy ? `, entered by ${personWords(confirmed.enteredBy)}` : '';
  return `${what}, said by ${personWords(confirmed.by)}${entered}, ${dayIn(confirmed.at, board.timezone)}.`;
}

function confirmedFace(state: TrainingState) {
  return {
    isConfirmed: state.confirmed !== null,
    confirmed: confirmedWords(state),
    hasSince: state.changedSince > 0,
    since: `${count(state.changedSince, 'change')} since.`,
  };
}

interface Row {
  section: string;
  part: string;
  plain: { row: string };
  course: string;
  hasDay: boolean;
  day: string;
  hasState: boolean;
  state: string;
  colour: string;
  figures: string;
  hasNote: boolean;
  note: string;
  press: string;
}

/** Runs that wait for somebody's hand first, then the others, then the totals. */
function rowsOf(state: TrainingState, today: Day): Row[] {
  const waits = (run: RunContent) => run.state !== 'cancelled' && !run.registerIn && run.firstDay <= today;
  const first = state.runs.filter(({ content }) => waits(content));
  const others = state.runs.filter(({ content }) => !waits(content));
  const runs = `Runs (${state.runs.length})`;
  const courses = `Totals by course (${state.courses.length})`;
  return [
    ...[...first, ...others].map(({ subjectId, content }) => runRow(content, runs, subjectId)),
    ...state.courses.map(({ returnId, content }) => totalRow(content, courses, returnId)),
    ...(state.programme ? [totalRow(state.programme.content, 'Totals of the programme', 'programme')] : []),
  ];
}

function runRow(run: RunContent, section: string, part: string): Row {
  const choice = runChoiceOf(run);
  const word = { held: '', awaiting: 'register not in', planned: 'planned', cancelled: 'cancelled' }[choice];
  const figures = countsWords(run);
  return {
    ...rowOf(run.course, section, part, run.note),
    plain: { row: `Edit ${plainWords(truncate(run.course, COURSE))}, ${dayWords(run.firstDay)}` },
    hasDay: true,
    day: dayWords(run.firstDay),
    hasState: word !== '',
    state: figures === '' ? word : `${word} · `,
    colour: choice === 'awaiting' ? 'Warning' : 'Default',
    figures: figures === '' && word === '' ? 'no figures given' : figures || ' ',
  };
}

function totalRow(total: CourseContent | ProgrammeContent, section: string, part: string): Row {
  const course = 'course' in total ? total.course : 'The whole programme';
  return { ...rowOf(course, section, part, total.note), figures: countsWords(total) || 'no counts given' };
}

const rowOf = (course: string, section: string, part: string, note: string | null): Row => ({
  section,
  part,
  plain: { row: `Edit totals: ${plainWords(truncate(course, COURSE))}` },
  course: truncate(course, COURSE),
  hasDay: false,
  day: '',
  hasState: false,
  state: '',
  colour: 'Default',
  figures: '',
  hasNote: note !== null,
  note: `Note: ${truncate(note ?? '', NOTE)}`,
  press: 'Edit ›',
});
