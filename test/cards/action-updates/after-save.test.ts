import assert from 'node:assert/strict';
import { conflictCard } from '../../../cards/action-updates/conflict-card.ts';
import { savedCard } from '../../../cards/action-updates/saved-card.ts';
import type { AskedAction } from '../../../services/returns/ask-state.ts';
import { updateFields } from '../../../services/returns/update-input.ts';
import { button, input, inputsOf, linesOf, nodesOf, textOf, titlesOf } from '../reading.ts';
import { action, answer, askState, update } from '../samples.ts';

const state = askState();
const done = state.actions[5] as AskedAction;
const base = { outcome: 'saved', place: 'form', mayUndo: true, forms: 'inline' } as const;

describe('The card after a save', () => {
  it('says what was saved, how many remain, and leads on', () => {
    const card = savedCard(state, done, base);
    assert.deepEqual(linesOf(card), [
      'Saved 1.1.a as Amber (version 2).',
      '3 of 8 done, 5 to go.',
      'Next: 1.1.b  Ask schools how absence is followed up',
    ]);
    assert.deepEqual(
      [button(card, 'Next: 1.1.b').verb, button(card, 'Next: 1.1.b').data],
      ['update.open', { ask: 'ask-1', action: 'action-1.1.b' }],
    );
    assert.deepEqual(
      [button(card, 'Undo').verb, button(card, 'Undo').data],
      ['update.undo', { ask: 'ask-1', return: 'return-a' }],
    );
    assert.deepEqual(
      [button(card, 'Close').verb, button(card, 'Close').data],
      ['update.back', { ask: 'ask-1' }],
    );
  });

  it('offers Undo only to who saved it, and nothing more once all are in', () => {
    assert.ok(!titlesOf(savedCard(state, done, { ...base, mayUndo: false })).includes('Undo'));
    const all = askState({ actions: [done] });
    const card = savedCard(all, done, base);
    assert.match(textOf(card), /The only one is in\./);
    assert.deepEqual(titlesOf(card), ['Undo', 'Close']);
  });

  it('says what stands after an Undo, and after theirs was kept', () => {
    assert.equal(
      linesOf(savedCard(state, done, { ...base, outcome: 'undone' }))[0],
      'Undone: 1.1.a as Amber (version 2) stands again.',
    );
    assert.equal(
      linesOf(savedCard(state, done, { ...base, outcome: 'kept' }))[0],
      'Kept as it stands: 1.1.a as Amber (version 2).',
    );
    const open = { ...done, answer: null };
    assert.equal(
      linesOf(savedCard(state, open, { ...base, outcome: 'undone' }))[0],
      'Undone: 1.1.a waits for an answer again.',
    );
    assert.ok(!titlesOf(savedCard(state, done, { ...base, outcome: 'undone' })).includes('Undo'));
  });

  it('goes on in the same dialog, but opens a new one from a message', () => {
    const inDialog = button(savedCard(state, done, { ...base, forms: 'dialog' }), 'Next').action;
    assert.deepEqual(inDialog['data'], { ask: 'ask-1', action: 'action-1.1.b', verb: 'update.open' });
    const message = savedCard(state, done, { ...base, place: 'message', forms: 'dialog' });
    assert.deepEqual(button(message, 'Next').data['msteams'], { type: 'task/fetch' });
    assert.equal(button(message, 'Undo').action.type, 'Action.Execute');
    assert.ok(!titlesOf(message).includes('Close'));
  });
});

describe('The card when somebody else saved meanwhile', () => {
  const theirs = update({
    rating: 'green',
    progress: 'All replied.',
    blockers: 'None.',
    evidence: 'https://x.example/a',
    next: 'Visit.',
  });
  const contested = action({ ref: '1.1.b', answer: answer({ version: 4, content: theirs }) });
  const mine = {
    rating: 'red',
    progress: 'Only six replied.\nTwo refused.',
    blockers: 'None.',
    evidence: 'https://x.example/a',
    next: '',
    revisedDue: '2026-12-18',
  };
  const card = conflictCard(state, contested, { mine, forms: 'inline' });

  it('shows theirs, with who and when', () => {
    const lines = linesOf(card);
    assert.equal(lines[0], 'Someone else saved meanwhile. Yours is not saved yet.');
    assert.ok(lines.includes('Theirs: ● Green (version 4)'));
    assert.ok(lines.includes('Ann Ward, Police · Mon 6 Jul 2026, 09:12'));
    assert.ok(lines.includes('Progress  All replied.'));
    assert.ok(lines.includes('Evidence  https://x.example/a'));
  });

  it('shows mine where it differs, to be changed still', () => {
    const shown = [...inputsOf(card)].filter(([, node]) => node['isVisible'] !== false).map(([id]) => id);
    assert.deepEqual(shown, ['rating', 'progress', 'revisedDue']);
    assert.equal(input(card, 'progress')['value'], 'Only six replied.\nTwo refused.');
  });

  it('says what of theirs mine would leave empty', () => {
    assert.ok(linesOf(card).includes('Yours leaves empty what theirs fills: Next.'));
    const whole = conflictCard(state, contested, { mine: { ...mine, next: 'Ring.' }, forms: 'inline' });
    assert.doesNotMatch(textOf(whole), /leaves empty/);
  });

  it('carries all of mine in inputs, so that no button loses it and none holds it', () => {
    assert.deepEqual([...inputsOf(card).keys()].sort(), [...updateFields].sort());
    for (const [field, value] of Object.entries(mine)) {
      assert.equal(input(card, field)['value'] ?? '', value, field);
    }
    for (const { type, data } of nodesOf(card)) {
      if (type.startsWith('Action.')) assert.doesNotMatch(JSON.stringify(data), /replied/);
    }
  });

  it('saves mine over the version that is seen now, keeps theirs, or goes back to the form', () => {
    const data = { ask: 'ask-1', action: 'action-1.1.b', version: 4 };
    const mineToo = { ...data, givenBy: '' };
    for (const [title, verb, carried] of [
      ['Use mine', 'update.use-mine', mineToo],
      ['Keep theirs', 'update.keep-theirs', data],
      ['Edit', 'update.edit', mineToo],
    ] as const) {
      assert.deepEqual([button(card, title).verb, button(card, title).data], [verb, carried]);
    }
    const entered = conflictCard(state, contested, { mine, givenBy: 'person-9', forms: 'inline' });
    assert.equal(button(entered, 'Use mine').data['givenBy'], 'person-9');
    assert.equal(button(card, 'Keep theirs').action['associatedInputs'], 'none');
    assert.equal(
      button(conflictCard(state, contested, { mine, forms: 'dialog' }), 'Use mine').action.type,
      'Action.Submit',
    );
  });

  it('has no rating to choose for a further owner', () => {
    const second = { ...contested, rates: false, answer: answer({ content: update({ rating: null }) }) };
    const shown = conflictCard(state, second, { mine, forms: 'inline' });
    assert.ok(!inputsOf(shown).has('rating'));
    assert.match(textOf(shown), /Theirs: ✓ Words given/);
  });

  it('cannot be made where nobody else has answered', () => {
    assert.throws(
      () => conflictCard(state, action({ ref: '1' }), { mine, forms: 'inline' }),
      /needs an answer/,
    );
  });
});
