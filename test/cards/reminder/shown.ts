/** A reminder as the cards meet it, and every card of it. */
import type { Card, Forms } from '../../../cards/card.ts';
import { reminderCard } from '../../../cards/reminder/reminder-card.ts';
import { roundToOpenCard } from '../../../cards/round/to-open-card.ts';
import type { MissingAction, MissingAsk } from '../../../services/rounds/missing.ts';
import type { PlannedRound } from '../../../services/rounds/planned-rounds.ts';
import type { ReminderState } from '../../../services/rounds/read-reminder.ts';

export const LINK =
  'https://teams.microsoft.com/l/message/19%3Aabc%40thread.tacv2/1760000000000?tenantId=t&parentMessageId=1760000000000';

export const qas = {
  kind: 'group' as const,
  id: 'group-qas',
  name: 'Quality Assurance and Scrutiny Group',
  short: 'QAS',
};

const rao = { id: 'person-rao', name: 'Dr Priya Rao', teamsUserId: '29:rao' };

export const missingActions = (title = 'Ask schools how absence is followed up'): MissingAction[] => [
  { ref: '1.1.b', title, lead: rao },
  { ref: '1.1.c', title: 'Map the alternative provision that children are sent to', lead: rao },
  { ref: '1.2.a', title: 'Agree one threshold for a strategy discussion', lead: null },
];

export const actionsAsk = (actions = missingActions()): MissingAsk => ({
  askId: 'ask-1',
  kind: 'action-updates',
  actions,
  answered: 5,
  of: 5 + actions.length,
});

export function reminderState(given: Partial<ReminderState> = {}): ReminderState {
  const report: MissingAsk = { askId: 'ask-2', kind: 'group-report', actions: [], answered: 0, of: 1 };
  const measures: MissingAsk = { askId: 'ask-3', kind: 'measures', actions: [], answered: 1, of: 3 };
  return {
    reminderId: 'reminder-1',
    board: { id: 'board-1', short: 'Cheshire West SCP', timezone: 'Europe/London' },
    audience: 'group',
    round: { period: '2026-27 Q1', due: '2026-07-10', closed: false },
    missing: [{ asked: qas, asks: [actionsAsk(), measures, report] }],
    asked: qas,
    chairs: [{ teamsUserId: '29:ann', name: 'Ann Ward' }],
    snoozed: null,
    snoozeDays: ['2026-07-07', '2026-07-09'],
    ...given,
  };
}

function planned(text: string): PlannedRound {
  const group = { short: text, name: text } as PlannedRound['groups'][number];
  return {
    period: '2026-27 Q2',
    opens: '2026-09-18',
    due: '2026-10-09',
    signOff: '2026-10-14',
    papers: '2026-10-16',
    meeting: '2026-10-23',
    groups: [group, group],
    leftOut: [{ groupId: 'g', short: text, reason: text }],
    changed: true,
    state: 'planned',
  };
}

export function reminderCards(text: string, forms: Forms): [string, Card][] {
  const link = forms === 'inline' ? null : LINK;
  const of = (given: Partial<ReminderState> = {}) => reminderCard(reminderState(given), { link, forms });
  const hostile = { ...qas, name: text };
  const many = Array.from({ length: 30 }, (_, index) => ({
    ref: `9.${index}`,
    title: text,
    lead: { id: `p${index}`, name: text, teamsUserId: `29:${index}` },
  }));
  const asks = [actionsAsk(many)];
  const groups = Array.from({ length: 12 }, (_, index) => ({ asked: { ...hostile, id: `g${index}` }, asks }));
  return [
    ['round to open', roundToOpenCard(planned(text), { board: text, forms })],
    ['round to open, open', roundToOpenCard({ ...planned(text), state: 'open' }, { board: text, forms })],
    ['reminder', of()],
    ['reminder, many', of({ missing: [{ asked: hostile, asks }], asked: hostile })],
    ['reminder, put off', of({ snoozed: { until: '2026-07-09', by: text }, snoozeDays: [] })],
    ['reminder, all in', of({ missing: [] })],
    [
      'reminder, closed',
      of({ missing: [], round: { period: '2026-27 Q1', due: '2026-07-10', closed: true } }),
    ],
    ['reminder, for the chair', of({ audience: 'leaders', snoozeDays: [], chairs: [] })],
    [
      'reminder, for the manager',
      of({ audience: 'manager', asked: null, missing: groups, snoozeDays: [], chairs: [] }),
    ],
  ];
}
