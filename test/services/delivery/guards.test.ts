import assert from 'node:assert/strict';
import { holdMessage, releaseMessage } from '../../../services/delivery/holds.ts';
import { queueRefresh } from '../../../services/delivery/queue.ts';
import { deliveries, leases } from '../../../services/store/entities/delivery.ts';
import { onBothDatabases } from '../../support/stores.ts';
import { openPostRoom, type PostRoom } from './post-room.ts';

onBothDatabases('What guards a delivery', open => {
  let room: PostRoom;
  beforeEach(async () => {
    room = await openPostRoom(open);
  });
  afterEach(() => room.close());

  it('keeps the refresh of a held message back, and new posts in its channel, until the last hold ends', async () => {
    const messageId = await room.world.standing('ask', 'held');
    const { boardId } = room.world;
    const ann = { boardId, messageId, personId: await room.world.person('ann@police.example') };
    const ben = { boardId, messageId, personId: await room.world.person('ben@council.example') };
    const now = room.world.clock.now();
    await room.test.store.write(async unit => {
      await holdMessage(unit, ann, now);
      await holdMessage(unit, ben, now);
      await queueRefresh(unit, { purpose: 'ask', subjectId: 'ask' }, now);
    });
    await room.queue('new here', 'held');
    room.start();
    await room.looked();
    assert.deepEqual(room.sent(), []);
    await room.test.store.write(unit => releaseMessage(unit, ann));
    await room.looked();
    assert.deepEqual(room.sent(), []);
    await room.test.store.write(unit => releaseMessage(unit, ben));
    await room.until('both', () => room.sent().length === 2);
    assert.deepEqual(new Set(room.sent()), new Set([messageId, 'new here']));
  });

  it('gives a refresh back where somebody opens a form while its card is drawn', async () => {
    const messageId = await room.world.standing('ask', 'held');
    const ann = {
      boardId: room.world.boardId,
      messageId,
      personId: await room.world.person('ann@police.example'),
    };
    let drawn = 0;
    room.draw = async ({ subjectId }) => {
      if (subjectId !== messageId) return;
      drawn += 1;
      if (drawn === 1) await room.test.store.write(unit => holdMessage(unit, ann, room.world.clock.now()));
    };
    await room.test.store.write(unit =>
      queueRefresh(unit, { purpose: 'ask', subjectId: 'ask' }, room.world.clock.now()),
    );
    room.start();
    await room.until('drawn', () => drawn === 1);
    await room.reaches(messageId, 'due');
    await room.looked();
    assert.deepEqual(room.sent(), []);
    await room.test.store.write(unit => releaseMessage(unit, ann));
    await room.until('the refresh', () => room.sent().length === 1);
    await room.reaches(messageId, 'sent');
    assert.equal((await room.rowOf(messageId)).attempts, 1, 'what was given back was no attempt');
  });

  it('forgets a hold after fifteen minutes without a sign of life', async () => {
    const messageId = await room.world.standing('ask', 'held');
    const personId = await room.world.person('ann@police.example');
    await room.test.store.write(async unit => {
      await holdMessage(unit, { boardId: room.world.boardId, messageId, personId }, room.world.clock.now());
      await queueRefresh(unit, { purpose: 'ask', subjectId: 'ask' }, room.world.clock.now());
    });
    room.world.clock.set('2026-06-01T09:10:00Z');
    await room.test.store.write(unit =>
      holdMessage(unit, { boardId: room.world.boardId, messageId, personId }, room.world.clock.now()),
    );
    room.start();
    room.world.clock.set('2026-06-01T09:24:59Z');
    await room.looked();
    assert.deepEqual(room.sent(), [], 'the hold was renewed');
    room.world.clock.set('2026-06-01T09:25:00Z');
    await room.until('the refresh', () => room.sent().length === 1);
  });

  it('sends again what a crash left in "sending", when its sender must be gone', async () => {
    await room.queue('lost');
    await room.test.store.write(unit =>
      unit
        .rows(deliveries)
        .update({ subjectId: 'lost' }, { state: 'sending', attempts: 1, startedAt: room.world.clock.now() }),
    );
    room.start();
    room.world.clock.set('2026-06-01T09:00:59Z');
    await room.looked();
    assert.deepEqual(room.sent(), []);
    room.world.clock.set('2026-06-01T09:01:00Z');
    await room.reaches('lost', 'sent');
    assert.equal((await room.rowOf('lost')).attempts, 2);
  });

  it('sends each once where two work on one database', async () => {
    room.start();
    room.start();
    const ids = Array.from({ length: 10 }, (_, index) => `shared-${index}`);
    await Promise.all(ids.map(id => room.queue(id, id)));
    for (const id of ids) await room.reaches(id, 'sent');
    await room.looked();
    assert.deepEqual(room.sent().sort(), [...ids].sort());
  }).timeout(60_000);

  it('takes over where the other has stopped, or is heard of no more', async () => {
    const first = room.start();
    await room.queue('by the first');
    await room.reaches('by the first', 'sent');
    room.start();
    await first.stop();
    room.running.shift();
    await room.queue('by the second');
    await room.reaches('by the second', 'sent');
    await room.running.shift()?.stop();
    const dead = {
      id: 'dispatcher',
      holder: 'dead',
      until: new Date(room.world.clock.now().getTime() + 10_000),
    };
    await room.test.store.write(unit => unit.rows(leases).insert(dead));
    room.start();
    await room.queue('orphan');
    assert.equal((await room.rowOf('orphan')).state, 'due');
    room.world.clock.set(new Date(dead.until.getTime() + 1));
    await room.reaches('orphan', 'sent');
  });

  it('writes what Teams said though the database is busy for a moment, and sends nothing twice', async () => {
    let posted = false;
    let failures = 0;
    room.answer = order => {
      posted ||= order.subjectId === 'once';
      return { kind: 'sent', conversationId: '19:c', activityId: order.deliveryId };
    };
    room.start(store => ({
      ...store,
      write: async work => {
        if (!posted || failures >= 2) return store.write(work);
        failures += 1;
        throw new Error('busy');
      },
    }));
    await room.queue('once');
    await room.reaches('once', 'sent');
    await room.looked();
    assert.equal(failures, 2);
    assert.deepEqual(room.sent(), ['once']);
  });

  it('leaves what takes too long at its stop marked as it is', async () => {
    room.answer = () => new Promise(() => undefined);
    const dispatcher = room.start();
    await room.queue('endless');
    await room.until('on its way', () => room.sent().length === 1);
    const begun = performance.now();
    await dispatcher.stop();
    assert.ok(performance.now() - begun < 9_000);
    assert.equal((await room.rowOf('endless')).state, 'sending');
    room.running.length = 0;
  });

  it('waits at its stop for what is on its way, and sends nothing after', async () => {
    let release: () => void = () => undefined;
    room.answer = () =>
      new Promise(resolve => {
        release = () => resolve({ kind: 'sent', conversationId: '19:c', activityId: 'late' });
      });
    const dispatcher = room.start();
    await room.queue('on its way');
    await room.until('on its way', () => room.sent().length === 1);
    let ended = false;
    const stopping = dispatcher.stop().then(() => {
      ended = true;
    });
    await room.queue('too late');
    assert.equal(ended, false);
    release();
    await stopping;
    assert.deepEqual(
      [(await room.rowOf('on its way')).state, (await room.rowOf('too late')).state],
      ['sent', 'due'],
    );
    assert.equal(await room.test.store.read(view => view.rows(leases).count({})), 0);
  });
});
