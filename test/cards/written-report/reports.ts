/** The cards of written reports: of words that stand wherever a person's own may. */
import type { Card, Forms } from '../../../cards/card.ts';
import { reportAskCard } from '../../../cards/written-report/ask-card.ts';
import { stepConflictCard } from '../../../cards/written-report/conflict-card.ts';
import { fileCard } from '../../../cards/written-report/file-card.ts';
import { fileReadCard } from '../../../cards/written-report/file-read-card.ts';
import { reportListCard } from '../../../cards/written-report/list-card.ts';
import { readCard } from '../../../cards/written-report/read-card.ts';
import { draftToRead, submittedToRead } from '../../../cards/written-report/report-to-read.ts';
import { stepCard } from '../../../cards/written-report/step-card.ts';
import { type DraftView, wholeCard } from '../../../cards/written-report/whole-card.ts';
import type { Fate } from '../../../services/reports/look-at-placed.ts';
import type { SentLook } from '../../../services/reports/sent-report.ts';
import type { PartAnswer } from '../../../services/returns/answers.ts';
import { headingSubject, headingsOf, type ReportKind } from '../../../services/returns/report-headings.ts';
import type { HeadingState, ReportState } from '../../../services/returns/written-report.ts';
import type { ReportText } from '../../../services/returns/written-report-submission.ts';
import { askBase } from '../asked/base.ts';
import { refusalOfText, stopped } from '../refusals.ts';
import { ann, NOW, rao, tom } from '../samples.ts';

export function reportText(heading: string, text: string, version = 1): PartAnswer<ReportText> {
  return {
    returnId: `return-${heading}`,
    subjectId: headingSubject(heading),
    version,
    by: ann,
    enteredBy: tom,
    at: NOW,
    late: false,
    isUndo: false,
    content: { heading, text },
  };
}

/** @param written how many headings are written, with this text */
export function reportState(
  text: string,
  { kind = 'group-report', written = 3 }: { kind?: ReportKind; written?: number } = {},
): ReportState {
  const headings: HeadingState[] = headingsOf[kind].map((heading, index) => ({
    ...heading,
    answer: index < written ? reportText(heading.id, text, index + 1) : null,
    last: index === 1 ? null : { ...reportText(heading.id, text), by: rao, period: '2025-26 Q4' },
  }));
  return {
    ...askBase(kind, { done: 0, total: 1 }),
    kind,
    headings,
    submission: null,
    submitters: [text.slice(0, 60), 'Dr Priya Rao'],
  };
}

/** The same when everything was submitted; `changed` has another text since. */
export function submittedState(text: string, changed: string[] = [], kind: ReportKind = 'group-report') {
  const state = reportState(text, { kind, written: 99 });
  return {
    ...state,
    done: 1,
    headings: state.headings.map(heading =>
      changed.includes(heading.id)
        ? { ...heading, answer: reportText(heading.id, `${text} Changed.`) }
        : heading,
    ),
    submission: {
      answer: reportText('whole', ''),
      texts: new Map(state.headings.map(({ id }) => [id, reportText(id, text)])),
    },
  };
}

/** A file in which each heading has another fate; `all` gives every one the same. */
export function sentLook(text: string, all?: Fate): SentLook {
  const state = reportState(text);
  const fates: Fate[] = ['same', 'differs', 'differs', 'fills', 'too-long', 'empty', 'absent'];
  return {
    fileId: 'file-1',
    name: `${text.slice(0, 60)}.docx`,
    state,
    headings: state.headings.map((heading, index) => {
      const fate = all ?? fates[index] ?? 'absent';
      const isSaid = !['empty', 'absent'].includes(fate);
      return {
        ...heading,
        answer: fate === 'differs' ? reportText(heading.id, text) : heading.answer,
        fate,
        fromFile: isSaid ? text.slice(0, 4000) : null,
        problem: fate === 'too-long' ? 'This has 4,512 characters; the most is 4,000.' : null,
      };
    }),
    notPlaced: text,
  };
}

const codes = { from: 'draft', ask: 'ask-1' } as const;

export const draftView = (given: Partial<DraftView> = {}): DraftView => ({
  askId: 'ask-1',
  canEdit: true,
  submit: { title: 'Submit', seen: '1.1.1.1.1.1.1' },
  ready: '',
  givers: [],
  ...given,
});

