/** A week of the sample board, and every card of it. */
import type { Card, Forms } from '../../../cards/card.ts';
import { digestCard } from '../../../cards/digest/digest-card.ts';
import { sectionNames } from '../../../cards/digest/sections.ts';
import type { AgendaReport } from '../../../services/summary/agenda-reports.ts';
import type { DigestFacts, LateReturn } from '../../../services/summary/digest.ts';
import { source } from '../fact-builders.ts';
import { facts } from '../sample-facts.ts';

export const report = (given: Partial<AgendaReport>): AgendaReport => ({
  month: '2026-08',
  day: '2026-08-06',
  to: 'joint board',
  priority: { ref: '1', title: 'Complex needs' },
  lead: 'Police',
  state: 'not asked yet',
  ...given,
});

export function digestFacts(given: Partial<DigestFacts> = {}): DigestFacts {
  const { board, decisions, training } = facts();
  const [asked, answered] = decisions;
  const late = { period: '2026-27 Q1', due: '2026-07-10', lastReturn: null, lastAnswers: null };
  const due = {
    title: 'Joint audit with North Wales',
    group: 'QAS',
    lead: 'Dr Priya Rao',
    due: '2026-07-17',
  };
  return {
    board,
    scope: { kind: 'board' },
    since: '2026-07-06T07:30:00.000Z',
    until: '2026-07-13T07:30:00.000Z',
    cameIn: [
      {
        group: 'QAS',
        kind: 'action-updates',
        period: '2026-27 Q1',
        fresh: 5,
        answered: 8,
        of: 8,
        noChange: 2,
        by: [
          { name: 'Ann Ward', agency: 'Police' },
          { name: 'Dr Priya Rao', agency: 'ICB' },
        ],
      },
      {
        group: 'CE',
        kind: 'group-report',
        period: '2026-27 Q1',
        fresh: 1,
        answered: 1,
        of: 1,
        noChange: 0,
        by: [{ name: 'Daniel Okafor', agency: null }],
      },
    ],
    moved: [
      {
        action: '1.4.b',
        title: 'Return interviews out of area',
        group: 'CE',
        from: 'amber',
        to: 'red',
        direction: -1,
        words: 'The provider has given notice',
        source: source(),
      },
      {
        action: '1.1.a',
        title: 'Protocol',
        group: 'QAS',
        from: 'amber',
        to: 'green',
        direction: 1,
        words: 'All 41 schools have replied',
        source: source(),
      },
    ],
    dates: [{ day: '2026-07-14', what: 'Meeting on 2026-27 Q1' }],
    due: [{ action: '2.4.b', ...due }],
    reports: {
      fresh: [report({})],
      still: [report({ month: '2026-07', to: null, lead: null, state: 'asked' })],
    },
    missing: {
      fresh: [
        { group: 'Training Hub', kind: 'training-figures', answered: 5, of: 8, ...late },
        { group: 'Training Hub', kind: 'group-report', answered: 0, of: 1, ...late },
      ],
      still: [{ group: 'PPG', kind: 'action-updates', answered: 0, of: 3, ...late }],
    },
    overdue: {
      fresh: [{ action: '1.1.b', ...due, due: '2026-07-09' }],
      still: [{ action: '2.1.c', ...due, due: '2026-06-30' }],
    },
    training: training && { period: '2026-27 Q1', facts: training },
    decisions: {
      asked: asked ? [asked] : [],
      answered: answered ? [answered] : [],
      still: asked ? [asked] : [],
    },
    ...given,
  };
}

export const emptyWeek = (): DigestFacts =>
  digestFacts({
    cameIn: [],
    moved: [],
    dates: [],
    due: [],
    reports: { fresh: [], still: [] },
    missing: { fresh: [], still: digestFacts().missing.still },
    overdue: { fresh: [], still: digestFacts().overdue.still },
    training: null,
    decisions: { asked: [], answered: [], still: digestFacts().decisions.still },
  });

/** Of a board with 200 actions, where everything happened in one week. */
export function hugeWeek(text: string): DigestFacts {
  const week = digestFacts();
  const many = <Item extends object>(items: readonly Item[], words: Partial<Item>) =>
    Array.from({ length: 200 }, (_, index) => ({ ...(items[index % items.length] as Item), ...words }));
  const ofAnother = (one: LateReturn, index: number) => ({ ...one, group: `${index} ${text}` });
  return {
    ...week,
    cameIn: many(week.cameIn, { group: text }),
    moved: many(week.moved, { title: text, words: text, group: text }),
    due: many(week.due, { title: text, lead: text }),
    missing: {
      fresh: many(week.missing.fresh, {}).map(ofAnother),
      still: many(week.missing.still, {}).map(ofAnother),
    },
    overdue: {
      fresh: many(week.overdue.fresh, { title: text }),
      still: many(week.overdue.still, { title: text }),
    },
    decisions: {
      asked: many(week.decisions.asked, { text, from: text }),
      answered: many(week.decisions.answered, { text }),
      still: many(week.decisions.still, { text }),
    },
  };
}

export function digestCards(text: string, forms: Forms): [name: string, card: Card][] {
  const look = { section: null, page: 0, codes: { digest: 'digest-1' }, note: '', forms };
  const all = hugeWeek(text);
  return [
    [
      'digest',
      digestCard(digestFacts(), { ...look, note: 'To get one each week, type: digest on fridays 16:00' }),
    ],
    ['digest, empty week', digestCard(emptyWeek(), look)],
    ['digest, huge week', digestCard(all, { ...look, note: text })],
    ...sectionNames.map((section): [string, Card] => [
      `digest, ${section}`,
      digestCard(all, { ...look, section, page: 1 }),
    ]),
    ['digest, one group', digestCard(digestFacts({ scope: { kind: 'groups', names: [text] } }), look)],
  ];
}
