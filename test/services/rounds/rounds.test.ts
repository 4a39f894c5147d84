import assert from 'node:assert/strict';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import { terminal } from '../../../services/people/access.ts';
import { listRounds } from '../../../services/rounds/list-rounds.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import { closeRound } from '../../../services/summary/papers.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { newWorld, rawAction, saved, type World } from '../world.ts';

const ann = 'ann@police.example';
const code = (wanted: ErrorCode) => (error: unknown) => isCollateError(error, wanted);

onBothDatabases('A round', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store);
  });

  const dueAsks = () =>
    test.store.read(view => view.rows(deliveries).find({ boardId: world.boardId, purpose: 'ask' }));
  const refsOf = async (group: string, period = '2026-27 Q1') =>
    (await world.ask(period, group)).actions.map(action => action.ref).sort();

  it('asks each group that owns actions for them, and its channel gets one card', async () => {
    const channel = await world.channel('qa');
    const opened = await world.open('2026-27 q1', '2026-07-10');
    assert.deepEqual(
      { ...opened, roundId: null },
      {
        roundId: null,
        period: '2026-27 Q1',
        due: '2026-07-10',
        existed: false,
        asked: [
          { to: 'Quality Group', kind: 'action-updates', parts: 3 },
          { to: 'Practice Group', kind: 'action-updates', parts: 3 },
        ],
        unreached: { groups: ['Practice Group'], agencies: [] },
        alreadyAsked: [],
        nothingToAsk: [],
        alsoOpen: [],
      },
    );
    assert.deepEqual(await refsOf('practice'), ['1.1.b', '1.2.a', '2.1.b']);
    const ask = await world.ask('2026-27 Q1', 'qa');
    assert.deepEqual(
      (await dueAsks()).map(row => [row.subjectId, row.placeKind, row.placeId, row.state]),
      [[ask.askId, 'channel', channel, 'due']],
    );
  });

  it('gives groups that share a channel a card each', async () => {
    const channel = await world.channel('qa', 'practice');
    await world.open('2026-27 Q1', '2026-07-10');
    const due = await dueAsks();
    assert.deepEqual(
      due.map(row => row.placeId),
      [channel, channel],
    );
    assert.equal(new Set(due.map(row => row.subjectId)).size, 2);
  });

  it('takes more groups when it is opened again, and posts nothing twice', async () => {
    await world.channel('qa', 'practice');
    const first = await world.open('2026-27 Q1', '2026-07-10', ['quality group']);
    assert.deepEqual([first.existed, first.asked.length, first.nothingToAsk], [false, 1, []]);
    const second = await world.open('2026-27 Q1', '2026-07-10');
    assert.deepEqual(
      [second.existed, second.asked, second.alreadyAsked],
      [true, [{ to: 'Practice Group', kind: 'action-updates', parts: 3 }], ['Quality Group']],
    );
    const third = await world.open('2026-27 Q1', '2026-07-10');
    assert.deepEqual(third.asked, []);
    assert.equal((await dueAsks()).length, 2);
    const count = await test.store.read(view => view.rows(rounds).count({ boardId: world.boardId }));
    assert.equal(count, 1);
  });

  it('is opened once by several at the same time', async () => {
    await world.channel('qa', 'practice');
    const opened = await Promise.all([1, 2, 3].map(() => world.open('2026-27 Q1', '2026-07-10')));
    assert.equal(opened.filter(round => !round.existed).length, 1);
    assert.equal(new Set(opened.map(round => round.roundId)).size, 1);
    assert.equal((await dueAsks()).length, 2);
  });

  const refused: [string, string, string, string[], ErrorCode][] = [
    ['another due day', '2026-27 Q1', '2026-07-11', [], 'round_exists'],
    ['a past due day', '2026-27 Q2', '2026-05-31', [], 'input_invalid'],
    ['a due day that does not exist', '2026-27 Q2', '2026-02-30', [], 'input_invalid'],
    ['a due day in words', '2026-27 Q2', 'next Friday', [], 'input_invalid'],
    ['a period that is none', 'soon', '2026-07-10', [], 'period_invalid'],
    ['a group that is none', '2026-27 Q2', '2026-07-10', ['QA', 'Nobody'], 'group_unknown'],
  ];
  for (const [what, period, due, groups, expected] of refused) {
    it(`refuses ${what}, and leaves everything as it was`, async () => {
      await world.open('2026-27 Q1', '2026-07-10', ['QA']);
      await assert.rejects(world.open(period, due, groups), code(expected));
      await test.store.read(async view => {
        const { boardId } = world;
        assert.equal(await view.rows(rounds).count({ boardId }), 1);
        assert.equal(await view.rows(asks).count({ boardId }), 1);
        assert.equal(await view.rows(auditEvents).count({ boardId, event: 'round.opened' }), 1);
      });
    });
  }

  it('may be due today, by the day in the board’s zone', async () => {
    world.clock.set('2026-06-30T23:30:00Z');
    await assert.rejects(world.open('2026-27 Q1', '2026-06-30'), code('input_invalid'));
    await world.open('2026-27 Q1', '2026-07-01');
  });

  it('says which named groups have nothing to be asked', async () => {
    const opened = await world.open('2026-27 Q1', '2026-07-10', ['Exec', 'QA']);
    assert.deepEqual([opened.nothingToAsk, opened.asked.length], [['Executive Group'], 1]);
  });

  it('cannot be opened again when it is closed', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    await closeRound(world, terminal(world.boardId), null);
    await assert.rejects(world.open('2026-27 Q1', '2026-07-10'), code('round_closed'));
  });

  it('holds forty actions of one group', async () => {
    await world.reimport(raw => {
      raw.plan.priorities[0]?.outcomes[0]?.actions.push(
        ...Array.from({ length: 40 }, (_, index) => ({
          ref: `9.${index}`,
          title: `Action ${index}`,
          owners: ['QA'],
        })),
      );
    });
    await world.open('2026-27 Q1', '2026-07-10', ['QA']);
    const { actions, total } = await world.ask('2026-27 Q1', 'qa');
    assert.deepEqual([actions.length, total], [43, 43]);
    assert.deepEqual(
      actions.filter(({ ref }) => ref.startsWith('9.')).map(({ ref }) => ref),
      Array.from({ length: 40 }, (_, index) => `9.${index}`),
    );
  });

  it('follows a plan that changes: what is unanswered moves, what is answered stays', async () => {
    await world.standing((await openedAsk()).askId, await world.channel('qa'));
    const ask = await world.ask('2026-27 Q1', 'qa');
    await saved(world.save(ann, ask, '2.1.a', { rating: 'green', progress: 'x' }));
    await world.reimport(raw => {
      for (const ref of ['1.1.a', '2.1.a']) rawAction(raw, ref)['owners'] = ['Practice'];
      raw.plan.priorities[1]?.outcomes[0]?.actions.push({ ref: '2.1.c', title: 'New', owners: ['QA'] });
    });
    assert.deepEqual(await refsOf('qa'), ['1.1.b', '2.1.a', '2.1.c']);
    assert.deepEqual(await refsOf('practice'), ['1.1.a', '1.1.b', '1.2.a', '2.1.a', '2.1.b']);
    const refreshes = await test.store.read(view =>
      view.rows(deliveries).count({ boardId: world.boardId, purpose: 'refresh' }),
    );
    assert.equal(refreshes, 1, 'the standing card shows the new plan');
    const changed = await test.store.read(view =>
      view.rows(auditEvents).count({ boardId: world.boardId, event: 'round.actions-changed' }),
    );
    assert.equal(changed, 2);
  });

  const openedAsk = async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    return world.ask('2026-27 Q1', 'qa');
  };

  it('is complete again when the only open action leaves the plan', async () => {
    const ask = await openedAsk();
    for (const ref of ['1.1.a', '1.1.b']) {
      await saved(world.save(ann, ask, ref, { rating: 'green', progress: 'x' }));
    }
    await world.reimport(raw => raw.plan.priorities[1]?.outcomes[0]?.actions.shift());
    const row = await test.store.read(view => view.rows(asks).get(ask.askId));
    assert.ok(row.completedAt);
  });

  it('is listed with the numbers that the summary has', async () => {
    await openedAsk();
    await world.reimport(raw => {
      for (const ref of ['1.1.a', '1.1.b', '2.1.a']) rawAction(raw, ref)['owners'] = ['Practice'];
    });
    const [listed] = await listRounds(world, terminal(world.boardId));
    const { returns } = await readFacts(world, world.boardId, null);
    assert.deepEqual([listed?.expected, listed?.received], [returns.expected, returns.received]);
    assert.equal(returns.expected, 1, 'a group of which nothing is asked any more owes nothing');
  });
});
