import assert from 'node:assert/strict';
import { CARD_LIMIT } from '../../../cards/card.ts';
import { type StatusPart, type StatusView, statusCard } from '../../../cards/status/status-card.ts';
import { ratingWords } from '../../../services/returns/ratings.ts';
import type { Facts } from '../../../services/summary/facts.ts';
import { actionFacts, priority, rag, source } from '../fact-builders.ts';
import { button, nodesOf, plainLinesOf, textOf, titlesOf } from '../reading.ts';
import { facts } from '../sample-facts.ts';

const show = (of: Facts = facts(), part: StatusPart = 'top', view: Partial<StatusView> = {}) =>
  statusCard(of, { part, forms: 'inline', ...view });

const plainLines = (of: Facts, part?: StatusPart, view?: Partial<StatusView>) =>
  plainLinesOf(show(of, part, view));

describe('The status card', () => {
  it('says whose status it is, of which period and hour, and how much is in', () => {
    const lines = plainLines(facts());
    assert.deepEqual(lines.slice(0, 3), [
      'Cheshire West SCP · 2026-27 Q1',
      'as at Mon 6 Jul 2026, 09:00',
      '11 of 14 returns in, 2 of them without change',
    ]);
    const none = { ...facts().returns, received: 1, noChange: 0, expected: 1 };
    assert.ok(plainLines(facts({ returns: none })).includes('1 of 1 returns in'));
    assert.match(plainLines(facts({ closed: true }))[1] ?? '', /· round closed$/);
  });

  it('counts each priority, without what is zero, and says which way it went', () => {
    const lines = plainLines(facts());
    const at = lines.indexOf('1  Complex needs');
    assert.equal(lines[at + 1], 'worse (3 down, 1 up)');
    assert.equal(lines[at + 2], '● Red 1  ● Amber 3  ● Green 5  ● Complete 1  – Not reported 2');
    assert.equal(lines[lines.indexOf('2  Think family') + 2], '● Amber 1  ● Green 6  ○ Not started 2');
  });

  for (const [direction, up, down, words] of [
    ['improving', 3, 1, 'improving (3 up, 1 down)'],
    ['improving', 2, 0, 'improving (2 up)'],
    ['worse', 0, 1, 'worse (1 down)'],
    ['same', 0, 0, 'same'],
    ['same', 1, 1, 'same (1 down, 1 up)'],
    ['too-few', 1, 0, 'too few to say'],
    ['none', 0, 0, 'no previous return'],
  ] as const) {
    it(`says a direction in words: ${words}`, () => {
      const lines = plainLines(facts({ priorities: [priority({ direction, up, down })] }));
      assert.equal(lines[lines.indexOf('1  Complex needs') + 1], words);
    });
  }

  it('is quiet about a priority that has not moved', () => {
    const quiet = (text: string) => nodesOf(show()).find(node => node['text'] === text)?.['isSubtle'];
    assert.equal(quiet('worse (3 down, 1 up)'), false);
    assert.equal(quiet('same (1 down, 1 up)'), true);
  });

  it('shows five of what needs attention, each with its mark, its action, why, and whose it is', () => {
    const lines = plainLines(facts());
    const at = lines.indexOf('Needs attention (5 of 6)');
    assert.ok(at > 0);
    assert.deepEqual(lines.slice(at + 1, at + 4), [
      '● Red',
      '1.4.b  Return interviews out of area',
      'The provider has given notice; a decision is asked of Executive Group by Fri 31 Jul 2026 · Child Exploitation',
    ]);
    for (const line of ['⚑ Overdue', '⚑ Slipped', '– Not in', '○ Evidence'])
      assert.ok(lines.includes(line), line);
    assert.equal(lines[lines.indexOf('– Not in') + 1], 'Training Hub');
  });

  it('tells of a decision once, beside what is red', () => {
    const overdue = {
      kind: 'overdue',
      action: '1.4.b',
      group: 'QAS',
      detail: 'Due 30 Jun 2026',
      source: null,
    } as const;
    assert.ok(plainLines(facts({ exceptions: [overdue] })).includes('Due 30 Jun 2026 · QAS'));
  });

  it('shows the decisions that are asked for', () => {
    const lines = plainLines(facts());
    const at = lines.indexOf('Decisions asked for (1)');
    assert.match(lines[at + 1] ?? '', /^Fund a spot-purchased return interview service/);
    assert.equal(lines[at + 2], '1.4.b · from Executive Group, by Fri 31 Jul 2026');
    assert.ok(!plainLines(facts({ decisions: [] })).some(line => line.startsWith('Decisions')));
  });

  it('leads to the closer looks by codes alone', () => {
    const card = show();
    const data = { board: 'cwac', period: '2026-27 Q1', page: 0 };
    assert.deepEqual(
      [button(card, 'By group').verb, button(card, 'By group').data],
      ['status.view', { ...data, view: 'groups' }],
    );
    assert.deepEqual(button(card, 'Overdue').data, { ...data, view: 'overdue' });
    assert.deepEqual(button(card, 'All 6').data, { ...data, view: 'attention' });
    assert.deepEqual(titlesOf(card), ['By group', 'Overdue', 'Training', 'All 6', 'Chart']);
    assert.deepEqual(button(show(facts(), 'groups'), '‹ Status').data, { ...data, view: 'top' });
  });

  it('offers no look at what is not there', () => {
    const calm = facts({
      exceptions: facts().exceptions.slice(0, 5),
      actions: [actionFacts({ ref: '1.1' })],
      training: null,
    });
    assert.deepEqual(titlesOf(show(calm)), ['By group', 'Chart']);
  });

  it('says what it is about where that is not the whole board, and keeps to it', () => {
    const ofPriority = facts({ scope: { kind: 'priority', ref: '1', title: 'Complex needs' } });
    assert.ok(plainLines(ofPriority).includes('Only priority 1, Complex needs'));
    assert.equal(button(show(ofPriority), 'By group').data['priority'], '1');
    const ofGroup = facts({ scope: { kind: 'groups', names: ['QAS'] } });
    assert.ok(plainLines(ofGroup).includes('Only QAS'));
    assert.equal(button(show(ofGroup), 'Overdue').data['group'], 'QAS');
    const ofGroups = facts({ scope: { kind: 'groups', names: ['QAS', 'Training Hub'] } });
    assert.ok(plainLines(ofGroups).includes('Only QAS and Training Hub'));
    const overdue = facts({ scope: { kind: 'overdue' } });
    assert.ok(plainLines(overdue).includes('Only what is overdue'));
    assert.equal(button(show(overdue), 'By group').data['overdue'], 1);
    assert.ok(!plainLines(facts()).some(line => line.startsWith('Only ')));
  });

  it('says which paper was approved, and what came since', () => {
    const approvedAt = new Date('2026-07-03T10:00:00Z');
    const lines = (returnsSince: number) =>
      plainLines(facts(), 'top', { paper: { version: 1, approvedAt, returnsSince } });
    assert.ok(lines(1).includes('Paper version 1 approved Fri 3 Jul 2026; 1 return since'));
    assert.ok(lines(0).includes('Paper version 1 approved Fri 3 Jul 2026'));
  });

  it('uses the board’s own words', () => {
    const words = ratingWords({ amber: { label: 'At risk', meaning: 'x' } });
    assert.ok(plainLines(facts(), 'top', { words }).some(line => line.includes('● At risk 3')));
  });

  it('speaks its numbers', () => {
    assert.equal(
      show().fallbackText,
      'Status of 2026-27 Q1: 11 of 14 returns in, 2 of them without change. Actions: 1 red, 1 amber, 1 green, 1 complete, 1 not reported. 6 things need attention.',
    );
  });

  it('is calm when nothing needs attention', () => {
    assert.ok(plainLines(facts({ exceptions: [] })).includes('Nothing needs attention.'));
  });

  it('says so of a plan without actions', () => {
    const empty = facts({
      actions: [],
      priorities: [],
      exceptions: [],
      decisions: [],
      training: null,
      returns: { ...facts().returns, expected: 0, received: 0, signedOff: 0, notSignedOff: [] },
    });
    assert.deepEqual(plainLines(empty).slice(2), ['The plan has no actions yet.']);
    assert.deepEqual(titlesOf(show(empty)), []);
    const scoped = { ...empty, scope: { kind: 'overdue' } as const };
    assert.ok(plainLines(scoped).includes('Nothing is overdue.'));
  });

  it('draws the same counts, and tells them where charts are not drawn', () => {
    const chart = nodesOf(show()).find(({ type }) => type === 'Chart.HorizontalBar.Stacked');
    const [bar] = (chart?.['data'] ?? []) as unknown[];
    assert.deepEqual(bar, {
      title: 'Priority 1',
      data: [
        { legend: 'Red', value: 1, color: 'attention' },
        { legend: 'Amber', value: 3, color: 'warning' },
        { legend: 'Green', value: 5, color: 'good' },
        { legend: 'Complete', value: 1, color: 'categoricalBlue' },
        { legend: 'Not reported', value: 2, color: 'divergingGray' },
      ],
    });
    assert.match(textOf(show()), /Priority 1 {2}1 red, 3 amber, 5 green, 1 complete, 2 not reported/);
  });

  it('goes without its chart rather than grow too large', () => {
    const title = 'A very long name of a priority of the partnership '.repeat(2);
    const many = facts({
      priorities: Array.from({ length: 12 }, (_, index) =>
        priority({
          ref: `${index}`,
          short: title,
          rag: rag({ red: 1, amber: 1, green: 1, complete: 1, notStarted: 1, notReported: 1 }),
        }),
      ),
      exceptions: Array.from({ length: 9 }, () => ({
        kind: 'red' as const,
        action: '1.4.b',
        group: title,
        detail: title.repeat(3),
        source: source(),
      })),
      decisions: Array.from({ length: 9 }, () => ({
        ...(facts().decisions[0] as Facts['decisions'][0]),
        text: title.repeat(3),
        from: title,
      })),
    });
    assert.ok(JSON.stringify(show(many)).length < CARD_LIMIT);
    const more = facts({ ...many, priorities: [...many.priorities, ...many.priorities] });
    assert.ok(!titlesOf(show(more)).includes('Chart'));
  });
});
