// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what a person may type
// biome-ignore-all lint/suspicious/noThenProperty: it is a code in a button’s data
import assert from 'node:assert/strict';
import type { Card } from '../../../cards/card.ts';
import type { AskedAction } from '../../../services/returns/ask-state.ts';
import { updateFields } from '../../../services/returns/update-input.ts';
import { button, input, inputsOf, linesOf, nodesOf, textOf, titlesOf } from '../reading.ts';
import { action, ann, askState, rao } from '../samples.ts';
import { showForm as show } from './shown.ts';

const state = askState();
const first = state.actions[0] as AskedAction;

const fold = (card: Card) => nodesOf(card).find(({ id }) => id === 'more');

describe('The form of an action update', () => {
  it('says what it is about: the action, its outcome, its dates', () => {
    const lines = linesOf(show());
    assert.equal(lines[0], '1.1.b  Ask schools how absence is followed up');
    assert.equal(lines[1], 'Serves outcome 1.1: Fewer vulnerable young people lose time at school');
    assert.equal(lines[2], 'Due Tue 30 Jun 2026, overdue · first due Tue 31 Mar 2026, moved once');
  });

  it('counts how often a date has moved, and is silent about one that has not', () => {
    const moved = action({
      ref: '1',
      due: '2026-09-30',
      originalDue: '2026-03-31',
      dueHistory: ['2026-03-31', '2026-06-30', '2026-09-30'],
    });
    assert.match(textOf(show({}, moved)), /first due Tue 31 Mar 2026, moved twice/);
    assert.doesNotMatch(textOf(show({}, action({ ref: '1' }))), /moved|overdue/);
    assert.match(textOf(show({}, action({ ref: '1', due: null, originalDue: null }))), /No due date/);
  });

  it('asks for every field of an action update, by the name that the service reads', () => {
    assert.deepEqual([...inputsOf(show()).keys()].sort(), [...updateFields].sort());
  });

  it('offers the ratings with their meaning, in the board’s own words', () => {
    const own = { ...state.board.ratings, amber: { label: 'At risk', meaning: 'A plan is there.' } };
    const rating = input(show({}, first, { ...state, board: { ...state.board, ratings: own } }), 'rating');
    assert.equal(rating['style'], 'expanded');
    assert.deepEqual((rating['choices'] as unknown[]).slice(0, 2), [
      { title: 'Red – Will miss its date or outcome unless something changes.', value: 'red' },
      { title: 'At risk – A plan is there.', value: 'amber' },
    ]);
    assert.equal((rating['choices'] as unknown[]).length, 5);
  });

  it('starts empty, and holds what it is given', () => {
    for (const [id, node] of inputsOf(show())) assert.ok(!('value' in node), id);
    const text = 'First line.\nSecond ${line} **b**';
    const card = show({ values: { rating: 'amber', progress: text, revisedDue: '2026-12-18' } });
    assert.equal(input(card, 'rating')['value'], 'amber');
    assert.equal(input(card, 'progress')['value'], text);
    assert.equal(input(card, 'revisedDue')['value'], '2026-12-18');
  });

  it('takes texts of 4,000 characters, and requires nothing that a fold may hide', () => {
    const card = show();
    // More than may be saved: the answer says so, where a client would cut the rest off silently.
    for (const id of ['progress', 'impact', 'next', 'blockers'])
      assert.equal(input(card, id)['maxLength'], 6000);
    for (const [id, node] of inputsOf(card)) assert.ok(!node['isRequired'], id);
    assert.match(String(input(card, 'rating')['label']), /required/);
  });

  it('folds what is rarely needed, and opens the fold by itself where something is in it or wrong', () => {
    assert.equal(fold(show())?.['isVisible'], false);
    assert.equal(fold(show({ unfolded: true }))?.['isVisible'], true);
    assert.equal(fold(show({ values: { blockers: 'No capacity.' } }))?.['isVisible'], true);
    assert.equal(fold(show({ problems: { decisionBy: 'Say by when.' } }))?.['isVisible'], true);
    assert.equal(
      fold(show({ values: { progress: 'Done.' }, problems: { rating: 'Choose a rating.' } }))?.['isVisible'],
      false,
    );
    const toggle = button(show(), 'Blocker, evidence, new date, decision needed').action;
    assert.equal(toggle.type, 'Action.ToggleVisibility');
    const ids = nodesOf(show()).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
    for (const target of toggle['targetElements'] as string[]) assert.ok(ids.includes(target), target);
    const folded = nodesOf(fold(show())).filter(({ type }) => type.startsWith('Input.'));
    assert.deepEqual(
      folded.map(({ id }) => id),
      ['blockers', 'evidence', 'revisedDue', 'revisedReason', 'decisionWhat', 'decisionFrom', 'decisionBy'],
    );
  });

  it('tells each problem beside its field, all of them on top, and keeps what was typed', () => {
    const card = show({
      values: { progress: 'Typed already.' },
      problems: { rating: 'Choose a rating.', revisedReason: 'Say why the date moves.' },
    });
    const lines = linesOf(card);
    assert.equal(lines[0], 'Nothing is saved yet. Please look at: Rating and Why the date moves.');
    const order = nodesOf(card).map(node => node['id'] ?? node['text']);
    assert.equal(order.indexOf('Choose a rating.'), order.indexOf('rating') + 2);
    assert.equal(order.indexOf('Say why the date moves.'), order.indexOf('revisedReason') + 2);
    assert.equal(input(card, 'progress')['value'], 'Typed already.');
    assert.doesNotMatch(textOf(show()), /Nothing is saved/);
  });

  it('saves with the version that was seen, and goes on only where another waits', () => {
    assert.deepEqual(button(show({ version: 4 }), 'Save').data, {
      ask: 'ask-1',
      action: 'action-1.1.b',
      version: 4,
      after: 'stay',
    });
    const next = button(show(), 'Save and next');
    assert.deepEqual(
      [next.verb, next.data],
      ['update.save', { ask: 'ask-1', action: 'action-1.1.b', version: 0, after: 'next' }],
    );
    const alone = askState({ actions: [first, ...state.actions.slice(5)] });
    assert.ok(!titlesOf(show({}, first, alone)).includes('Save and next'));
  });

  it('goes back, and undoes, without minding what the inputs hold', () => {
    const done = state.actions[5] as AskedAction;
    const card = show({ mayUndo: true }, done);
    assert.equal(button(card, 'Back').verb, 'update.back');
    assert.equal(button(card, 'Back').action['associatedInputs'], 'none');
    assert.deepEqual(button(card, 'Undo my answer').data, { ask: 'ask-1', return: 'return-a' });
    assert.equal(button(card, 'Undo my answer').action['associatedInputs'], 'none');
    assert.ok(!titlesOf(show({ mayUndo: false }, done)).includes('Undo my answer'));
    assert.ok(!titlesOf(show({ mayUndo: true })).includes('Undo my answer'));
  });

  it('says whose version is being edited, and what has just happened', () => {
    const card = show({ notice: 'Saved 1.1.b as Green (version 1).' }, state.actions[5]);
    assert.equal(linesOf(card)[0], 'Saved 1.1.b as Green (version 1).');
    assert.ok(linesOf(card).includes('Editing version 2 by Ann Ward, Police.'));
    assert.doesNotMatch(textOf(show()), /Editing/);
  });

  it('asks a further owner for words only, and says whose rating counts', () => {
    const card = show({}, action({ ref: '1', rates: false }));
    assert.ok(!inputsOf(card).has('rating'));
    assert.match(textOf(card), /The group named first in the plan rates this action\./);
    assert.doesNotMatch(textOf(show()), /named first/);
  });

  it('lets a manager say whose answer it is', () => {
    const card = show({ givers: { people: [ann, rao], chosen: rao.id } });
    const givenBy = input(card, 'givenBy');
    assert.equal(givenBy['value'], 'person-rao');
    assert.deepEqual(givenBy['choices'], [
      { title: 'Ann Ward, Police', value: 'person-ann' },
      { title: 'Dr Priya Rao, ICB', value: 'person-rao' },
    ]);
    assert.ok(!inputsOf(show()).has('givenBy'));
  });

  it('submits plainly from a dialog, and by Action.Execute in place of a card', () => {
    const inDialog = button(show({ forms: 'dialog' }), 'Save and next').action;
    assert.equal(inDialog.type, 'Action.Submit');
    assert.deepEqual(inDialog['data'], {
      ask: 'ask-1',
      action: 'action-1.1.b',
      version: 0,
      after: 'next',
      verb: 'update.save',
    });
    assert.equal(button(show(), 'Save and next').action.type, 'Action.Execute');
  });
});
