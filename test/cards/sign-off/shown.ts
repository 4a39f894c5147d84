/** A group's returns before its chair, of words that stand wherever a person's own may. */
import { askCard } from '../../../cards/action-updates/ask-card.ts';
import type { Card, Forms } from '../../../cards/card.ts';
import { measuresCard } from '../../../cards/measures/ask-card.ts';
import { signOffListCard } from '../../../cards/sign-off/list-card.ts';
import { type SignOffView, signOffCard } from '../../../cards/sign-off/sign-off-card.ts';
import type { AskState } from '../../../services/returns/ask-state.ts';
import { ratingWords } from '../../../services/returns/ratings.ts';
import type { GivenStep, SignOffLine } from '../../../services/sign-off/line.ts';
import type { Signing, SigningAction } from '../../../services/sign-off/read-signing.ts';
import { complianceState } from '../compliance/shown.ts';
import { measuresState } from '../measures/measures.ts';
import { answer, NOW, rao, tom, update } from '../samples.ts';
import { answered, fourRuns, lastQuarter, trainingState } from '../training-figures/shown.ts';
import { submittedState } from '../written-report/reports.ts';

export function given(text: string, of: Partial<GivenStep> = {}): GivenStep {
  return {
    stepId: 'step-1',
    step: 'signed',
    by: { id: 'person-ann', name: text, agency: text },
    capacity: 'chair',
    at: new Date('2026-07-06T08:12:00Z'),
    comment: null,
    ...of,
  };
}

export function signOffLine(of: Partial<SignOffLine> = {}): SignOffLine {
  return {
    state: 'waiting',
    given: null,
    mayUndo: false,
    changed: [],
    missing: [],
    signers: [{ name: 'Ann Ward', until: null }],
    signOffBy: null,
    ...of,
  };
}

export function signingAction(of: Partial<SigningAction> & { ref: string }): SigningAction {
  return {
    id: `action-${of.ref}`,
    title: 'Ask schools how absence is followed up',
    answer: answer(),
    rates: true,
    before: { rating: 'green', period: '2025-26 Q4' },
    move: 0,
    moved: null,
    isNewer: false,
    ...of,
  };
}

/** Everything that can change, each once. */
export const changes = (text: string): SigningAction[] => [
  signingAction({
    ref: '1.1.a',
    title: text,
    move: -1,
    answer: answer({
      by: { ...rao, name: text },
      enteredBy: { ...tom, name: text },
      content: update({ rating: 'amber' }),
    }),
  }),
  signingAction({
    ref: '1.2.c',
    moved: { from: '2026-03-31', to: '2026-06-30', first: '2025-12-31', times: 2 },
  }),
  signingAction({
    ref: '2.1.b',
    move: 1,
    answer: answer({ content: update({ rating: 'complete', evidence: 'https://documents.example/audit' }) }),
  }),
  signingAction({ ref: '2.2.a', move: 1, answer: answer({ content: update({ rating: 'complete' }) }) }),
  signingAction({
    ref: '2.3.a',
    before: { rating: 'red', period: '2025-26 Q4' },
    answer: answer({
      content: update({
        rating: 'red',
        decisionWhat: text,
        decisionFrom: text,
        decisionBy: '2026-07-31',
      }),
    }),
  }),
  signingAction({ ref: '2.4.a', before: null, move: null, isNewer: true }),
  signingAction({ ref: '3.1.a' }),
  signingAction({ ref: '3.1.b', answer: answer({ noChange: true, wordsFrom: '2025-26 Q4' }) }),
  signingAction({
    ref: '3.2.a',
    rates: false,
    before: null,
    isNewer: true,
    answer: answer({ content: update({ rating: null }) }),
  }),
];

