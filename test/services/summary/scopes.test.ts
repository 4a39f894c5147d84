import assert from 'node:assert/strict';
import { isCollateError } from '../../../services/errors.ts';
import type { Facts } from '../../../services/summary/facts.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { onlyGroups, onlyOverdue, onlyPriority } from '../../../services/summary/scopes.ts';
import { sqliteStore, type TestStore } from '../../support/stores.ts';
import { newWorld, saved } from '../world.ts';

describe('A part of the facts', () => {
  let test: TestStore;
  let facts: Facts;
  before(async () => {
    test = await sqliteStore();
    const world = await newWorld(test.store);
    await world.open('2026-27 Q1', '2026-07-10');
    const qa = await world.ask('2026-27 Q1', 'qa');
    const practice = await world.ask('2026-27 Q1', 'practice');
    const decision = { decisionWhat: 'Money', decisionFrom: 'Exec', decisionBy: '2026-07-01' };
    await saved(
      world.save('ann@police.example', qa, '1.1.a', {
        rating: 'red',
        progress: 'x',
        impact: 'i',
        ...decision,
      }),
    );
    await saved(
      world.save('cat@council.example', practice, '2.1.b', { rating: 'green', progress: 'x', impact: 'j' }),
    );
    facts = await readFacts(world, world.boardId, null);
  });
  after(() => test.dispose());

  const refs = (part: Facts) => part.actions.map(action => action.ref);
  const whole = (part: Facts) => {
    for (const { rag, actions, ref } of part.priorities) {
      assert.equal(
        Object.values(rag).reduce((sum, count) => sum + count, 0),
        actions,
      );
      assert.equal(part.actions.filter(action => action.priority === ref).length, actions);
    }
    assert.equal(
      part.priorities.reduce((sum, { actions }) => sum + actions, 0),
      part.actions.length,
    );
  };

  it('about a priority has its actions, its groups’ returns and nothing else', () => {
    const part = onlyPriority(facts, ' 2 ');
    whole(part);
    assert.deepEqual(part.scope, { kind: 'priority', ref: '2', title: 'Priority two' });
    assert.deepEqual(refs(part), ['2.1.a', '2.1.b']);
    assert.deepEqual(
      part.priorities.map(({ ref, rag }) => [ref, rag.green, rag.notReported]),
      [['2', 1, 1]],
    );
    assert.deepEqual([part.decisions, part.impact.map(({ text }) => text)], [[], ['j']]);
    assert.deepEqual(
      part.exceptions.map(({ kind, group }) => [kind, group]),
      [
        ['no-return', 'QA'],
        ['no-return', 'Practice'],
      ],
    );
    assert.deepEqual(
      part.outcomes.map(({ ref }) => ref),
      ['2.1'],
    );
    assert.throws(
      () => onlyPriority(facts, '9'),
      (error: unknown) => {
        assert.ok(isCollateError(error, 'priority_unknown'));
        assert.match(error.message, /1, 2/);
        return true;
      },
    );
  });

  it('about a group has what it owns, alone or with others, and its own return', () => {
    const part = onlyGroups(facts, ['Practice']);
    whole(part);
    assert.deepEqual(refs(part), ['1.1.b', '1.2.a', '2.1.b']);
    assert.deepEqual(
      part.returns.byGroup.map(({ group, answered, of }) => [group, answered, of]),
      [['Practice', 1, 3]],
    );
    assert.deepEqual(
      part.exceptions.map(({ kind, group }) => [kind, group]),
      [['no-return', 'Practice']],
    );
    assert.deepEqual(refs(onlyGroups(facts, ['Exec'])), []);
    assert.deepEqual(onlyGroups(facts, ['QA', 'Practice']).returns, facts.returns);
  });

  it('that is overdue has that alone', () => {
    const part = onlyOverdue(facts);
    whole(part);
    assert.deepEqual(refs(part), ['1.1.a']);
    assert.deepEqual(
      part.exceptions.map(({ kind, action }) => [kind, action]),
      [['overdue', '1.1.a']],
    );
  });

  it('leaves the facts that it is a part of as they were', () => {
    const before = structuredClone(facts);
    onlyOverdue(onlyPriority(onlyGroups(facts, ['QA']), '1'));
    assert.deepEqual(facts, before);
  });
});