export function reportCards(text: string, forms: Forms): [name: string, card: Card][] {
  const state = reportState(text);
  const full = reportState(text, { written: 99 });
  const [first, second] = state.headings;
  const last = state.headings.at(-1);
  if (!first?.answer || !second || !last) throw new Error('The report needs headings.');
  const ask = { now: NOW, banner: text, destinations: [text, text], forms };
  const step = {
    values: {},
    problems: {},
    notice: null,
    version: 0,
    givers: { people: [], chosen: null },
    forms,
  };
  const filled = {
    ...step,
    values: { text },
    problems: { text },
    notice: text,
    version: 2,
    givers: { people: [{ id: 'p', name: text, agency: text }], chosen: 'p' },
  };
  const conflict = { theirs: first.answer, mine: text, way: 'next' as const, givenBy: 'p', forms };
  const whole = {
    banner: null,
    notes: [],
    codes,
    place: 'form' as const,
    draft: null,
    hasList: false,
    forms,
  };
  const draft = draftView({ ready: text, givers: [{ id: 'p', name: text, agency: text }] });
  const changed = submittedState(text, ['impact']);
  const list = {
    title: 'Reports (12)',
    about: text,
    rows: Array.from({ length: 12 }, () => ({
      name: text,
      detail: text,
      data: { from: 'status', report: 'a1' },
    })),
    verb: 'report-reading.whole',
    verbWord: 'Read',
    page: 0,
    codes: { from: 'status' },
    pageVerb: 'report-reading.list',
    canClose: true,
    isForm: true,
    forms,
  };
  const read = { codes, page: 0, forms };
  const written = draftToRead(full);
  const [toRead] = written.headings;
  if (!toRead) throw new Error('The report needs headings.');
  const file = { banner: text, choices: { current: 'file' }, givers: draft.givers, forms };
  const closed = { ...changed, round: { ...changed.round, closed: true } };
  return [
    ['report', reportAskCard(state, ask)],
    ['report, nothing written', reportAskCard(reportState(text, { written: 0 }), ask)],
    ['report, ready', reportAskCard(full, { ...ask, banner: null, destinations: [] })],
    ['report, changed since', reportAskCard(changed, ask)],
    ['report, closed', reportAskCard(closed, ask)],
    ['report of a priority', reportAskCard(reportState(text, { kind: 'priority-report' }), ask)],
    ['report of an agency', reportAskCard(submittedState(text, [], 'agency-statement'), ask)],
    ['report, step', stepCard(state, second, step)],
    ['report, step filled', stepCard(state, first, filled)],
    ['report, step stopped', stepCard(state, first, { ...filled, ...stopped(refusalOfText('text', text)) })],
    ['report, last step', stepCard(state, last, step)],
    ['report, conflict', stepConflictCard(state, first, conflict)],
    ['report, conflict with nothing', stepConflictCard(state, first, { ...conflict, mine: '' })],
    ['report, whole draft', wholeCard(draftToRead(state), { ...whole, draft, banner: text })],
    ['report, whole and full', wholeCard(written, { ...whole, draft })],
    ['report, to be submitted', wholeCard(written, { ...whole, draft: draftView() })],
    ['report, posted', wholeCard(submittedToRead(changed), { ...whole, place: 'posted', notes: [text] })],
    ['report, from a list', wholeCard(submittedToRead(changed), { ...whole, hasList: true })],
    ['report, read', readCard(written, toRead, read)],
    ['report, read on', readCard(written, toRead, { ...read, page: 99 })],
    ['report, read nothing', readCard(written, { ...toRead, text: null, by: '' }, read)],
    ['reports', reportListCard(list)],
    ['reports, next page', reportListCard({ ...list, page: 1, isForm: false })],
    ['report from a file', fileCard(sentLook(text), file)],
    ['report from a file, all in two texts', fileCard(sentLook(text, 'differs'), file)],
    [
      'report from a file, all kept',
      fileCard(sentLook(text, 'same'), { ...file, choices: {}, banner: null }),
    ],
    ['report from a file, read', fileReadCard(sentLook(text), { heading: 'current', page: 0, forms })],
    ['report from a file, not placed', fileReadCard(sentLook(text), { heading: null, page: 99, forms })],
  ];
}
