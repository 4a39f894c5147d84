import assert from 'node:assert/strict';
import type { Card } from '../../../cards/card.ts';
import { button, buttonsOf, plainLinesOf, titlesOf } from '../reading.ts';
import { answered, askOf, complianceState, lineOf, lines } from './shown.ts';

/** The card as it is read. */
const plainTextOf = (card: Card) => plainLinesOf(card).join('\n');

describe('The card of an ask for compliance', () => {
  it('says what is asked by when, and of whom', () => {
    assert.deepEqual(plainLinesOf(askOf(complianceState())).slice(0, 2), [
      'Please give 3 compliance figures by Fri 10 Jul 2026.',
      'Training Hub · 2026-27 Q1 · 2 of 5 done',
    ]);
    const late = askOf(complianceState(), { now: new Date('2026-07-12T08:00:00Z') });
    assert.equal(plainLinesOf(late)[0], '3 compliance figures still to come, due Fri 10 Jul 2026.');
    const all = complianceState(lines().slice(3));
    assert.equal(plainLinesOf(askOf(all))[0], 'All 2 compliance figures are in.');
  });

  it('has a line an agency and level, grouped by agency, what is missing first and never 0', () => {
    assert.deepEqual(plainLinesOf(askOf(complianceState())).slice(2, -3), [
      'Police',
      'Level 2, Foundation: not returned',
      'target 88 % · 380 of 400 in date, 95 % in Q4',
      'Give ›',
      'Level 3: not returned',
      'no earlier figure',
      'Give ›',
      'Schools',
      'Level 1: not returned',
      'target 88 % · no earlier figure',
      'Give ›',
      'Police',
      'Level 1: 412 of 440 in date, 94 %',
      'target 95 %: not met · 380 of 400 in date, 95 % in Q4',
      'as at Tue 30 Jun 2026 · Ann Ward, Police · entered by Tom Pryce, Business Unit · version 1',
      'Edit ›',
      'Schools',
      'Level 2, Foundation: 88 to 100 %, published without denominator',
      'target 88 %: met · no earlier figure',
      'as at Tue 30 Jun 2026 · Ann Ward, Police · version 1',
      'Edit ›',
    ]);
  });

  it('says so where nobody needs it, and one decimal where rounding would lie', () => {
    const shown = (given: Parameters<typeof answered>[0]) =>
      plainTextOf(askOf(complianceState([lineOf('Police', 2, { answer: answered(given) })])));
    const nobody = shown({ eligible: 0, inDate: 0 });
    assert.match(nobody, /Level 2, Foundation: no staff need it\ntarget 88 % · /);
    assert.doesNotMatch(nobody, /NaN|0 %|met/);
    assert.match(
      shown({ eligible: 1000, inDate: 876 }),
      /876 of 1,000 in date, 87\.6 %\ntarget 88 %: not met/,
    );
    assert.match(
      shown({ eligible: null, inDate: null, publishedFrom: 80, publishedTo: 95 }),
      /target 88 % · /,
    );
  });

  it('names no agency on the rows of a card that is of one agency', () => {
    const asked = { kind: 'agency' as const, id: 'agency-police', name: 'Police', short: 'Police' };
    const own = lines().filter(({ agency }) => agency === 'Police');
    const shown = plainLinesOf(askOf(complianceState(own, { asked })));
    assert.equal(shown[1], 'Police · 2026-27 Q1 · 1 of 3 done');
    assert.ok(!shown.includes('Police'), shown.join('\n'));
    assert.equal(shown.at(-1), 'Nothing happens? Type form compliance', 'it stands in 1:1 chat');
  });

  it('opens each line as a form, by ids alone', () => {
    const { verb, data } = button(askOf(complianceState(), { forms: 'inline' }), 'Give Police, Level 2');
    assert.deepEqual([verb, data], ['compliance.open', { ask: 'ask-compliance', part: 'agency-police 2' }]);
    assert.ok(titlesOf(askOf(complianceState())).includes('Edit Schools, Level 2, Foundation'));
  });

  it('has five lines a page, and names the agency again on the next', () => {
    const many = [...lines(), ...['Health', 'Probation'].map(name => lineOf(name, 1))];
    const missingFirst = [...many.filter(({ answer }) => !answer), ...many.filter(({ answer }) => answer)];
    const state = complianceState(missingFirst);
    assert.deepEqual(button(askOf(state), 'Next 2 ›').data, { ask: 'ask-compliance', page: 1 });
    const second = askOf(state, { page: 1 });
    assert.deepEqual(
      plainLinesOf(second).filter(line => line === 'Police' || line === 'Schools'),
      ['Police', 'Schools'],
    );
    assert.ok(titlesOf(second).includes('‹ Back to the first'));
  });

  it('says what was saved last, with Undo, and how to answer where no button works', () => {
    const card = askOf(complianceState());
    assert.match(
      plainTextOf(card),
      /Last saved: Police, Level 1: 412 of 440 in date, 94 %, target 95 %: not met \(version 1\), Ann Ward, Police, Mon 6 Jul 2026, 09:00/,
    );
    assert.deepEqual(button(card, 'Undo').data, { ask: 'ask-compliance', return: 'return-1' });
    assert.match(plainTextOf(card), /Nothing happens\? Type @Collate form compliance/);
  });

  it('takes late answers after the close, and nothing more once all are in', () => {
    const closed = (state = complianceState()) =>
      askOf({ ...state, round: { ...state.round, closed: true } });
    assert.match(plainTextOf(closed()), /This round is closed: 2 of 5 done\. Late answers are still taken\./);
    assert.ok(titlesOf(closed()).some(title => title.startsWith('Give ')));
    const done = closed(complianceState(lines().slice(3)));
    assert.ok(!buttonsOf(done).some(({ verb }) => verb === 'compliance.open'));
  });
});
