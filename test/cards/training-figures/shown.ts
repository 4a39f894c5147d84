/** An ask for training figures as the cards meet it, and every card of it. */
import type { Card, Forms } from '../../../cards/card.ts';
import { type TrainingCardView, trainingCard } from '../../../cards/training-figures/ask-card.ts';
import { type ConfirmView, confirmCard } from '../../../cards/training-figures/confirm-card.ts';
import { type FiguresFormView, figuresForm } from '../../../cards/training-figures/form-card.ts';
import type { PartAnswer } from '../../../services/returns/answers.ts';
import { figuresOf, type TrainingState } from '../../../services/returns/training-state.ts';
import { sectorsOf } from '../../../services/training/attendance-lines.ts';
import { figureFields } from '../../../services/training/check-figures.ts';
import type { CourseContent, ProgrammeContent, RunContent } from '../../../services/training/content.ts';
import { programmeOf } from '../../../services/training/programme.ts';
import { askBase } from '../asked/base.ts';
import { refusalOfText, stopped } from '../refusals.ts';
import { ann, NOW, rao, tom } from '../samples.ts';

const noCounts = {
  places: null,
  booked: null,
  cancelled: null,
  noShows: null,
  unbooked: null,
  attended: null,
  note: null,
  attendances: [],
};

export const agencies = [
  { id: 'agency-police', name: 'Police', sector: 'police' },
  { id: 'agency-icb', name: 'ICB', sector: 'health' },
];

export const run = (given: Partial<RunContent> = {}): RunContent => ({
  ...noCounts,
  course: 'Working Together',
  level: 3,
  state: 'held',
  firstDay: '2026-05-04',
  days: 2,
  format: 'room',
  room: 'Room 4',
  registerIn: true,
  places: 20,
  booked: 18,
  cancelled: 2,
  noShows: 1,
  unbooked: 1,
  attended: 16,
  attendances: [{ agencyId: 'agency-police', sector: null, attended: 9 }],
  ...given,
});

export const courseTotal = (given: Partial<CourseContent> = {}): CourseContent => ({
  ...noCounts,
  course: 'Private Fostering',
  level: 2,
  planned: 5,
  held: 4,
  attended: 45,
  ...given,
});

export const programmeTotal = (given: Partial<ProgrammeContent> = {}): ProgrammeContent => ({
  ...noCounts,
  planned: 37,
  held: 29,
  places: 640,
  booked: 560,
  unbooked: 20,
  attended: 557,
  ...given,
});

let made = 0;

export function answered<Content>(
  subjectId: string,
  content: Content,
  given: Partial<PartAnswer<Content>> = {},
): PartAnswer<Content> {
  made += 1;
  return {
    returnId: `return-${made}`,
    subjectId,
    version: 1,
    by: ann,
    enteredBy: null,
    at: new Date('2026-07-03T08:12:00Z'),
    late: false,
    isUndo: false,
    content,
    ...given,
  };
}

export const runSubject = (index: number): string =>
  `run:6f1c9a3e-0d5b-4c57-9a41-8f2b7c6d${String(index).padStart(4, '0')}`;

type Parts = Pick<TrainingState, 'runs' | 'courses' | 'programme'>;

export const parts = (...runs: RunContent[]): Parts => ({
  runs: runs.map((content, index) => answered(runSubject(index), content)),
  courses: [],
  programme: null,
});

/** A run that was held, one that waits for its register, one ahead, one that was cancelled. */
export const fourRuns = (): Parts =>
  parts(
    run({ note: 'Snow kept some away.' }),
    run({
      course: 'Safer Recruitment',
      level: 2,
      firstDay: '2026-06-12',
      registerIn: false,
      ...noCounts,
      places: 12,
    }),
    run({ firstDay: '2026-06-29', state: 'planned', registerIn: false, ...noCounts, booked: 7, places: 20 }),
    run({ firstDay: '2026-05-11', state: 'cancelled', registerIn: false, ...noCounts }),
  );

export const nothing: Parts = { runs: [], courses: [], programme: null };

export function trainingState(of: Parts = nothing, given: Partial<TrainingState> = {}): TrainingState {
  return {
    ...askBase('training-figures', { done: 0, total: 1, lastSaved: null }),
    ...of,
    confirmed: null,
    changedSince: 0,
    figures: programmeOf([figuresOf(of)], agencies),
    last: null,
    training: {
      courses: [{ name: 'Working Together', level: 3 }, { name: 'Safer Recruitment' }],
      targets: [],
      levels: { 3: 'Specialist' },
      compliance: [],
    },
    agencies,
    sectors: sectorsOf(agencies),
    yearStarts: 4,
    ...given,
  };
}

export const lastQuarter = (attended = 480): TrainingState['last'] => ({
  period: '2025-26 Q4',
  figures: programmeOf(
    [
      {
        runs: [],
        courses: [courseTotal({ attended: 40 })],
        programme: programmeTotal({
          planned: 30,
          held: 25,
          places: 600,
          attended,
          booked: null,
          unbooked: null,
        }),
      },
    ],
    agencies,
  ),
});

