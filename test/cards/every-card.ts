/** Every card there is, of a given ask and given facts: for the rules that all of them keep. */
import { askCard } from '../../cards/action-updates/ask-card.ts';
import { conflictCard } from '../../cards/action-updates/conflict-card.ts';
import { formCard } from '../../cards/action-updates/form-card.ts';
import { mineCard } from '../../cards/action-updates/mine-card.ts';
import { noChangeCard } from '../../cards/action-updates/no-change-card.ts';
import { savedCard } from '../../cards/action-updates/saved-card.ts';
import type { Card, Forms } from '../../cards/card.ts';
import { helpCard } from '../../cards/notice/help-card.ts';
import { linksCard } from '../../cards/notice/links-card.ts';
import { noticeCard } from '../../cards/notice/notice-card.ts';
import { statusCard } from '../../cards/status/status-card.ts';
import { summaryCard } from '../../cards/summary/summary-card.ts';
import type { AskState } from '../../services/returns/ask-state.ts';
import { type TypedUpdate, updateFields } from '../../services/returns/update-input.ts';
import type { Facts } from '../../services/summary/facts.ts';
import { auditCards } from './audit/shown.ts';
import { calendarCards } from './calendar/shown.ts';
import { complianceCards } from './compliance/shown.ts';
import { decisionCards } from './decisions/shown.ts';
import { digestCards } from './digest/shown.ts';
import { measureCards } from './measures/measures.ts';
import { deliveryCards } from './notice/deliveries.ts';
import { refusalOfText, stopped } from './refusals.ts';
import { reminderCards } from './reminder/shown.ts';
import { progressCards } from './round/shown.ts';
import { NOW } from './samples.ts';
import { manyAgencies, section11Cards } from './section-11/shown.ts';
import { setCards } from './sets/shown.ts';
import { signOffCards } from './sign-off/shown.ts';
import { trainingCards } from './training-figures/shown.ts';
import { trainingFileCards } from './training-file/shown.ts';
import { reportCards } from './written-report/reports.ts';

export interface Material {
  state: AskState;
  facts: Facts;
  /** Stands wherever a person's own words may. */
  text: string;
}

