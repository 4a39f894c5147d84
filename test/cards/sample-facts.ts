/** The facts of a made-up board's quarter. */
import type { ActionFacts, Exception, Facts } from '../../services/summary/facts.ts';
import { actionFacts, groupReturn, priority, rag, source } from './fact-builders.ts';

const actions: ActionFacts[] = [
  actionFacts({
    ref: '1.1.b',
    due: '2026-06-30',
    originalDue: '2026-03-31',
    dueHistory: ['2026-03-31', '2026-06-30'],
    overdue: true,
  }),
  actionFacts({
    ref: '1.4.b',
    title: 'Return interviews out of area',
    rag: 'red',
    groups: ['Child Exploitation'],
  }),
  actionFacts({
    ref: '2.1.c',
    title: 'Joint audit with North Wales of children placed across the border',
    priority: '2',
    groups: ['QAS', 'Practice Improvement'],
    rag: 'green',
    due: '2026-09-30',
    originalDue: '2026-03-31',
    dueHistory: ['2026-03-31', '2026-06-30', '2026-09-30'],
  }),
  actionFacts({
    ref: '3.1.a',
    title: 'Commission the trauma-informed practice course',
    priority: '3',
    groups: ['Training Hub'],
    rag: 'notReported',
    lastReported: { rating: 'green', period: '2025-26 Q4' },
    source: null,
  }),
  actionFacts({
    ref: '3.2.a',
    title: 'Brief school leads on the new thresholds',
    priority: '3',
    groups: ['Training Hub'],
    rag: 'complete',
  }),
];

const exceptions: Exception[] = [
  {
    kind: 'red',
    action: '1.4.b',
    group: 'Child Exploitation',
    detail: 'The provider has given notice.',
    source: source({ by: 'Daniel Okafor' }),
  },
  { kind: 'overdue', action: '1.1.b', group: 'QAS', detail: 'due Tue 30 Jun 2026', source: source() },
  {
    kind: 'slipped',
    action: '2.1.c',
    group: 'QAS',
    detail: 'third date: 31 Mar, 30 Jun, now Wed 30 Sep 2026',
    source: source(),
  },
  {
    kind: 'no-return',
    action: null,
    group: 'Training Hub',
    detail: '5 of 8 answered; last return 2025-26 Q3',
    source: null,
  },
  {
    kind: 'no-evidence',
    action: '3.2.a',
    group: 'Training Hub',
    detail: 'complete without evidence',
    source: source(),
  },
  { kind: 'red', action: '1.1.d', group: 'QAS', detail: 'no capacity to visit', source: source() },
];

export function facts(given: Partial<Facts> = {}): Facts {
  return {
    board: {
      key: 'cwac',
      name: 'Cheshire West and Chester Safeguarding Children Partnership',
      short: 'Cheshire West SCP',
      timezone: 'Europe/London',
    },
    scope: { kind: 'board' },
    period: '2026-27 Q1',
    periodStarts: '2026-04-01',
    periodEnds: '2026-07-01',
    due: '2026-07-10',
    closed: false,
    asAt: '2026-07-06T08:00:00.000Z',
    state: 'draft',
    returns: {
      expected: 14,
      received: 11,
      noChange: 2,
      late: 0,
      missing: [
        {
          group: 'Training Hub',
          kind: 'action-updates',
          answered: 5,
          of: 8,
          lastReturn: '2025-26 Q3',
          lastAnswers: null,
        },
        {
          group: 'Practice Improvement',
          kind: 'action-updates',
          answered: 0,
          of: 6,
          lastReturn: '2025-26 Q4',
          lastAnswers: null,
        },
        {
          group: 'Business Unit',
          kind: 'action-updates',
          answered: 0,
          of: 1,
          lastReturn: null,
          lastAnswers: null,
        },
      ],
      byGroup: [
        groupReturn({ group: 'QAS', answered: 8, of: 8, noChange: 2 }),
        groupReturn({ group: 'Child Exploitation', answered: 9, of: 9 }),
        groupReturn({
          group: 'Training Hub',
          answered: 5,
          of: 8,
          lastReturn: '2025-26 Q3',
          lastAnswers: null,
        }),
        groupReturn({ group: 'Practice Improvement', answered: 0, of: 6 }),
        groupReturn({ group: 'Business Unit', answered: 0, of: 1, lastReturn: null, lastAnswers: null }),
      ],
    },
    priorities: [
      priority(),
      priority({
        ref: '2',
        title: 'Think family',
        short: 'Think family',
        lead: 'Local authority',
        rag: rag({ amber: 1, green: 6, notStarted: 2 }),
        direction: 'same',
        up: 1,
        down: 1,
      }),
      priority({
        ref: '3',
        title: 'Children and young people who have lived with trauma',
        short: 'Trauma',
        lead: 'ICB',
        rag: rag({ green: 2, complete: 2, notReported: 4 }),
        direction: 'too-few',
        up: 1,
        down: 0,
      }),
    ],
    outcomes: [
      {
        ref: '1.1',
        title: 'Fewer vulnerable young people lose time at school',
        measure: 'Pupils without a full-time place',
        value: '38, from 51 in March',
        asAt: '2026-06-30',
        source: source(),
      },
      {
        ref: '1.2',
        title: 'Children who go missing are heard',
        measure: 'Return interviews within 72 hours',
        value: null,
        asAt: null,
        source: null,
      },
    ],
    exceptions,
    decisions: [
      {
        action: '1.4.b',
        text: 'Fund a spot-purchased return interview service until a new provider is found',
        from: 'Executive Group',
        by: '2026-07-31',
        state: 'asked',
        source: source({ by: 'Daniel Okafor' }),
      },
    ],
    impact: [
      {
        action: '1.1.a',
        text: 'Two head teachers told us that they now ring before noon, and one child was found the same day.',
        source: source(),
      },
      {
        action: '3.2.a',
        text: 'Referrals from schools that were briefed name the child’s own words in 9 of 12 cases, from 3 of 11.',
        source: source({ by: 'Ruth Elmore', agency: 'Schools and colleges' }),
      },
    ],
    training: {},
    reports: [],
    section11: [],
    planChanges: { added: [], merged: [], retired: [] },
    comingUp: [
      {
        action: '2.1.c',
        title: 'Joint audit with North Wales of children placed across the border',
        due: '2026-09-30',
        groups: ['QAS', 'Practice Improvement'],
      },
      {
        action: '1.1.c',
        title: 'Map the alternative provision that children are sent to',
        due: '2026-09-30',
        groups: ['QAS'],
      },
    ],
    actions,
    ...given,
  };
}