export const showAsk = (state: TrainingState, given: Partial<TrainingCardView> = {}): Card =>
  trainingCard(state, { page: 0, now: NOW, banner: null, forms: 'inline', ...given });

export const showForm = (state: TrainingState, given: Partial<FiguresFormView> = {}): Card =>
  figuresForm(state, {
    kind: 'run',
    part: runSubject(0),
    answer: null,
    values: {},
    problems: {},
    notice: null,
    version: 0,
    misfits: [],
    improbable: [],
    theirs: null,
    after: 'stay',
    sure: false,
    mayUndo: false,
    givers: { people: [], chosen: null },
    forms: 'inline',
    ...given,
  });

export const showConfirm = (state: TrainingState, given: Partial<ConfirmView> = {}): Card =>
  confirmCard(state, {
    improbable: [],
    notice: null,
    givers: { people: [], chosen: null },
    forms: 'inline',
    ...given,
  });

/** Every card of the kind, with `text` wherever people or the board file may bring words. */
export function trainingCards(text: string, forms: Forms): [name: string, card: Card][] {
  const told = (content: RunContent) =>
    run({ ...content, course: text, room: text, note: text.slice(0, 1000) });
  const person = { ...rao, name: text, agency: text };
  const by = { by: person, enteredBy: { ...tom, name: text } };
  const runs = Array.from({ length: 3 }, () => fourRuns().runs)
    .flat()
    .map(({ content }, index) => answered(runSubject(index), told(content), by));
  const course = answered('course:x', courseTotal({ course: text, note: text.slice(0, 1000) }), by);
  const programme = answered('programme', programmeTotal(), by);
  const all = { runs, courses: [course, course], programme };
  const lastSaved = {
    ...by,
    returnId: 'return-1',
    subjectId: runSubject(1),
    version: 2,
    at: NOW,
    withdrawn: false,
  };
  const group = { kind: 'group', id: 'group-1', name: text, short: text } as const;
  const training = {
    courses: Array.from({ length: 90 }, (_, index) => ({ name: `${text} ${index}`, level: 2 })),
    targets: [],
    levels: { 1: text, 2: text, 3: text },
    compliance: [],
  };
  const state = trainingState(all, { last: lastQuarter(), lastSaved, asked: group, training, agencies: [] });
  const done = { ...state, done: 1, confirmed: answered('whole', {}, by), changedSince: 2 };
  const counts = Object.fromEntries(figureFields.map(field => [field, text.slice(0, 400)]));
  const values = {
    ...counts,
    course: '+',
    otherCourse: text.slice(0, 200),
    level: '2',
    state: 'held',
    firstDay: '2026-05-04',
    format: 'room',
    room: text.slice(0, 200),
    attendances: text.slice(0, 4000),
    note: text.slice(0, 1000),
  };
  const problems = Object.fromEntries(figureFields.map(field => [field, text]));
  const givers = { people: [{ id: 'p', name: text, agency: text }], chosen: 'p' };
  const form = (given: Partial<FiguresFormView>) => showForm(state, { forms, ...given });
  const [first] = runs;
  if (!first) throw new Error('The ask needs a run.');
  return [
    ['training', showAsk(state, { forms, banner: text })],
    ['training, next page', showAsk(state, { forms, page: 1 })],
    ['training, last page', showAsk(state, { forms, page: 99 })],
    ['training, nothing in', showAsk({ ...state, ...nothing, figures: trainingState().figures }, { forms })],
    ['training, taken out', showAsk({ ...state, lastSaved: { ...lastSaved, withdrawn: true } }, { forms })],
    ['training, run stopped', form({ kind: 'run', values, ...stopped(refusalOfText('room', text)) })],
    ['training, all in', showAsk(done, { forms })],
    ['training, closed', showAsk({ ...done, round: { ...done.round, closed: true } }, { forms })],
    ['training, a new run', form({})],
    ['training, a run filled', form({ values, problems, notice: text, givers })],
    ['training, a run edited', form({ values, answer: first, version: 1, mayUndo: true })],
    ['training, figures that do not fit', form({ values, misfits: [text, text], problems: { note: text } })],
    ['training, improbable', form({ values, improbable: [text, text], after: 'another' })],
    ['training, conflict', form({ values, theirs: first, version: 1 })],
    ['training, new totals', form({ kind: 'course', part: 'course' })],
    ['training, totals edited', form({ kind: 'course', part: 'return-1', answer: course, values })],
    ['training, programme', form({ kind: 'programme', part: 'programme', answer: programme, values })],
    [
      'training, no list of courses',
      showForm({ ...state, training: { ...training, courses: [], levels: {} } }, { forms, values }),
    ],
    ['training, is that all', showConfirm(state, { forms, givers, notice: text })],
    ['training, is that all, improbable', showConfirm(state, { forms, improbable: [text] })],
    ['training, was nothing run', showConfirm(trainingState(), { forms })],
  ];
}
