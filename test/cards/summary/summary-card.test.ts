import assert from 'node:assert/strict';
import { CARD_LIMIT } from '../../../cards/card.ts';
import { type SummaryView, summaryCard } from '../../../cards/summary/summary-card.ts';
import type { Facts } from '../../../services/summary/facts.ts';
import { readStoredFacts } from '../../../services/summary/stored-facts.ts';
import { noTraining } from '../../../services/summary/training-shape.ts';
import old from '../../services/summary/paper-of-version-0.1.json' with { type: 'json' };
import { actionFacts, rag } from '../fact-builders.ts';
import { button, linesOf, plainLinesOf, textOf, titlesOf } from '../reading.ts';
import { facts } from '../sample-facts.ts';

const show = (of: Facts = facts(), view: Partial<SummaryView> = {}) =>
  summaryCard(of, {
    summaryId: 'summary-1',
    version: 1,
    approvedBy: null,
    approvedAt: null,
    returnsSince: 0,
    mayPost: false,
    forms: 'inline',
    ...view,
  });

const plainLines = (of?: Facts, view?: Partial<SummaryView>) => plainLinesOf(show(of, view));

describe('The executive summary', () => {
  it('begins with the position: returns, how many are on track, ratings, what is still to come', () => {
    const lines = plainLines(facts(), {
      approvedAt: new Date('2026-07-13T10:00:00Z'),
      approvedBy: 'Grace Lindley',
    });
    assert.deepEqual(lines.slice(0, 5), [
      'Cheshire West SCP · 2026-27 Q1',
      'Executive summary, version 1 · approved Mon 13 Jul 2026 by Grace Lindley',
      '11 of 14 returns in, 2 of them without change. 2 of 5 actions are on track or complete.',
      '● Red 1  ● Amber 1  ● Green 1  ● Complete 1  – Not reported 1',
      'Still to come: Training Hub (action updates 5 of 8), Practice Improvement (action updates) and Business Unit (action updates).',
    ]);
  });

  it('speaks of one action in the singular', () => {
    const of = facts({ actions: [actionFacts({ ref: '1', rag: 'green' })] });
    assert.match(textOf(show(of)), /1 of 1 action is on track or complete\./);
  });

  it('then tells the exceptions, before direction, the difference made, decisions and what comes', () => {
    const lines = plainLines();
    const order = [
      'Needs attention (6)',
      'Direction of travel',
      'What difference it made (3)',
      'Decisions asked for (1)',
      'Coming up (2)',
    ].map(title => lines.indexOf(title));
    assert.ok(
      order.every(at => at > 0),
      order.join(' '),
    );
    assert.deepEqual(
      order,
      [...order].sort((one, other) => one - other),
    );
    assert.equal(lines[lines.indexOf('1  Complex needs') + 1], 'worse (3 down, 1 up)');
  });

  it('gives every sentence its source', () => {
    const lines = plainLines();
    const below = (line: string) => lines[lines.findIndex(candidate => candidate.startsWith(line)) + 1];
    assert.equal(below('The provider has given notice'), 'Daniel Okafor, Police, Fri 3 Jul 2026, version 2');
    assert.equal(below('1.1.a  Two head teachers'), 'Ann Ward, Police, Fri 3 Jul 2026, version 2');
    assert.equal(
      below('1.4.b  Fund a spot-purchased'),
      'from Executive Group, by Fri 31 Jul 2026 · Daniel Okafor, Police, Fri 3 Jul 2026, version 2',
    );
    assert.equal(
      below('1.1  Pupils without a full-time place: 38'),
      'as at Tue 30 Jun 2026 · School census · Ann Ward, Police, Fri 3 Jul 2026, version 2',
    );
    assert.equal(below('2.1.c  Joint audit'), lines[lines.lastIndexOf('⚑ Slipped') + 2]);
    assert.ok(lines.includes('due Wed 30 Sep 2026 · QAS, Practice Improvement'));
  });

  it('tells training in short: the programme with its rates, what is missing, what is below its target first', () => {
    const lines = plainLines();
    const at = lines.indexOf('Training (6)');
    assert.ok(at > lines.indexOf('Decisions asked for (1)') && at < lines.indexOf('Coming up (2)'));
    assert.deepEqual(lines.slice(at + 1, at + 9), [
      'Training so far: 29 of 37 runs held, 557 attended of 640 places (87 %).',
      '87 % attended of places · 91 % attended against bookings · 88 % attended of booked · From Ruth Elmore, Schools and colleges, Fri 3 Jul 2026, version 2',
      'Last period, 2025-26 Q4: 14 of 15 runs held, 280 attended of 300 places (93 %). A year before, 2025-26 Q1: 25 of 30 runs held, 410 attended',
      'from the returns of those periods',
      'Police, Level 3, Specialist: not returned',
      'asked for, and not in yet',
      'ICB · Level 2, Foundation: 150 of 200 in date, 75 %, target 88 %: not met',
      'as at Tue 30 Jun 2026 · 91 % in 2025-26 Q4 · Ann Ward, Police, Fri 3 Jul 2026, version 2',
    ]);
    for (const training of [null, noTraining()]) {
      assert.ok(!plainLines(facts({ training })).some(line => line.startsWith('Training (')));
    }
  });

  it('shows a paper that was approved before training was', () => {
    const lines = plainLines(readStoredFacts(old.facts), { approvedAt: new Date('2026-07-13T10:00:00Z') });
    assert.ok(lines.includes('Small · 2026-27 Q1'));
    assert.ok(lines.some(line => line.includes('Heads ring before noon')));
    assert.ok(!lines.some(line => /Training/.test(line)));
  });

  it('leaves out measures that nobody has taken, and sections without a line', () => {
    assert.doesNotMatch(textOf(show()), /Return interviews within 72 hours/);
    const bare = facts({ outcomes: [], impact: [], decisions: [], comingUp: [], exceptions: [] });
    const lines = plainLines(bare);
    assert.ok(lines.includes('Nothing needs attention.'));
    for (const title of ['What difference', 'Decisions', 'Coming up']) {
      assert.ok(!lines.some(line => line.startsWith(title)), title);
    }
  });

  it('is a draft that the manager alone sees, and posts', () => {
    const draft = show(facts(), { mayPost: true });
    assert.equal(linesOf(draft)[0], 'Draft. Only the manager sees it until it is posted.');
    assert.ok(linesOf(draft).includes('Executive summary, version 1 · as at Mon 6 Jul 2026, 09:00'));
    const { verb, data } = button(draft, 'Post to the executive');
    assert.deepEqual([verb, data], ['summary.post', { summary: 'summary-1' }]);
    assert.deepEqual(titlesOf(show(facts(), { mayPost: false })), ['Training']);
    const look = button(draft, 'Training');
    assert.deepEqual(
      [look.verb, look.data],
      ['summary.view', { view: 'training', period: '2026-27 Q1', page: 0 }],
    );
  });

  it('is no draft before there is one, nor once it is approved', () => {
    const open = show(facts(), { summaryId: null, version: null, mayPost: true });
    assert.equal(linesOf(open)[0], 'Cheshire West SCP · 2026-27 Q1');
    assert.ok(linesOf(open).includes('Executive summary · as at Mon 6 Jul 2026, 09:00'));
    assert.deepEqual(titlesOf(open), ['Training']);
    const approved = show(facts(), {
      approvedAt: new Date('2026-07-13T10:00:00Z'),
      mayPost: true,
      returnsSince: 2,
    });
    assert.doesNotMatch(textOf(approved), /Draft/);
    assert.deepEqual(titlesOf(approved), ['Training']);
    assert.ok(linesOf(approved).includes('2 returns since, not in this paper.'));
  });

  it('is spoken in numbers', () => {
    assert.equal(
      show().fallbackText,
      'Summary of 2026-27 Q1: 11 of 14 returns in, 2 of them without change. 1 red, 1 amber, 1 green, 1 complete, 1 not reported.',
    );
  });

  it('shows fewer lines of each section, and says of how many, where all would be too large', () => {
    const text = 'A long sentence about what has been done. '.repeat(20);
    const many = <Row>(rows: readonly Row[], number: number) =>
      Array.from({ length: number }, (_, index) => rows[index % rows.length] as Row);
    const base = facts();
    const of = facts({
      exceptions: many(base.exceptions, 40).map(exception => ({ ...exception, detail: text })),
      impact: many(base.impact, 40).map(line => ({ ...line, text })),
      decisions: many(base.decisions, 40).map(line => ({ ...line, text })),
      priorities: many(base.priorities, 14).map(line => ({
        ...line,
        rag: rag({ red: 1, amber: 1, green: 1, complete: 1, notStarted: 1, notReported: 1 }),
      })),
    });
    const card = show(of);
    assert.ok(JSON.stringify(card).length < CARD_LIMIT);
    assert.match(textOf(card), /What difference it made \([235] of 41\)/);
    assert.equal(
      plainLines(of).filter(line => line.startsWith('● Red 1  ● Amber 1  ● Green 1  ● Complete 1  ○')).length,
      14,
    );
  });
});
