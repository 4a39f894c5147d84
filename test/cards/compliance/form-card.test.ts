import assert from 'node:assert/strict';
import type { Card } from '../../../cards/card.ts';
import { button, buttonsOf, input, inputsOf, plainLinesOf, titlesOf } from '../reading.ts';
import { answered, complianceState, formOf, lines } from './shown.ts';

const state = complianceState();
const [missing, , , given] = lines();
if (!missing || !given) throw new Error('The sample ask has changed.');

/** The card as it is read. */
const plainTextOf = (card: Card) => plainLinesOf(card).join('\n');

describe('The form of compliance figures', () => {
  it('opens empty, with last time’s figure and its day above', () => {
    const card = formOf(state, missing);
    assert.deepEqual(plainLinesOf(card).slice(0, 4), [
      'Police, Level 2, Foundation',
      'For 2026-27 Q1 · target 88 %',
      'In 2025-26 Q4: 380 of 400 in date, 95 %, target 88 %: met',
      'as at Tue 31 Mar 2026 · Ann Ward, Police',
    ]);
    for (const [id, node] of inputsOf(card)) assert.ok(!('value' in node), id);
    assert.deepEqual([...inputsOf(card).keys()], ['eligible', 'inDate', 'published', 'asAt', 'note']);
    assert.deepEqual(titlesOf(card), ['Save', 'Save and next', 'Back']);
  });

  it('asks for numbers as text, so that "1,204" and "nil" are understood', () => {
    for (const id of ['eligible', 'inDate', 'published'])
      assert.equal(input(formOf(state, missing), id).type, 'Input.Text');
  });

  it('comes back with what was typed, and each problem beside its field', () => {
    const values = { eligible: '440', inDate: '441', asAt: '2026-06-30' };
    const card = formOf(state, missing, { values, problems: { inDate: 'More than there are.' } });
    assert.match(plainTextOf(card), /Nothing is saved yet\. Please look at: Staff in date\./);
    assert.match(plainTextOf(card), /More than there are\./);
    assert.equal(input(card, 'inDate')['value'], '441');
  });

  it('asks back once about improbable figures, and sends the same when the writer is sure', () => {
    const values = { eligible: '560', inDate: '500', asAt: '2026-06-30' };
    const reason = 'Staff who need it at least doubled since 2025-26 Q4: 560 against 280.';
    const card = formOf(state, missing, { values, improbable: [reason], after: 'next', version: 2 });
    assert.match(
      plainTextOf(card),
      /Nothing is saved yet\. Is this right\?\nStaff who need it at least doubled/,
    );
    assert.deepEqual(button(card, 'Save anyway').data, {
      ask: 'ask-compliance',
      part: 'agency-police 2',
      version: 2,
      after: 'next',
      sure: 1,
    });
    assert.deepEqual(titlesOf(card), ['Save anyway', 'Save', 'Back']);
    assert.equal(input(card, 'eligible')['value'], '560');
    const plain = titlesOf(card).indexOf('Save');
    assert.equal(buttonsOf(card)[plain]?.data['sure'], 0, 'corrected figures are judged again');
  });

  it('shows both where somebody else saved meanwhile, and lets choose', () => {
    const values = { eligible: '441', inDate: '400', asAt: '2026-06-30' };
    const card = formOf(state, given, { values, isConflict: true, version: 1 });
    assert.match(plainTextOf(card), /Theirs: 412 of 440 in date, 94 %, target 95 %: not met/);
    assert.match(
      plainTextOf(card),
      /Ann Ward, Police, entered by Tom Pryce, Mon 6 Jul 2026, 09:12 · version 1/,
    );
    assert.equal(input(card, 'eligible')['value'], '441');
    assert.deepEqual(titlesOf(card), ['Use mine', 'Keep theirs', 'Back']);
    assert.equal(button(card, 'Use mine').data['version'], 1);
  });

  it('lets who gave it undo, and says whose answer is edited', () => {
    const card = formOf(state, given, { mayUndo: true });
    assert.match(plainTextOf(card), /Editing version 1 by Ann Ward, Police, entered by Tom Pryce\./);
    assert.deepEqual(button(card, 'Undo my answer').data, { ask: 'ask-compliance', return: 'return-1' });
    assert.ok(!titlesOf(formOf(state, given)).includes('Undo my answer'));
  });

  it('goes on to the next only where one is missing', () => {
    const all = complianceState(lines().map(line => ({ ...line, answer: answered() })));
    assert.ok(!titlesOf(formOf(all, given)).includes('Save and next'));
  });

  it('lets the manager choose whose answer it is', () => {
    const people = [{ id: 'ann', name: 'Ann Ward', agency: 'Police' }];
    const choice = input(formOf(state, missing, { givers: { people, chosen: 'ann' } }), 'givenBy');
    assert.deepEqual(
      [choice['value'], choice['choices']],
      ['ann', [{ title: 'Ann Ward, Police', value: 'ann' }]],
    );
  });
});
