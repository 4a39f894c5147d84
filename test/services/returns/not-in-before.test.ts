import assert from 'node:assert/strict';
import { terminal } from '../../../services/people/access.ts';
import { undoReturn } from '../../../services/returns/action-updates.ts';
import { notInBefore } from '../../../services/returns/not-in-before.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import { closeRound } from '../../../services/summary/papers.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { newWorld, saved, type World } from '../world.ts';

const [Q1, Q2, Q3] = ['2026-27 Q1', '2026-27 Q2', '2026-27 Q3'] as const;

onBothDatabases('What was not in when the last round closed', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store);
    await world.open(Q1, '2026-07-10');
  });

  const answer = async (period: string, group: string, email: string) => {
    const ask = await world.ask(period, group);
    const given: string[] = [];
    for (const { ref, rates } of ask.actions) {
      const fields = rates ? { rating: 'green', progress: 'Done.' } : { progress: 'Words.' };
      given.push((await saved(world.save(email, ask, ref, fields))).returnId);
    }
    return { askId: ask.askId, returnId: given.at(-1) ?? '' };
  };
  const close = async (period: string, at: string) => {
    world.clock.set(at);
    await closeRound(world, terminal(world.boardId), period);
    world.clock.set(new Date(new Date(at).getTime() + 3_600_000));
  };
  const told = async (period: string, group: string) => {
    const { askId } = await world.ask(period, group);
    return test.store.read(async view => {
      const ask = await view.rows(asks).get(askId);
      return notInBefore(view, { ask, round: await view.rows(rounds).get(ask.roundId) });
    });
  };

  it('is told of who left something open, also where it came in since; not of who was in', async () => {
    await answer(Q1, 'practice', 'cat@council.example');
    await close(Q1, '2026-07-16T09:00:00Z');
    await answer(Q1, 'qa', 'ann@police.example');
    await world.open(Q2, '2026-10-10');
    assert.equal(await told(Q2, 'qa'), Q1);
    assert.equal(await told(Q2, 'practice'), null);
    assert.equal(await told(Q1, 'qa'), null, 'nothing was asked before the first');
  });

  it('is not told of who was in at the close and took an answer back since, nor of a round that is open', async () => {
    const { askId, returnId } = await answer(Q1, 'qa', 'ann@police.example');
    await world.open(Q2, '2026-10-10');
    assert.equal(await told(Q2, 'practice'), null, 'the round before is open still');
    await close(Q1, '2026-07-16T09:00:00Z');
    await undoReturn(world, await world.as('ann@police.example'), { askId, returnId });
    assert.equal(await told(Q2, 'qa'), null);
    assert.equal(await told(Q2, 'practice'), Q1);
  });

  it('is of the last round that asked, not of an older one', async () => {
    await close(Q1, '2026-07-16T09:00:00Z');
    await world.open(Q2, '2026-10-10');
    await answer(Q2, 'qa', 'ann@police.example');
    await close(Q2, '2026-10-16T09:00:00Z');
    await world.open(Q3, '2027-01-10');
    assert.equal(await told(Q3, 'qa'), null);
    assert.equal(await told(Q3, 'practice'), Q2);
  });
});
