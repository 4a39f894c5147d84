import assert from 'node:assert/strict';
import { statusCard } from '../../../cards/status/status-card.ts';
import { summaryCard } from '../../../cards/summary/summary-card.ts';
import { sayFacts } from '../../../cli/say-facts.ts';
import type { Section11Facts } from '../../../services/summary/section-11-facts.ts';
import { linesOf, textOf } from '../reading.ts';
import { facts } from '../sample-facts.ts';
import { agencyFacts } from './shown.ts';

const isIn = (agency: string, overall: Section11Facts['overall'], openActions: number) =>
  agencyFacts(agency, { returned: true, overall, openActions });

const section11 = [
  isIn('Council', 'met', 0),
  agencyFacts('Fire'),
  isIn('ICB', 'partly-met', 4),
  isIn('Police', 'met', 2),
  agencyFacts('Probation'),
];
const LINE = 'Section 11: 3 of 5 agencies returned; not in: Fire and Probation.';
const DETAIL = '2 met, 1 partly met · 6 open actions';

const paper = {
  summaryId: null,
  version: null,
  approvedBy: null,
  approvedAt: null,
  returnsSince: 0,
  mayPost: false,
};

describe('Section 11 in what goes to the board', () => {
  it('is told in the status, the summary and at the terminal in the same words', () => {
    const status = linesOf(statusCard(facts({ section11 }), { part: 'top', forms: 'dialog' }));
    const summary = linesOf(summaryCard(facts({ section11 }), { ...paper, forms: 'dialog' }));
    for (const lines of [status, summary, sayFacts(facts({ section11 })).split('\n')])
      assert.deepEqual(lines.slice(lines.indexOf(LINE)).slice(0, 2), [LINE, DETAIL], lines.join('\n'));
  });

  it('is told on the first look of the status alone', () => {
    for (const part of ['attention', 'groups', 'overdue'] as const)
      assert.doesNotMatch(textOf(statusCard(facts({ section11 }), { part, forms: 'dialog' })), /Section 11/);
  });

  it('says nothing where no agency is asked', () => {
    assert.doesNotMatch(textOf(statusCard(facts(), { part: 'top', forms: 'dialog' })), /Section 11/);
    assert.doesNotMatch(textOf(summaryCard(facts(), { ...paper, forms: 'dialog' })), /Section 11/);
    assert.doesNotMatch(sayFacts(facts()), /Section 11/);
  });

  it('counts nobody as in who is silent', () => {
    const silent = facts({ section11: [agencyFacts('Fire'), agencyFacts('ICB')] });
    const status = linesOf(statusCard(silent, { part: 'top', forms: 'dialog' }));
    assert.ok(
      status.includes('Section 11: 0 of 2 agencies returned; not in: Fire and ICB.'),
      status.join('\n'),
    );
    assert.doesNotMatch(status.join('\n'), /open action|0 met/);
    const all = facts({ section11: [isIn('ICB', 'not-met', 1)] });
    assert.match(
      textOf(statusCard(all, { part: 'top', forms: 'dialog' })),
      /1 of 1 agency returned\.\n1 not met · 1 open action/,
    );
  });
});