export function everyCard({ state, facts, text }: Material, forms: Forms): [name: string, card: Card][] {
  const [first] = state.actions;
  const done = state.actions.find(({ answer }) => answer !== null);
  if (!first || !done) throw new Error('The ask needs an open action and an answered one.');
  const closed = { ...state, round: { ...state.round, closed: true } };
  const allIn = {
    ...state,
    actions: state.actions.map(action => ({ ...action, answer: action.answer ?? done.answer })),
    done: state.total,
    mayStay: [],
  };
  const ask = (of: AskState, given: Partial<Parameters<typeof askCard>[1]> = {}) =>
    askCard(of, { page: 0, onlyFor: null, now: NOW, mentions: [], banner: null, forms, ...given });
  const form = (given: Partial<Parameters<typeof formCard>[2]> = {}, action = first) =>
    formCard(state, action, {
      values: {},
      problems: {},
      notice: null,
      version: 0,
      unfolded: false,
      mayUndo: false,
      forms,
      ...given,
    });
  const typed = typedEverywhere(text);
  const item = {
    askId: state.askId,
    actionId: first.id,
    ref: first.ref,
    title: first.title,
    groupName: state.group.name,
    due: first.due,
    overdue: first.overdue,
  };
  const refs = state.actions.map(({ ref }) => ref).slice(0, 8);
  const mentions = [{ label: `Lead of ${refs.join(', ')}`, id: '29:1', name: text }];
  const paper = { summaryId: 'summary-1', version: 1, approvedBy: null, approvedAt: null, returnsSince: 0 };
  return [
    ['ask', ask(state, { mentions, banner: text })],
    ['ask, next page', ask(state, { page: 1 })],
    ['ask, last page', ask(state, { page: 99 })],
    [
      'ask, turn of a set',
      ask({
        ...state,
        round: {
          ...state.round,
          period: 'a-review 3',
          set: { title: text, turn: 3, every: 'every 2 weeks' },
        },
      }),
    ],
    [
      'ask, some asked elsewhere',
      ask({ ...state, elsewhere: refs.map(ref => ({ ref, set: text, every: 'every 2 weeks' })) }),
    ],
    ['ask, only mine', ask(state, { onlyFor: { personId: first.lead?.id ?? '' } })],
    ['ask, closed', ask(closed)],
    ['ask, all in', ask(allIn)],
    ['form', form()],
    ['form, filled', form({ values: typed, problems: typed, notice: text, unfolded: true })],
    ['form, edited', form({ values: typed, mayUndo: true, version: 3 }, done)],
    ['form, stopped', form({ values: typed, ...stopped(refusalOfText('progress', text)) })],
    ['form, stopped for others', form({ ...stopped(refusalOfText('progress', text, false)) })],
    ['form, second owner', form({}, { ...first, rates: false })],
    ['form, for another', form({ givers: { people: [{ id: 'p', name: text, agency: text }], chosen: 'p' } })],
    ['saved', savedCard(state, done, { outcome: 'saved', place: 'form', mayUndo: true, forms })],
    [
      'saved, as a message',
      savedCard(state, done, { outcome: 'saved', place: 'message', mayUndo: true, forms }),
    ],
    ['undone', savedCard(state, first, { outcome: 'undone', place: 'form', mayUndo: false, forms })],
    ['conflict', conflictCard(state, done, { mine: typed, forms })],
    ['no change', noChangeCard(state, { forms })],
    ['no change, none', noChangeCard({ ...state, mayStay: [] }, { forms })],
    ['mine', mineCard({ items: Array.from({ length: 12 }, () => item), done: 1, page: 1, forms })],
    ['mine, none', mineCard({ items: [], done: 0, page: 0, forms })],
    ...measureCards(text, forms),
    ...decisionCards(text, forms),
    ...digestCards(text, forms),
    ...calendarCards(text, forms),
    ...complianceCards(text, forms),
    ...section11Cards(text, forms),
    ...trainingCards(text, forms),
    ...trainingFileCards(text, forms),
    ...reportCards(text, forms),
    ...reminderCards(text, forms),
    ...progressCards(text, forms),
    ...setCards(text),
    ...signOffCards(state, text, forms),
    ['status', statusCard(facts, { part: 'top', forms })],
    ['status, attention', statusCard(facts, { part: 'attention', page: 0, forms })],
    ['status, groups', statusCard(facts, { part: 'groups', forms })],
    ['status, overdue', statusCard(facts, { part: 'overdue', forms })],
    ['status, training', statusCard(facts, { part: 'training', forms })],
    ['status, training, next page', statusCard(facts, { part: 'training', page: 1, forms })],
    ['status, training, last page', statusCard(facts, { part: 'training', page: 999, forms })],
    ['status, training, none', statusCard({ ...facts, training: null }, { part: 'training', forms })],
    ['status, agencies', statusCard({ ...facts, section11: manyAgencies(text) }, { part: 'top', forms })],
    [
      'status, empty',
      statusCard({ ...facts, actions: [], exceptions: [], priorities: [] }, { part: 'top', forms }),
    ],
    [
      'summary, open round',
      summaryCard(facts, { ...paper, summaryId: null, version: null, mayPost: false, forms }),
    ],
    [
      'summary, agencies',
      summaryCard({ ...facts, section11: manyAgencies(text) }, { ...paper, mayPost: true, forms }),
    ],
    ['summary, draft', summaryCard(facts, { ...paper, mayPost: true, hasAnnex: true, forms })],
    [
      'summary, approved',
      summaryCard(facts, {
        ...paper,
        approvedBy: text,
        approvedAt: NOW,
        returnsSince: 2,
        mayPost: false,
        forms,
      }),
    ],
    ...deliveryCards(text, forms),
    ['notice', noticeCard({ tone: 'refused', title: text, text, mend: text, id: 'a1b2' })],
    ...auditCards(text, forms),
    ['help', helpCard({ board: text, place: 'channel', commands: [{ usage: text, what: text }] })],
    [
      'links',
      linksCard({
        board: text,
        linked: [{ channel: text, groups: [text, text] }],
        unlinked: [{ name: text, short: text }],
      }),
    ],
  ];
}

function typedEverywhere(text: string): TypedUpdate {
  const own: TypedUpdate = { rating: 'amber', revisedDue: '2026-12-18', decisionBy: '2026-07-31' };
  // What the inputs themselves take at most.
  const most: TypedUpdate = { evidence: text.slice(0, 1000), decisionFrom: text.slice(0, 200) };
  for (const field of ['revisedReason', 'decisionWhat'] as const) most[field] = text.slice(0, 1000);
  return Object.fromEntries(updateFields.map(field => [field, own[field] ?? most[field] ?? text]));
}
