import assert from 'node:assert/strict';
import { isCollateError } from '../../../services/errors.ts';
import { terminal } from '../../../services/people/access.ts';
import { findAskedAction, readWaiting } from '../../../services/returns/find-asked.ts';
import { closeRound } from '../../../services/summary/papers.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { sqliteStore, type TestStore } from '../../support/stores.ts';
import { newWorld, rawAction, saved, type World } from '../world.ts';

const ann = 'ann@police.example';
const cat = 'cat@council.example';

describe('The history of an action', () => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await sqliteStore();
  });
  after(() => test.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store);
    await world.open('2026-27 Q1', '2026-07-10');
  });

  const nextRound = async () => {
    world.clock.set('2026-08-01T09:00:00Z');
    await world.open('2026-27 Q2', '2026-10-10');
  };
  const action = async (group: string, ref: string) =>
    (await world.ask('2026-27 Q2', group)).actions.find(candidate => candidate.ref === ref);

  it('gives each owner their own last words, and a new first owner those of the one before', async () => {
    await saved(
      world.save(ann, await world.ask('2026-27 Q1', 'qa'), '1.1.b', { rating: 'red', progress: 'QA says' }),
    );
    await saved(
      world.save(cat, await world.ask('2026-27 Q1', 'practice'), '1.1.b', { progress: 'Practice says' }),
    );
    await world.reimport(raw => {
      rawAction(raw, '1.1.a')['owners'] = ['Practice'];
    });
    await nextRound();
    assert.equal((await action('qa', '1.1.b'))?.last?.content.progress, 'QA says');
    assert.equal((await action('practice', '1.1.b'))?.last?.content.progress, 'Practice says');
  });

  it('hands the last rating to a group that takes an action over', async () => {
    await saved(
      world.save(ann, await world.ask('2026-27 Q1', 'qa'), '2.1.a', { rating: 'green', progress: 'QA says' }),
    );
    await world.reimport(raw => {
      rawAction(raw, '2.1.a')['owners'] = ['Practice'];
    });
    await nextRound();
    const taken = await action('practice', '2.1.a');
    assert.deepEqual([taken?.last?.content.rating, taken?.last?.by.name], ['green', 'Ann Ward']);
  });

  it('goes on with that of an earlier plan’s action', async () => {
    await saved(
      world.save(ann, await world.ask('2026-27 Q1', 'qa'), '1.1.a', { rating: 'red', progress: 'Old plan' }),
    );
    await closeRound(world, terminal(world.boardId), null);
    await world.reimport(raw => {
      raw.plan['key'] = 'p2';
      rawAction(raw, '2.1.a')['continues'] = 'p1/1.1.a';
    });
    await nextRound();
    assert.equal((await action('qa', '2.1.a'))?.last?.content.progress, 'Old plan');
    assert.equal((await action('qa', '1.1.a'))?.last, null, 'the same ref of a later plan is another action');
    const facts = await readFacts(world, world.boardId, '2026-27 Q2');
    assert.deepEqual(facts.actions.find(({ ref }) => ref === '2.1.a')?.lastReported, {
      rating: 'red',
      period: '2026-27 Q1',
    });
  });

  it('ends where plans continue each other in a circle', async () => {
    await world.reimport(raw => {
      rawAction(raw, '1.1.a')['continues'] = 'p1/2.1.a';
      rawAction(raw, '2.1.a')['continues'] = 'p1/1.1.a';
    });
    await nextRound();
    assert.ok(await action('qa', '1.1.a'));
  });

  it('tells every day that an action was due', async () => {
    const ask = await world.ask('2026-27 Q1', 'qa');
    await saved(
      world.save(ann, ask, '1.1.b', {
        rating: 'amber',
        progress: 'x',
        revisedDue: '2026-12-01',
        revisedReason: 'Staff',
      }),
    );
    await nextRound();
    const moved = await action('qa', '1.1.b');
    assert.deepEqual(
      [moved?.due, moved?.originalDue, moved?.dueHistory],
      ['2026-12-01', '2026-09-30', ['2026-09-30', '2026-12-01']],
    );
  });
});

describe('Finding what a person may answer', () => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await sqliteStore();
  });
  after(() => test.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store);
  });

  const find = async (ref: string, email = ann, channelRowId: string | null = null) => {
    const actor = await world.as(email, channelRowId);
    return test.store.read(view => findAskedAction(view, actor, ref, world.clock.now()));
  };
  const waiting = async (email: string) => {
    const actor = { boardId: world.boardId, personId: await world.person(email), channelRowId: null };
    const found = await test.store.read(view => readWaiting(view, actor, world.clock.now()));
    return {
      refs: found.waiting.map(({ action, ask }) => `${ask.round.period} ${ask.group.short} ${action.ref}`),
      done: found.done,
    };
  };

  it('says so where nothing is asked, or no such action is there', async () => {
    await assert.rejects(find('1.1.a'), (error: unknown) => isCollateError(error, 'round_none_open'));
    await assert.rejects(find('1.1.z'), (error: unknown) => {
      assert.ok(isCollateError(error, 'action_unknown'));
      assert.match(error.message, /Did you mean 1\.1\.a, 1\.1\.b\?/);
      return true;
    });
    await assert.rejects(find('x'.repeat(5000)), (error: unknown) => {
      assert.ok(isCollateError(error, 'action_unknown'));
      assert.ok(error.message.length < 300);
      return true;
    });
  });

  it('prefers an open round, then the asker’s own group, then who rates', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    assert.equal((await find(' 1.1.B ', cat)).ask.group.short, 'Practice');
    assert.equal((await find('1.1.b', ann)).ask.group.short, 'QA');
    assert.equal((await find('1.1.b', 'mia@board.example')).ask.group.short, 'QA');
    const channel = await world.channel('practice');
    assert.equal((await find('1.1.b', 'leo@police.example', channel)).ask.group.short, 'Practice');
  });

  it('lists what a person leads and what their groups owe, overdue first', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    assert.deepEqual(await waiting('leo@police.example'), { refs: ['2026-27 Q1 QA 1.1.a'], done: 0 });
    assert.deepEqual(await waiting(ann), {
      refs: ['2026-27 Q1 QA 1.1.a', '2026-27 Q1 QA 1.1.b', '2026-27 Q1 QA 2.1.a'],
      done: 0,
    });
    assert.deepEqual(await waiting('mia@board.example'), { refs: [], done: 0 });
    await saved(
      world.save(ann, await world.ask('2026-27 Q1', 'qa'), '1.1.b', { rating: 'red', progress: 'x' }),
    );
    assert.deepEqual((await waiting('ben@council.example')).done, 1);
  });

  it('lists nothing for a stand-in whose time is over', async () => {
    await world.reimport(raw => {
      const practice = raw.groups[2];
      if (practice) practice['standIn'] = { person: ann, until: '2026-06-10' };
    });
    await world.open('2026-27 Q1', '2026-07-10', ['Practice']);
    assert.equal((await waiting(ann)).refs.length, 3);
    world.clock.set('2026-06-11T09:00:00Z');
    assert.deepEqual((await waiting(ann)).refs, []);
  });
});
