import assert from 'node:assert/strict';
import { type StatusPart, type StatusView, statusCard } from '../../../cards/status/status-card.ts';
import type { Facts } from '../../../services/summary/facts.ts';
import { actionFacts } from '../fact-builders.ts';
import { button, linesOf, plainLinesOf, titlesOf } from '../reading.ts';
import { facts } from '../sample-facts.ts';

const show = (of: Facts = facts(), part: StatusPart = 'top', view: Partial<StatusView> = {}) =>
  statusCard(of, { part, forms: 'inline', ...view });

const plainLines = (of: Facts, part?: StatusPart, view?: Partial<StatusView>) =>
  plainLinesOf(show(of, part, view));

describe('The closer looks of a status', () => {
  it('by group: what is in, and the ratings of the actions that it owns first', () => {
    const lines = plainLines(facts(), 'groups');
    const row = (name: string) => lines.slice(lines.indexOf(name), lines.indexOf(name) + 3);
    assert.deepEqual(row('QAS'), ['QAS', 'all 8 in, 2 without change', '● Amber 1  ● Green 1']);
    assert.deepEqual(row('Training Hub'), ['Training Hub', '5 of 8 in', '● Complete 1  – Not reported 1']);
    assert.deepEqual(row('Practice Improvement'), ['Practice Improvement', '0 of 6 in', 'Business Unit']);
    assert.ok(!lines.some(line => line.startsWith('Needs attention')));
  });

  it('by group: one that owns actions and was not asked is there too', () => {
    const of = facts({ actions: [actionFacts({ ref: '1', groups: ['Youth Justice'] })] });
    const lines = plainLines(of, 'groups');
    assert.equal(lines[lines.indexOf('Youth Justice') + 1], 'not asked');
  });

  it('overdue: the soonest first, with its dates, groups and lead', () => {
    const overdue = (ref: string, due: string) => actionFacts({ ref, due, overdue: true, originalDue: due });
    const of = facts({
      actions: [overdue('1.2', '2026-06-30'), overdue('1.1', '2026-05-29'), actionFacts({ ref: '9' })],
    });
    const lines = plainLines(of, 'overdue');
    assert.ok(lines.includes('Overdue (2)'));
    assert.ok(
      lines.findIndex(line => line.startsWith('1.1 ')) < lines.findIndex(line => line.startsWith('1.2 ')),
    );
    assert.ok(!lines.some(line => line.startsWith('9 ')));
    assert.ok(lines.includes('due Fri 29 May 2026 · QAS · Dr Priya Rao'));
    assert.ok(
      plainLines(facts(), 'overdue').includes(
        'due Tue 30 Jun 2026 · first due Tue 31 Mar 2026, moved once · QAS · Dr Priya Rao',
      ),
    );
    assert.ok(
      plainLines(facts({ actions: [actionFacts({ ref: '1' })] }), 'overdue').includes('Nothing is overdue.'),
    );
  });

  it('all: everything that needs attention, with the return it comes from, ten at a time', () => {
    const lines = plainLines(facts(), 'attention');
    assert.ok(lines.includes('Needs attention (6)'));
    assert.ok(lines.includes('Daniel Okafor, Police, Fri 3 Jul 2026, version 2'));
    const [exception] = facts().exceptions;
    assert.ok(exception);
    const many = facts({ exceptions: Array.from({ length: 23 }, () => exception) });
    assert.deepEqual(button(show(many, 'attention'), 'Next 10 ›').data['page'], 1);
    const second = show(many, 'attention', { page: 1 });
    assert.ok(linesOf(second).includes('Needs attention (11 to 20 of 23)'));
    assert.ok(linesOf(show(many, 'attention')).includes('Decisions asked for (1)'));
    assert.ok(!linesOf(second).includes('Decisions asked for (1)'));
    assert.deepEqual(button(second, 'Next 3 ›').data['page'], 2);
    assert.ok(!titlesOf(show(many, 'attention', { page: 2 })).some(title => title.startsWith('Next')));
  });
});
