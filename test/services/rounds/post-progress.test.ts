/** Where the card of a round's progress stands, and when it is brought up to date. */
import assert from 'node:assert/strict';
import { terminal } from '../../../services/people/access.ts';
import { silentLog } from '../../../services/ports.ts';
import { leaveOut } from '../../../services/rounds/change-plan.ts';
import { moveRound } from '../../../services/rounds/move-round.ts';
import { remindByHand } from '../../../services/rounds/remind-by-hand.ts';
import { lookAtAll } from '../../../services/schedule/look.ts';
import { progressSchedule } from '../../../services/schedule/schedules/progress.ts';
import { deliveries, messages } from '../../../services/store/entities/delivery.ts';
import { rounds } from '../../../services/store/entities/rounds.ts';
import { slots } from '../../../services/store/entities/schedule.ts';
import { closeRound } from '../../../services/summary/papers.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { newWorld, type RawBoard, saved, type World } from '../world.ts';

const Q1 = '2026-27 Q1';
const GREEN = { rating: 'green', progress: 'Done so far.' };

onBothDatabases('The card of progress', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());

  const start = async (edit: (raw: RawBoard) => void = () => undefined) => {
    world = await newWorld(test.store, { edit });
    await world.channel('qa', 'practice');
  };
  const round = async () => {
    const row = await test.store.read(view => view.rows(rounds).first({ boardId: world.boardId }));
    assert.ok(row);
    return row;
  };
  const waiting = async () =>
    (
      await test.store.read(view =>
        view.rows(deliveries).find({ boardId: world.boardId, purpose: 'progress', state: 'due' }),
      )
    ).map(({ placeId }) => placeId);
  /** As the dispatcher leaves it. */
  const post = () =>
    test.store.write(async unit => {
      const due = { boardId: world.boardId, purpose: 'progress', state: 'due' } as const;
      for (const { id, placeKind, placeId, subjectId } of await unit.rows(deliveries).find(due)) {
        await unit.rows(deliveries).update({ id }, { state: 'sent' });
        await unit.rows(messages).insert({
          boardId: world.boardId,
          purpose: 'progress',
          subjectId,
          placeKind,
          placeId,
          conversationId: `chat-${id}`,
          activityId: id,
          postedAt: world.clock.now(),
          retiredAt: null,
        });
      }
    });
  const refreshes = async () =>
    (
      await test.store.read(async view => {
        const cards = await view.rows(messages).find({ boardId: world.boardId, purpose: 'progress' });
        return view
          .rows(deliveries)
          .find({ purpose: 'refresh', state: 'due', subjectId: cards.map(({ id }) => id) });
      })
    ).map(({ nextAt }) => nextAt.toISOString());
  const clear = () =>
    test.store.write(unit =>
      unit.rows(deliveries).update({ boardId: world.boardId, purpose: 'refresh' }, { state: 'sent' }),
    );

  it('is each manager’s, of each open round, and comes once', async () => {
    await start();
    await world.open(Q1, '2026-07-10', ['QA']);
    await world.open(Q1, '2026-07-10');
    assert.deepEqual(await waiting(), [await world.person('mia@board.example')]);
    await post();
    await world.open('2026-27 Q2', '2026-10-10');
    assert.equal((await waiting()).length, 1);
  });

  it('comes to who becomes manager later, and is left as it stands by who is so no more', async () => {
    await start();
    await world.open(Q1, '2026-07-10');
    await post();
    await world.reimport(raw => {
      delete raw.people[0]?.['roles'];
      Object.assign(raw.people[2] ?? {}, { roles: ['manager'] });
    });
    assert.deepEqual(await waiting(), [await world.person('ben@council.example')]);
    await post();
    await clear();
    const ask = await world.ask(Q1, 'qa');
    await saved(world.save('ann@police.example', ask, '1.1.a', GREEN));
    assert.equal((await refreshes()).length, 1, 'only the one that is still read');
  });

  it('stands in the executive’s channel only where the board file says so', async () => {
    const to = (progressTo?: string) => (raw: RawBoard) =>
      Object.assign(raw, progressTo ? { rounds: { progressTo } } : {});
    await start(to());
    const silent = await world.channel('exec');
    await world.open(Q1, '2026-07-10');
    assert.ok(!(await waiting()).includes(silent));
    await start(to('executive'));
    await world.open(Q1, '2026-07-10');
    assert.equal((await waiting()).length, 1, 'while it has no channel, the manager alone');
    const channel = await world.channel('exec');
    await world.reimport(() => undefined);
    await world.reimport(raw => Object.assign(raw.board, { short: 'Smaller' }));
    assert.ok((await waiting()).includes(channel));
    await post();
    await world.reimport(raw => Object.assign(raw, { rounds: { progressTo: 'manager' } }));
    await clear();
    const ask = await world.ask(Q1, 'qa');
    await saved(world.save('ann@police.example', ask, '1.1.a', GREEN));
    assert.equal((await refreshes()).length, 1, 'and is let go where it says so no more');
  });

  it('is refreshed some seconds after an answer, once for many, and after whatever else changes it', async () => {
    await start();
    await world.open(Q1, '2026-07-10');
    await post();
    const ask = await world.ask(Q1, 'qa');
    for (const { ref } of ask.actions) {
      await saved(world.save('ann@police.example', ask, ref, GREEN));
      world.clock.set(new Date(world.clock.now().getTime() + 500));
    }
    assert.deepEqual(await refreshes(), ['2026-06-01T09:00:02.000Z']);
    const actor = terminal(world.boardId);
    const steps: [string, () => Promise<unknown>][] = [
      ['moved', () => moveRound(world, actor, { period: Q1, due: '2026-07-03', reason: null })],
      ['left out', () => leaveOut(world, actor, { group: 'Practice', period: Q1, reason: 'merger' })],
      ['added', () => world.open(Q1, '2026-07-03', ['Practice'])],
      ['reminded', () => remindByHand(world, actor, { period: Q1, group: null })],
      ['closed', () => closeRound(world, actor, Q1)],
    ];
    for (const [name, step] of steps) {
      await clear();
      await step();
      assert.equal((await refreshes()).length, 1, name);
    }
  });

  it('is refreshed on the working day after its last day, as long as something is missing', async () => {
    await start();
    const look = async (now: string) => {
      world.clock.set(now);
      await lookAtAll({ store: test.store, clock: world.clock, log: silentLog }, [progressSchedule]);
    };
    await look('2026-06-01T09:00:00Z');
    await world.open(Q1, '2026-07-10');
    await post();
    await look('2026-07-11T09:00:00Z');
    assert.deepEqual(await refreshes(), []);
    await look('2026-07-13T06:31:00Z');
    assert.equal((await refreshes()).length, 1);
    const [slot, ...more] = await test.store.read(view =>
      view.rows(slots).find({ boardId: world.boardId, schedule: 'progress' }),
    );
    assert.deepEqual([slot?.about, slot?.state, more], ['2026-27 Q1, what is not in is late', 'done', []]);
    await clear();
    const { id } = await round();
    await moveRound(world, terminal(world.boardId), { period: Q1, due: '2026-07-15', reason: null });
    await clear();
    await test.store.write(unit => unit.rows(rounds).update({ id }, { closedAt: world.clock.now() }));
    await look('2026-07-16T09:00:00Z');
    assert.deepEqual(await refreshes(), [], 'a round that is closed is late no more');
  });

  it('is not posted any more where the round was closed before it went out', async () => {
    await start();
    await world.open(Q1, '2026-07-10');
    await closeRound(world, terminal(world.boardId), Q1);
    assert.deepEqual(await waiting(), []);
  });

  it('reminds nobody twice for two presses', async () => {
    await start();
    await world.open(Q1, '2026-07-10');
    const mia = await world.as('mia@board.example');
    const press = (seen: number) => remindByHand(world, mia, { period: null, group: null, seen });
    const first = await press(0);
    assert.deepEqual([first.messages, first.already], [2, false]);
    const second = await press(0);
    assert.deepEqual([second.messages, second.already], [0, true]);
    assert.equal((await press(2)).messages, 2, 'who has seen them may remind again');
  });
});
