import assert from 'node:assert/strict';
import { noChangeCard } from '../../../cards/action-updates/no-change-card.ts';
import { button, linesOf, textOf, titlesOf } from '../reading.ts';
import { action, askState, lastAnswer } from '../samples.ts';

describe('The card before “no change” is saved', () => {
  const card = noChangeCard(askState(), { forms: 'inline' });

  it('names each action with the words that will stand, and where they come from', () => {
    const lines = linesOf(card);
    assert.equal(lines[0], 'Nothing has changed on these 2 actions?');
    assert.ok(lines.some(line => line.startsWith('1.1.c  Map the alternative provision')));
    assert.ok(lines.some(line => line.startsWith('Green, 2025-26 Q4  Letters went to all 41 schools')));
    assert.ok(lines.includes('Not started, 2024-25 Q3  no words given'));
  });

  it('dates words that were only confirmed since by the period that they were written in', () => {
    const last = lastAnswer({ noChange: true, wordsFrom: '2025-26 Q2' });
    const state = askState({ actions: [action({ ref: '1', last, noChange: { allowed: true } })] });
    assert.match(textOf(noChangeCard(state, { forms: 'inline' })), /Green, 2025-26 Q2 {2}Letters/);
    assert.equal(linesOf(noChangeCard(state, { forms: 'inline' }))[0], 'Nothing has changed on this action?');
  });

  it('saves exactly those that it names', () => {
    const { verb, data } = button(card, 'Save no change for 2');
    assert.deepEqual(
      [verb, data],
      ['no-change.save', { ask: 'ask-1', actions: ['action-1.1.c', 'action-2.1.d'] }],
    );
    assert.deepEqual(
      [button(card, 'Back').verb, button(card, 'Back').data],
      ['update.back', { ask: 'ask-1' }],
    );
  });

  it('says why the others need words', () => {
    const lines = linesOf(card);
    const from = lines.indexOf('These need words');
    assert.deepEqual(lines.slice(from + 1), [
      '1.1.b  its date has passed',
      '1.2.a  only Green and Not started may stay as they are',
      '2.4.b  there are no earlier words',
    ]);
  });

  it('asks for ten at a time', () => {
    const actions = Array.from({ length: 14 }, (_, index) =>
      action({ ref: `1.${index}`, noChange: { allowed: true } }),
    );
    const many = noChangeCard(askState({ actions }), { forms: 'inline' });
    assert.equal((button(many, 'Save no change for 10').data['actions'] as unknown[]).length, 10);
    assert.match(textOf(many), /4 more actions can follow after these\./);
  });

  it('can be about one action alone', () => {
    const one = noChangeCard(askState(), { forms: 'inline', only: 'action-2.1.d' });
    assert.deepEqual(button(one, 'Save no change for 1').data['actions'], ['action-2.1.d']);
    assert.doesNotMatch(textOf(one), /These need words/);
    const refused = noChangeCard(askState(), { forms: 'inline', only: 'action-1.1.b' });
    assert.deepEqual(titlesOf(refused), ['Back']);
    assert.match(textOf(refused), /1\.1\.b {2}its date has passed/);
  });

  it('offers no saving where none may stay', () => {
    const none = noChangeCard(askState({ mayStay: [] }), { forms: 'inline' });
    assert.equal(linesOf(none)[0], 'No action can stay as it is.');
    assert.deepEqual(titlesOf(none), ['Back']);
  });
});
