/** How far a round is: the figures of status, by who is asked. */
import assert from 'node:assert/strict';
import { progressLines } from '../../../cards/round/progress-words.ts';
import { terminal } from '../../../services/people/access.ts';
import { leaveOut } from '../../../services/rounds/change-plan.ts';
import { listRounds } from '../../../services/rounds/list-rounds.ts';
import { moveRound } from '../../../services/rounds/move-round.ts';
import { openRound } from '../../../services/rounds/open-round.ts';
import { rounds } from '../../../services/store/entities/rounds.ts';
import { closeRound } from '../../../services/summary/papers.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { type RoundProgress, readProgress } from '../../../services/summary/round-progress.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { newWorld, saved, type World } from '../world.ts';

const Q1 = '2026-27 Q1';
const GREEN = { rating: 'green', progress: 'Done so far.' };

onBothDatabases('The progress of a round', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store, {
      edit: raw => {
        Object.assign(raw.groups[1] ?? {}, { asks: ['action-updates', 'group-report'] });
        Object.assign(raw.agencies[0] ?? {}, { asks: ['section-11'] });
      },
    });
    await world.channel('qa', 'practice');
    const kinds = ['action-updates', 'group-report', 'section-11'];
    await openRound(world, { boardId: world.boardId, period: Q1, due: '2026-07-10', kinds });
  });

  const read = async (): Promise<RoundProgress> => {
    const progress = await test.store.read(async view => {
      const round = await view.rows(rounds).first({ boardId: world.boardId, period: Q1 });
      const where = { boardId: world.boardId, roundId: round?.id ?? '', now: world.clock.now() };
      return readProgress(view, where);
    });
    assert.ok(progress);
    const { expected, received, noChange, late } = (await readFacts(world, world.boardId, Q1)).returns;
    assert.deepEqual(progress.returns, { expected, received, noChange, late }, 'the figures of status');
    const [listed] = await listRounds(world, terminal(world.boardId));
    assert.deepEqual([listed?.expected, listed?.received], [expected, received], 'and of the list of rounds');
    return progress;
  };
  const lines = async () => progressLines(await read());
  const answer = async (group: string, email: string, some?: number) => {
    const ask = await world.ask(Q1, group);
    for (const { ref, rates } of ask.actions.slice(0, some))
      await saved(world.save(email, ask, ref, rates ? GREEN : { progress: 'Words.' }));
  };

  it('names who is silent, who has begun, and who is in, each with what is to come', async () => {
    await answer('qa', 'ann@police.example', 2);
    assert.deepEqual(await lines(), [
      '2026-27 Q1: 0 of 4 returns in. Due Fri 10 Jul 2026.',
      'Not in: QA, 0 of 2 returns (to come: action updates (2 of 3) and quarterly report)',
      'Not in: Practice, nothing yet',
      'Not in: Police, nothing yet',
    ]);
    await answer('practice', 'cat@council.example', 2);
    assert.equal((await lines())[2], 'Not in: Practice, 2 of 3');
    await answer('practice', 'cat@council.example');
    assert.deepEqual(await lines(), [
      '2026-27 Q1: 1 of 4 returns in. Due Fri 10 Jul 2026.',
      'Not in: QA, 0 of 2 returns (to come: action updates (2 of 3) and quarterly report)',
      'Not in: Police, nothing yet',
      'In: Practice',
    ]);
  });

  it('tells who is late only after the last day that they were given', async () => {
    world.clock.set('2026-07-10T21:00:00Z');
    assert.ok((await read()).asked.every(({ late }) => !late));
    world.clock.set('2026-07-10T23:30:00Z');
    assert.equal((await lines())[2], 'Not in: Practice, nothing yet, late');
    await answer('practice', 'cat@council.example');
    assert.equal((await lines()).at(-1), 'In: Practice (came late)');
    await moveRound(world, terminal(world.boardId), { period: Q1, due: '2026-07-17', reason: null });
    assert.equal((await read()).asked[0]?.late, false);
  });

  it('tells who was left out and why, and whom nobody reaches', async () => {
    const actor = terminal(world.boardId);
    await leaveOut(world, actor, { group: 'Practice', period: Q1, reason: 'it merges' });
    await world.reimport(raw => {
      Object.assign(raw.agencies[1] ?? {}, { asks: ['section-11'] });
      raw.people = raw.people.filter(({ email }) => email === 'mia@board.example');
      for (const group of raw.groups) {
        delete group['chair'];
        delete group['members'];
      }
      for (const priority of raw.plan.priorities)
        for (const outcome of priority.outcomes) for (const action of outcome.actions) delete action['lead'];
    });
    assert.deepEqual((await lines()).slice(2), [
      'Not in: Police, nothing yet (nobody is reached: no channel or contact)',
      'Left out: Practice: it merges',
    ]);
  });

  it('keeps what was in at its close, and goes on counting what comes late', async () => {
    await answer('practice', 'cat@council.example');
    world.clock.set('2026-07-16T09:00:00Z');
    await closeRound(world, terminal(world.boardId), Q1);
    assert.equal(
      (await lines())[0],
      '2026-27 Q1, closed: 1 of 4 returns in. Closed on Thu 16 Jul 2026 with 1 in.',
    );
    world.clock.set('2026-07-20T09:00:00Z');
    await answer('qa', 'ann@police.example');
    const { asked } = await read();
    assert.deepEqual(
      asked.map(({ state, late }) => [state, late]),
      [
        ['part', true],
        ['in', false],
        ['silent', true],
      ],
    );
    assert.equal(
      (await lines())[0],
      '2026-27 Q1, closed: 2 of 4 returns in. Closed on Thu 16 Jul 2026 with 1 in, 1 more since.',
    );
  });

  it('is nothing of a round that is gone, or of another board', async () => {
    const other = await newWorld(test.store);
    const { round } = await read();
    const now = world.clock.now();
    const found = (boardId: string, roundId: string) =>
      test.store.read(view => readProgress(view, { boardId, roundId, now }));
    assert.equal(await found(other.boardId, round.id), null);
    assert.equal(await found(world.boardId, 'gone'), null);
  });
});