export function signing(text: string, of: Partial<Signing> = {}): Signing {
  return {
    askId: 'ask-1',
    board: { short: text, timezone: 'Europe/London', ratings: ratingWords({}) },
    group: { id: 'group-qas', name: text, short: text },
    round: { id: 'round-1', period: '2026-27 Q1', due: '2026-07-10', closed: false, signOffBy: '2026-07-17' },
    line: signOffLine({ signers: [{ name: text, until: null }], signOffBy: '2026-07-17' }),
    actions: changes(text),
    others: [
      { kind: 'measures', isNewer: false, state: measuresState(text, 3) },
      {
        kind: 'training-figures',
        isNewer: true,
        state: trainingState(fourRuns(), { confirmed: answered('whole', {}), last: lastQuarter() }),
      },
      { kind: 'compliance', isNewer: false, state: complianceState() },
      { kind: 'group-report', isNewer: false, state: submittedState(text) },
    ],
    done: 14,
    total: 14,
    seen: 17,
    turn: 0,
    ...of,
  };
}

export const showSigning = (of: Signing, view: Partial<SignOffView> = {}): Card =>
  signOffCard(of, {
    place: 'form',
    page: 0,
    now: NOW,
    notice: null,
    comment: '',
    problem: null,
    mayUndo: true,
    from: 'ask',
    forms: 'inline',
    ...view,
  });

export function signOffCards(state: AskState, text: string, forms: Forms): [name: string, card: Card][] {
  const done = state.actions.find(({ answer: own }) => own !== null)?.answer ?? answer();
  const allIn = {
    ...state,
    actions: state.actions.map(action => ({ ...action, answer: action.answer ?? done })),
    done: state.total,
    mayStay: [],
  };
  const signers = [{ name: text, until: null }];
  const sentBack = given(text, { step: 'sent-back', comment: text });
  const lines: [string, SignOffLine][] = [
    ['waiting', signOffLine({ signers, signOffBy: '2026-07-17' })],
    ['chair away', signOffLine({ signers: [{ name: text, until: '2026-07-01' }] })],
    ['signed', signOffLine({ state: 'signed', given: given(text), mayUndo: true, signers })],
    ['changed', signOffLine({ state: 'changed', given: given(text), changed: [text], signers })],
    ['sent back', signOffLine({ state: 'sent-back', given: sentBack, mayUndo: true, signers })],
    ['answered anew', signOffLine({ given: sentBack, changed: ['1.1.a'], signers })],
    ['asked since', signOffLine({ state: 'not-in', given: given(text), missing: [text], signers })],
  ];
  const ask = (signOff: SignOffLine) =>
    askCard({ ...allIn, signOff }, { page: 0, onlyFor: null, now: NOW, mentions: [], banner: null, forms });
  const [, waiting] = lines[0] ?? [];
  const whole = { ...measuresState(text, 1), done: 1, total: 1, signOff: waiting ?? null };
  return [
    ...lines.map(([name, line]): [string, Card] => [`ask, ${name}`, ask(line)]),
    ['measures, waiting for sign-off', measuresCard(whole, { page: 0, now: NOW, banner: null, forms })],
    ...lines.map(([name, line]): [string, Card] => [
      `sign-off, ${name}`,
      showSigning(signing(text, { line }), {
        forms,
        comment: text.slice(0, 1000),
        problem: text,
        notice: text,
      }),
    ]),
    ['sign-off, next page', showSigning(signing(text), { forms, page: 1 })],
    ['sign-off, last page', showSigning(signing(text), { forms, page: 99 })],
    ['sign-off, in a chat', showSigning(signing(text), { forms, place: 'standing', from: 'chat' })],
    [
      'sign-off, nothing else',
      showSigning(signing(text, { others: [], actions: [signingAction({ ref: '1.1.a' })] }), { forms }),
    ],
    [
      'sign-off, list',
      signOffListCard(
        lines.flatMap(([, line]) =>
          [1, 2].map(() => ({
            askId: 'ask-1',
            group: { name: text, short: text },
            period: '2026-27 Q1',
            line,
            done: 6,
            total: 8,
          })),
        ),
        { zone: 'Europe/London', forms },
      ),
    ],
    ['sign-off, empty list', signOffListCard([], { zone: 'Europe/London', forms })],
  ];
}
