/** Decisions as the manager's card lists them, and every card of them. */
import type { Card, Forms } from '../../../cards/card.ts';
import { decisionForm } from '../../../cards/decisions/form-card.ts';
import { decisionListCard } from '../../../cards/decisions/list-card.ts';
import type { Asking, DecisionNote } from '../../../services/decisions/decisions.ts';
import type { ListedDecision } from '../../../services/decisions/list-decisions.ts';
import type { DecisionState } from '../../../services/store/entities/decisions.ts';
import type { RoundRow } from '../../../services/store/entities/rounds.ts';
import { ann, answer, NOW, tom, update } from '../samples.ts';

const round = {
  id: 'round-1',
  period: '2026-27 Q1',
  startsOn: '2026-04-01',
  openedAt: new Date('2026-06-15T08:00:00Z'),
} as RoundRow;

export function listed(
  given: Partial<ListedDecision> = {},
  note: Partial<DecisionNote> = {},
): ListedDecision {
  const text = given.text ?? 'Fund a spot-purchased return interview service until a new provider is found';
  const asking: Asking = {
    ...answer({ by: ann, content: update({ decisionWhat: text }) }),
    actionId: 'action-1.4.b',
    askId: 'ask-1',
    groupId: 'group-ce',
    round,
  };
  const state: DecisionState = given.state ?? 'asked';
  return {
    asking,
    text,
    from: 'Executive Group',
    by: '2026-07-31',
    state,
    note:
      state === 'asked'
        ? null
        : {
            id: 'note-1',
            version: 1,
            state,
            words: 'For one year, from the reserve; the group reports on it in January.',
            decidedBy: 'Executive Group',
            on: '2026-07-03',
            notedBy: tom,
            at: NOW,
            isUndo: false,
            asking,
            ...note,
          },
    first: round,
    rounds: [round],
    ref: '1.4.b',
    title: 'Return interviews out of area',
    restricted: false,
    group: { id: 'group-ce', name: 'Child Exploitation Group', short: 'CE' },
    version: state === 'asked' ? 0 : 1,
    roundsAgo: 0,
    ...given,
  };
}

export const board = { short: 'Cheshire West SCP', timezone: 'Europe/London' };

export const someDecisions = (): ListedDecision[] => [
  listed(),
  listed(
    { ref: '2.1.a', text: 'Agree who chairs the joint audit', state: 'on-agenda', roundsAgo: 1 },
    { on: '2026-07-14' },
  ),
  listed({ ref: '2.4.b', text: 'Ask the ICB for a named nurse', state: 'deferred', roundsAgo: 2 }),
  listed({ ref: '3.1.a', text: 'Pay for the trauma-informed practice course', state: 'agreed-with-changes' }),
  listed({ ref: '3.2.a', text: 'Take the briefing off the list', state: 'refused' }),
];

export function decisionCards(text: string, forms: Forms): [name: string, card: Card][] {
  const look = {
    board,
    now: NOW,
    page: 0,
    mayNote: true,
    hidden: 0,
    lastNoted: { noteId: 'note-1', ref: '3.1.a' },
    banner: text,
    forms,
  };
  const wordy = listed(
    { text, from: text, title: text, state: 'deferred' },
    { words: text, decidedBy: text },
  );
  const many = Array.from({ length: 40 }, () => wordy);
  const form = {
    values: {},
    problems: {},
    notice: null,
    version: 0,
    timezone: 'Europe/London',
    another: true,
    forms,
  };
  const typed = { state: 'deferred', words: text, decidedBy: text.slice(0, 200), decidedOn: '2026-07-03' };
  return [
    ['decisions', decisionListCard(someDecisions(), { ...look, banner: null })],
    ['decisions, many', decisionListCard(many, look)],
    ['decisions, next page', decisionListCard(many, { ...look, page: 1 })],
    [
      'decisions, only to read',
      decisionListCard(someDecisions(), { ...look, mayNote: false, lastNoted: null }),
    ],
    ['decisions, none', decisionListCard([], { ...look, lastNoted: null, banner: null })],
    ['decisions, restricted', decisionListCard(someDecisions(), { ...look, hidden: 2, banner: null })],
    ['decision', decisionForm(listed(), form)],
    [
      'decision, filled',
      decisionForm(wordy, { ...form, values: typed, problems: { words: text }, notice: text, version: 2 }),
    ],
  ];
}
