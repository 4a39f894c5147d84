import assert from 'node:assert/strict';
import { button, linesOf, textOf, titlesOf } from '../reading.ts';
import { action, askState, lastAnswer, rao } from '../samples.ts';
import { manyActions, showAsk as show } from './shown.ts';

describe('The pages of an ask’s card', () => {
  it('shows five at a time, what is to do before what is done', () => {
    const state = askState({ actions: manyActions(12, 4) });
    const first = show(state);
    assert.deepEqual(button(first, 'Next 5 ›').data, { ask: 'ask-1', page: 1 });
    assert.ok(!titlesOf(first).includes('‹ Back to the first'));
    const second = show(state, { page: 1 });
    assert.equal(titlesOf(second).filter(title => title.startsWith('Update')).length, 3);
    assert.equal(titlesOf(second).filter(title => title.startsWith('Edit')).length, 2);
    assert.deepEqual(button(second, 'Done (2) ›').data, { ask: 'ask-1', page: 2 });
    assert.deepEqual(button(second, '‹ Back').data, { ask: 'ask-1', page: 0 });
    assert.equal(button(second, '‹ Back').verb, 'ask.page');
  });

  it('names on its button what else is to do, and goes to the last page for one that is not there', () => {
    assert.ok(titlesOf(show(askState({ actions: manyActions(7) }))).includes('Next 2 ›'));
    const last = show(askState({ actions: manyActions(7) }), { page: 40 });
    assert.equal(titlesOf(last).filter(title => title.startsWith('Update')).length, 2);
  });

  it('shows only mine on demand, and all again', () => {
    assert.deepEqual(button(show(), 'Only mine').data, { ask: 'ask-1' });
    const mine = show(askState(), { onlyFor: { personId: rao.id } });
    assert.match(textOf(mine), /^Please update your 2 actions by/);
    assert.match(textOf(mine), /1\.1\.b/);
    assert.doesNotMatch(textOf(mine), /1\.1\.c {2}Map/);
    assert.deepEqual(button(mine, 'Show all 8').data, { ask: 'ask-1', page: 0 });
    assert.ok(!titlesOf(mine).includes('Only mine'));
    const none = show(askState(), { onlyFor: { personId: 'somebody' } });
    assert.match(textOf(none), /You lead none of these actions\./);
    assert.ok(titlesOf(none).includes('Show all 8'));
  });

  it('keeps to mine from page to page', () => {
    const actions = manyActions(8);
    const mine = show(askState({ actions }), { onlyFor: { personId: rao.id } });
    assert.deepEqual(
      [button(mine, 'Next 3').verb, button(mine, 'Next 3').data],
      ['ask.mine', { ask: 'ask-1', page: 1 }],
    );
  });

  it('cuts a long title in its row', () => {
    const title = 'Agree a threshold for every agency. '.repeat(20);
    const card = show(askState({ actions: [action({ ref: '1.1', title, last: lastAnswer() })] }));
    const line = linesOf(card).find(text => text.startsWith('1.1  '));
    assert.ok(line && line.length <= 170 && line.endsWith('…'), line);
  });
});
