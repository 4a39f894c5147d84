import assert from 'node:assert/strict';
import { undoReturn } from '../../../services/returns/action-updates.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { sqliteStore, type TestStore } from '../../support/stores.ts';
import { rawAction, saved, type World } from '../world.ts';
import { ann, byRef, travel, twoRounds } from './two-rounds.ts';

describe('The facts, as things change', () => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await sqliteStore();
  });
  after(() => test.dispose());
  beforeEach(async () => {
    world = await twoRounds(test);
  });
  const now = (period: string | null = null) => readFacts(world, world.boardId, period);

  it('count received, "no change" and late returns when the last answer is in', async () => {
    const qa = await world.ask('2026-27 Q2', 'qa');
    world.clock.set('2026-10-11T09:00:00Z');
    await saved(world.save(ann, qa, '2.1.a', { rating: 'amber', progress: 'At last' }));
    const { returns } = await now();
    assert.deepEqual(
      [returns.expected, returns.received, returns.noChange, returns.late, returns.missing.length],
      [2, 1, 0, 1, 1],
    );
  });

  it('go back where an answer is undone', async () => {
    const qa = await world.ask('2026-27 Q2', 'qa');
    const answer = await saved(world.save(ann, qa, '2.1.a', { rating: 'green', progress: 'x', impact: 'y' }));
    assert.deepEqual(travel(await now(), '2'), ['same', 1, 1]);
    await undoReturn(world, await world.as(ann), { askId: qa.askId, returnId: answer.returnId });
    const facts = await now();
    assert.equal(byRef(facts, '2.1.a').rag, 'notReported');
    assert.deepEqual(travel(facts, '2'), ['worse', 0, 1]);
  });

  it('say too few where fewer than half can be compared', async () => {
    world.clock.set('2026-11-01T09:00:00Z');
    await world.open('2026-27 Q3', '2027-01-10');
    const qa = await world.ask('2026-27 Q3', 'qa');
    await saved(world.save(ann, qa, '1.1.a', { rating: 'green', progress: 'x' }));
    const facts = await now();
    assert.deepEqual(travel(facts, '1'), ['too-few', 1, 0]);
    assert.deepEqual(travel(facts, '2'), ['too-few', 0, 0]);
    await saved(world.save(ann, qa, '1.1.b', { rating: 'green', progress: 'x' }));
    assert.deepEqual(travel(await now(), '1'), ['improving', 1, 0]);
    assert.equal(
      byRef(facts, '2.1.a').previous,
      null,
      'not rated in the round before, so nothing to compare with',
    );
  });

  it('follow the plan: what is retired leaves, what is new is named', async () => {
    await world.reimport(raw => {
      const outcome = raw.plan.priorities[1]?.outcomes[0];
      outcome?.actions.shift();
      outcome?.actions.push({ ref: '2.1.c', title: 'New one', owners: ['QA'] });
    });
    const facts = await now();
    assert.deepEqual(facts.planChanges, { added: ['2.1.c'], merged: [], retired: ['2.1.a'] });
    assert.deepEqual(
      facts.actions.map(action => action.ref),
      ['1.1.a', '1.1.b', '1.2.a', '2.1.b', '2.1.c'],
    );
    assert.deepEqual(
      facts.returns.byGroup.map(({ of }) => of),
      [3, 3],
    );
    assert.equal((await now('2026-27 Q1')).actions.length, 6, 'the round that asked still has it');
  });

  it('call nothing overdue that is complete, also where it was last reported so', async () => {
    await world.reimport(raw => {
      rawAction(raw, '1.2.a')['due'] = '2026-08-01';
    });
    assert.equal(byRef(await now(), '1.2.a').overdue, false);
    world.clock.set('2026-11-01T09:00:00Z');
    await world.open('2026-27 Q3', '2027-01-10');
    assert.equal(byRef(await now(), '1.2.a').overdue, false);
    assert.equal(byRef(await now(), '2.1.b').overdue, true);
  });

  it('have no date where the plan takes it away', async () => {
    await world.reimport(raw => {
      delete rawAction(raw, '1.2.a')['due'];
    });
    const facts = byRef(await now(), '1.2.a');
    assert.deepEqual([facts.due, facts.originalDue], [null, '2026-12-31']);
  });
});
