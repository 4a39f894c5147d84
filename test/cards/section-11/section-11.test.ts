import assert from 'node:assert/strict';
import { button, buttonsOf, input, inputsOf, linesOf, textOf, titlesOf } from '../reading.ts';
import { askOf, formOf, returned, section11State } from './shown.ts';

const open = section11State();
const isIn = section11State({ answer: returned() });

describe('The card of an ask for a Section 11 return', () => {
  it('says that it is not returned yet, with last year’s return', () => {
    assert.deepEqual(linesOf(askOf(open)).slice(0, 5), [
      'Please give the Section 11 return by Fri 10 Jul 2026.',
      'Police · 2026-27 Q1 · 0 of 1 done',
      'Section 11 audit: not returned yet',
      '2025-26 Q1: not met, 9 open actions',
      'Give ›',
    ]);
    assert.match(textOf(askOf(open)), /While it is not returned, there is nothing to do here\./);
    assert.match(textOf(askOf(open)), /Type (?:@Collate )?form section-11/);
    assert.match(textOf(askOf({ ...open, last: null })), /No earlier return is known here\./);
    const late = askOf(open, { now: new Date('2026-07-12T08:00:00Z') });
    assert.equal(linesOf(late)[0], 'Section 11 return still to come, due Fri 10 Jul 2026.');
  });

  it('shows what was returned, by whom, with Undo', () => {
    const shown = linesOf(askOf(isIn));
    assert.deepEqual(shown.slice(0, 6), [
      'The Section 11 return is in.',
      'Police · 2026-27 Q1 · 1 of 1 done',
      'Section 11 audit: partly met',
      'returned Fri 12 Jun 2026 · 4 open actions · next due Thu 1 Jun 2028',
      'Ann Ward, Police · version 1',
      '2025-26 Q1: not met, 9 open actions',
    ]);
    assert.equal(button(askOf(isIn), 'Undo').data['return'], 'return-11');
    assert.doesNotMatch(textOf(askOf(isIn)), /there is nothing to do here/);
  });

  it('opens the form, also to edit it, until the round is closed and it is in', () => {
    assert.deepEqual(button(askOf(open, { forms: 'inline' }), 'Give').data, { ask: 'ask-11' });
    assert.equal(button(askOf(isIn), 'Edit').verb, 'section-11.open');
    const closed = askOf({ ...isIn, round: { ...isIn.round, closed: true } });
    assert.ok(!buttonsOf(closed).some(({ verb }) => verb === 'section-11.open'));
  });
});

describe('The form of a Section 11 return', () => {
  it('opens empty, with last year’s above', () => {
    const card = formOf(open);
    assert.match(textOf(card), /^Section 11: Police\n/);
    assert.match(textOf(card), /In 2025-26 Q1: Not met · returned Fri 12 Jun 2026 · 9 open actions/);
    for (const [id, node] of inputsOf(card)) assert.ok(!('value' in node), id);
    assert.deepEqual(
      (input(card, 'overall')['choices'] as { title: string }[]).map(({ title }) => title),
      ['Met', 'Partly met', 'Not met'],
    );
    assert.deepEqual(titlesOf(card), ['Save', 'Back']);
  });

  it('comes back with what was typed, and each problem beside its field', () => {
    const card = formOf(open, {
      values: { openActions: 'some' },
      problems: { openActions: 'A number, please.' },
    });
    assert.match(textOf(card), /Please look at: Actions still open\./);
    assert.match(textOf(card), /A number, please\./);
    assert.equal(input(card, 'openActions')['value'], 'some');
  });

  it('shows both where somebody else saved meanwhile', () => {
    const card = formOf(isIn, { values: { openActions: '7' }, isConflict: true });
    assert.match(textOf(card), /Theirs: Partly met · returned Fri 12 Jun 2026 · 4 open actions/);
    assert.deepEqual(titlesOf(card), ['Use mine', 'Keep theirs', 'Back']);
    assert.equal(button(card, 'Use mine').data['version'], 1);
  });
});
