import assert from 'node:assert/strict';
import { queueRefresh } from '../../../services/delivery/queue.ts';
import { type DeliveryState, deliveries, messages } from '../../../services/store/entities/delivery.ts';
import { onBothDatabases } from '../../support/stores.ts';
import { openPostRoom, type PostRoom } from './post-room.ts';

onBothDatabases('The dispatcher', open => {
  let room: PostRoom;
  beforeEach(async () => {
    room = await openPostRoom(open);
  });
  afterEach(() => room.close());

  it('sends what is due when it is committed, once, and remembers what stands', async () => {
    room.start();
    await room.queue('one');
    await room.reaches('one', 'sent');
    await room.looked();
    assert.deepEqual(room.sent(), ['one']);
    const row = await room.rowOf('one');
    assert.deepEqual([row.attempts, row.lastOutcome, row.activityId], [1, 'sent', 'a1']);
    const [message] = await room.test.store.read(view => view.rows(messages).find({ subjectId: 'one' }));
    assert.deepEqual(
      [message?.conversationId, message?.activityId, message?.placeId, message?.retiredAt],
      ['19:c', 'a1', 'here', null],
    );
  });

  it('sends what another process made due', async () => {
    await room.queue('before the start');
    room.start();
    await room.reaches('before the start', 'sent');
  });

  it('tries again later, waiting longer each time, and gives up with a reason', async () => {
    room.answer = order =>
      order.subjectId === 'busy'
        ? { kind: 'retry', reason: 'Teams is busy', afterMs: null }
        : { kind: 'sent', conversationId: '19:c', activityId: order.subjectId };
    room.start();
    await room.queue('busy');
    const waits: number[] = [];
    for (let attempt = 1; attempt < 12; attempt += 1) {
      await room.until(`attempt ${attempt}`, async () => {
        const { attempts, state } = await room.rowOf('busy');
        return attempts === attempt && state === 'retrying';
      });
      const { nextAt } = await room.rowOf('busy');
      waits.push(nextAt.getTime() - room.world.clock.now().getTime());
      room.world.clock.set(new Date(nextAt.getTime() - 1));
      await room.looked();
      assert.equal((await room.rowOf('busy')).attempts, attempt, 'not a moment too early');
      room.world.clock.set(nextAt);
      await room.test.store.write(async () => undefined);
    }
    await room.until('another', async () => (await room.rowOf('busy')).state === 'retrying');
    // A day later, whoever waits for it must be told.
    room.world.clock.set('2026-06-02T09:00:01Z');
    await room.test.store.write(async () => undefined);
    await room.reaches('busy', 'stopped');
    assert.match((await room.rowOf('busy')).lastOutcome ?? '', /gave up: Teams is busy/);
    for (const [index, wait] of waits.entries()) {
      const most = Math.min(1000 * 2 ** index, 300_000);
      assert.ok(wait >= most / 2 && wait <= most, `wait ${index} is ${wait}`);
    }
  });

  it('waits as long as Teams asks', async () => {
    room.answer = () => ({ kind: 'retry', reason: '429', afterMs: 90_000 });
    room.start();
    await room.queue('slow down');
    await room.reaches('slow down', 'retrying');
    const { nextAt } = await room.rowOf('slow down');
    assert.equal(nextAt.getTime(), room.world.clock.now().getTime() + 90_000);
  });

  it('stops on what never will work, and says why', async () => {
    room.answer = order => ({ kind: 'never', code: 'refused', reason: `no ${order.subjectId}` });
    room.start();
    await room.queue('way');
    await room.reaches('way', 'stopped');
    assert.equal((await room.rowOf('way')).lastOutcome, 'no way');
  });

  it('refreshes no more what was found gone', async () => {
    const messageId = await room.world.standing('ask', 'here');
    room.answer = order =>
      order.purpose === 'refresh'
        ? { kind: 'gone', what: 'message', reason: 'deleted in Teams' }
        : { kind: 'nothing', reason: 'a mark' };
    room.start();
    await room.test.store.write(unit =>
      queueRefresh(unit, { purpose: 'ask', subjectId: 'ask' }, room.world.clock.now()),
    );
    await room.reaches(messageId, 'superseded');
    const message = await room.test.store.read(view => view.rows(messages).get(messageId));
    assert.equal(message.retiredAt?.getTime(), room.world.clock.now().getTime());
    await room.test.store.write(unit =>
      queueRefresh(unit, { purpose: 'ask', subjectId: 'ask' }, room.world.clock.now()),
    );
    await room.looked();
    assert.equal(room.sent().length, 1);
  });

  it('sends a card once more when something changed while it was on its way', async () => {
    const messageId = await room.world.standing('ask', 'here');
    const refresh = () =>
      room.test.store.write(unit =>
        queueRefresh(unit, { purpose: 'ask', subjectId: 'ask' }, room.world.clock.now()),
      );
    let release: () => void = () => undefined;
    const slow = new Promise<void>(resolve => {
      release = resolve;
    });
    room.answer = async order => {
      if (order.subjectId === messageId) await slow;
      return { kind: 'sent', conversationId: '19:c', activityId: order.deliveryId };
    };
    await refresh();
    await refresh();
    room.start();
    await room.until('on its way', () => room.sent().length === 1);
    for (let times = 0; times < 5; times += 1) await refresh();
    await room.looked();
    release();
    await room.until('the second', () => room.sent().length === 2);
    await room.looked();
    assert.deepEqual(room.sent(), [messageId, messageId]);
  });

  it('waits with one refresh of a card, where more was to be shown when it failed', async () => {
    const messageId = await room.world.standing('ask', 'here');
    const refresh = () =>
      room.test.store.write(unit =>
        queueRefresh(unit, { purpose: 'ask', subjectId: 'ask' }, room.world.clock.now()),
      );
    let fails = true;
    room.answer = async order => {
      if (order.subjectId === messageId && fails) {
        await refresh();
        return { kind: 'retry', reason: 'Teams answered 502.', afterMs: 60_000, mayHaveArrived: false };
      }
      return { kind: 'sent', conversationId: '19:c', activityId: order.deliveryId };
    };
    await refresh();
    room.start();
    const waiting = (...state: DeliveryState[]) =>
      room.test.store.read(view => view.rows(deliveries).count({ subjectId: messageId, state }));
    await room.until('it waits', async () => (await waiting('retrying')) === 1);
    assert.equal(await waiting('due', 'retrying'), 1);
    await room.looked();
    fails = false;
    room.world.clock.set('2026-06-01T09:01:00Z');
    await room.until('the refresh', () => room.sent().length === 2);
    await room.looked();
    assert.deepEqual(room.sent(), [messageId, messageId]);
  });

  it('lets no slow place delay another', async () => {
    let release: () => void = () => undefined;
    room.answer = order =>
      order.placeId === 'slow'
        ? new Promise(resolve => {
            release = () => resolve({ kind: 'nothing', reason: 'at last' });
          })
        : { kind: 'nothing', reason: 'not wanted' };
    room.start();
    await room.queue('stuck', 'slow');
    await room.queue('quick', 'here');
    await room.reaches('quick', 'sent');
    assert.equal((await room.rowOf('quick')).lastOutcome, 'not wanted');
    assert.equal((await room.rowOf('stuck')).state, 'sending');
    release();
  });
});
