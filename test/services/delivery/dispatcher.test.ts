import assert from 'node:assert/strict';
import { createDispatcher, type Dispatcher } from '../../../services/delivery/dispatcher.ts';
import { holdMessage, releaseMessage } from '../../../services/delivery/holds.ts';
import type { Outcome } from '../../../services/delivery/outcome.ts';
import { queueDelivery, queueRefresh } from '../../../services/delivery/queue.ts';
import { type DeliveryOrder, type DeliveryPurpose, silentLog } from '../../../services/ports.ts';
import { type DeliveryRow, deliveries, leases, messages } from '../../../services/store/entities/delivery.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { newWorld, saved, type World } from '../world.ts';

onBothDatabases('The dispatcher', open => {
  let test: TestStore;
  let world: World;
  let running: Dispatcher[];
  let orders: DeliveryOrder[];
  let answer: (order: DeliveryOrder) => Outcome | Promise<Outcome>;
  let posted = 0;

  beforeEach(async () => {
    test = await open();
    world = await newWorld(test.store);
    running = [];
    orders = [];
    answer = () => {
      posted += 1;
      return { kind: 'sent', conversationId: '19:c', activityId: `a${posted}` };
    };
  });
  afterEach(async () => {
    await Promise.all(running.map(dispatcher => dispatcher.stop()));
    await test.dispose();
  });

  function start(): Dispatcher {
    const messenger = {
      deliver: async (order: DeliveryOrder) => {
        orders.push(order);
        return answer(order);
      },
    };
    const dispatcher = createDispatcher({ store: test.store, clock: world.clock, log: silentLog, messenger });
    running.push(dispatcher);
    dispatcher.start();
    return dispatcher;
  }

  const queue = (subjectId: string, placeId = 'here', purpose: DeliveryPurpose = 'links') =>
    test.store.write(unit =>
      queueDelivery(
        unit,
        { boardId: world.boardId, purpose, subjectId, placeKind: 'channel', placeId },
        world.clock.now(),
      ),
    );
  const rowOf = async (subjectId: string): Promise<DeliveryRow> => {
    const row = await test.store.read(view => view.rows(deliveries).first({ subjectId }));
    assert.ok(row, subjectId);
    return row;
  };
  async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 500; tries += 1) {
      if (await holds()) return;
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    assert.fail(`never: ${what}`);
  }
  const reaches = (subjectId: string, state: DeliveryRow['state']) =>
    until(`${subjectId} ${state}`, async () => (await rowOf(subjectId)).state === state);
  let marks = 0;
  /** When something queued after everything else is sent elsewhere, what could be sent before it was looked at. */
  async function looked(): Promise<void> {
    marks += 1;
    await queue(`mark-${marks}`, `elsewhere-${marks}`);
    await reaches(`mark-${marks}`, 'sent');
  }
  const sent = () => orders.map(order => order.subjectId).filter(id => !id.startsWith('mark-'));

  it('sends what is due when it is committed, once, and remembers what stands', async () => {
    start();
    await queue('one');
    await reaches('one', 'sent');
    await looked();
    assert.deepEqual(sent(), ['one']);
    const row = await rowOf('one');
    assert.deepEqual([row.attempts, row.lastOutcome, row.activityId], [1, 'sent', 'a1']);
    const [message] = await test.store.read(view => view.rows(messages).find({ subjectId: 'one' }));
    assert.deepEqual(
      [message?.conversationId, message?.activityId, message?.placeId, message?.retiredAt],
      ['19:c', 'a1', 'here', null],
    );
  });

  it('sends what another process made due', async () => {
    await queue('before the start');
    start();
    await reaches('before the start', 'sent');
  });

  it('tries again later, waiting longer each time, and gives up with a reason', async () => {
    answer = order =>
      order.subjectId === 'busy'
        ? { kind: 'retry', reason: 'Teams is busy', afterMs: null }
        : { kind: 'sent', conversationId: '19:c', activityId: order.subjectId };
    start();
    await queue('busy');
    const waits: number[] = [];
    for (let attempt = 1; attempt < 12; attempt += 1) {
      await until(`attempt ${attempt}`, async () => {
        const { attempts, state } = await rowOf('busy');
        return attempts === attempt && state === 'retrying';
      });
      const { nextAt } = await rowOf('busy');
      waits.push(nextAt.getTime() - world.clock.now().getTime());
      world.clock.set(new Date(nextAt.getTime() - 1));
      await looked();
      assert.equal((await rowOf('busy')).attempts, attempt, 'not a moment too early');
      world.clock.set(nextAt);
      await test.store.write(async () => undefined);
    }
    await reaches('busy', 'stopped');
    assert.match((await rowOf('busy')).lastOutcome ?? '', /gave up: Teams is busy/);
    for (const [index, wait] of waits.entries()) {
      const most = Math.min(1000 * 2 ** index, 300_000);
      assert.ok(wait >= most / 2 && wait <= most, `wait ${index} is ${wait}`);
    }
  });

  it('waits as long as Teams asks', async () => {
    answer = () => ({ kind: 'retry', reason: '429', afterMs: 90_000 });
    start();
    await queue('slow down');
    await reaches('slow down', 'retrying');
    const { nextAt } = await rowOf('slow down');
    assert.equal(nextAt.getTime(), world.clock.now().getTime() + 90_000);
  });

  it('stops on what never will work, and says why', async () => {
    answer = order => ({ kind: 'never', reason: `no ${order.subjectId}` });
    start();
    await queue('way');
    await reaches('way', 'stopped');
    assert.equal((await rowOf('way')).lastOutcome, 'no way');
  });

  it('refreshes no more what was found gone', async () => {
    const messageId = await world.standing('ask', 'here');
    answer = () => ({ kind: 'gone', reason: 'deleted in Teams' });
    start();
    await test.store.write(unit =>
      queueRefresh(unit, { purpose: 'ask', subjectId: 'ask' }, world.clock.now()),
    );
    await reaches(messageId, 'stopped');
    const message = await test.store.read(view => view.rows(messages).get(messageId));
    assert.equal(message.retiredAt?.getTime(), world.clock.now().getTime());
    await test.store.write(unit =>
      queueRefresh(unit, { purpose: 'ask', subjectId: 'ask' }, world.clock.now()),
    );
    await looked();
    assert.equal(sent().length, 1);
  });

  it('sends a card once more when something changed while it was on its way', async () => {
    const messageId = await world.standing('ask', 'here');
    const refresh = () =>
      test.store.write(unit => queueRefresh(unit, { purpose: 'ask', subjectId: 'ask' }, world.clock.now()));
    let release: () => void = () => undefined;
    const slow = new Promise<void>(resolve => {
      release = resolve;
    });
    answer = async order => {
      if (order.subjectId === messageId) await slow;
      return { kind: 'sent', conversationId: '19:c', activityId: order.deliveryId };
    };
    await refresh();
    await refresh();
    start();
    await until('on its way', () => sent().length === 1);
    for (let times = 0; times < 5; times += 1) await refresh();
    await looked();
    release();
    await until('the second', () => sent().length === 2);
    await looked();
    assert.deepEqual(sent(), [messageId, messageId]);
  });

  it('brings a card up to date that was answered while it was posted', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    const ask = await world.ask('2026-27 Q1', 'qa');
    answer = async order => {
      if (order.purpose === 'ask') {
        await saved(world.save('ann@police.example', ask, '1.1.b', { rating: 'green', progress: 'x' }));
      }
      return { kind: 'sent', conversationId: '19:c', activityId: order.deliveryId };
    };
    start();
    await queue(ask.askId, 'here', 'ask');
    await until('a refresh', () => orders.some(order => order.purpose === 'refresh'));
  });

  it('lets no slow place delay another', async () => {
    answer = order =>
      order.placeId === 'slow' ? new Promise(() => undefined) : { kind: 'nothing', reason: 'not wanted' };
    const never = start();
    await queue('stuck', 'slow');
    await queue('quick', 'here');
    await reaches('quick', 'sent');
    assert.equal((await rowOf('quick')).lastOutcome, 'not wanted');
    assert.equal((await rowOf('stuck')).state, 'sending');
    // It would wait for what never ends.
    running.splice(running.indexOf(never), 1);
  });

  it('keeps the refresh of a held message back, and new posts in its channel, until the last hold ends', async () => {
    const messageId = await world.standing('ask', 'held');
    const { boardId } = world;
    const ann = { boardId, messageId, personId: await world.person('ann@police.example') };
    const ben = { boardId, messageId, personId: await world.person('ben@council.example') };
    const now = world.clock.now();
    await test.store.write(async unit => {
      await holdMessage(unit, ann, now);
      await holdMessage(unit, ben, now);
      await queueRefresh(unit, { purpose: 'ask', subjectId: 'ask' }, now);
    });
    await queue('new here', 'held');
    start();
    await looked();
    assert.deepEqual(sent(), []);
    await test.store.write(unit => releaseMessage(unit, ann));
    await looked();
    assert.deepEqual(sent(), []);
    await test.store.write(unit => releaseMessage(unit, ben));
    await until('both', () => sent().length === 2);
    assert.deepEqual(new Set(sent()), new Set([messageId, 'new here']));
  });

  it('forgets a hold after fifteen minutes without a sign of life', async () => {
    const messageId = await world.standing('ask', 'held');
    const personId = await world.person('ann@police.example');
    await test.store.write(async unit => {
      await holdMessage(unit, { boardId: world.boardId, messageId, personId }, world.clock.now());
      await queueRefresh(unit, { purpose: 'ask', subjectId: 'ask' }, world.clock.now());
    });
    world.clock.set('2026-06-01T09:10:00Z');
    await test.store.write(unit =>
      holdMessage(unit, { boardId: world.boardId, messageId, personId }, world.clock.now()),
    );
    start();
    world.clock.set('2026-06-01T09:24:59Z');
    await looked();
    assert.deepEqual(sent(), [], 'the hold was renewed');
    world.clock.set('2026-06-01T09:25:00Z');
    await until('the refresh', () => sent().length === 1);
  });

  it('sends again what a crash left in "sending", when its sender must be gone', async () => {
    await queue('lost');
    await test.store.write(unit =>
      unit
        .rows(deliveries)
        .update({ subjectId: 'lost' }, { state: 'sending', attempts: 1, startedAt: world.clock.now() }),
    );
    start();
    world.clock.set('2026-06-01T09:00:59Z');
    await looked();
    assert.deepEqual(sent(), []);
    world.clock.set('2026-06-01T09:01:00Z');
    await reaches('lost', 'sent');
    assert.equal((await rowOf('lost')).attempts, 2);
  });

  it('sends each once where two work on one database', async () => {
    start();
    start();
    const ids = Array.from({ length: 30 }, (_, index) => `shared-${index}`);
    await Promise.all(ids.map(id => queue(id, id)));
    for (const id of ids) await reaches(id, 'sent');
    await looked();
    assert.deepEqual(sent().sort(), [...ids].sort());
  }).timeout(60_000);

  it('takes over where the other has stopped, or is heard of no more', async () => {
    const first = start();
    await queue('by the first');
    await reaches('by the first', 'sent');
    start();
    await first.stop();
    running.shift();
    await queue('by the second');
    await reaches('by the second', 'sent');
    await running.shift()?.stop();
    const dead = { id: 'dispatcher', holder: 'dead', until: new Date(world.clock.now().getTime() + 10_000) };
    await test.store.write(unit => unit.rows(leases).insert(dead));
    start();
    await queue('orphan');
    assert.equal((await rowOf('orphan')).state, 'due');
    world.clock.set(new Date(dead.until.getTime() + 1));
    await reaches('orphan', 'sent');
  });

  it('waits at its stop for what is on its way, and sends nothing after', async () => {
    let release: () => void = () => undefined;
    answer = () =>
      new Promise(resolve => {
        release = () => resolve({ kind: 'sent', conversationId: '19:c', activityId: 'late' });
      });
    const dispatcher = start();
    await queue('on its way');
    await until('on its way', () => sent().length === 1);
    let ended = false;
    const stopping = dispatcher.stop().then(() => {
      ended = true;
    });
    await queue('too late');
    assert.equal(ended, false);
    release();
    await stopping;
    assert.deepEqual([(await rowOf('on its way')).state, (await rowOf('too late')).state], ['sent', 'due']);
    assert.equal(await test.store.read(view => view.rows(leases).count({})), 0);
  });
});
