import assert from 'node:assert/strict';
import { queueRefresh } from '../../../services/delivery/queue.ts';
import { CollateError } from '../../../services/errors.ts';
import { terminal } from '../../../services/people/access.ts';
import { moveRound } from '../../../services/rounds/move-round.ts';
import { type DeliveryState, deliveries, messages } from '../../../services/store/entities/delivery.ts';
import type { Store } from '../../../services/store/unit-of-work.ts';
import { unlinkChannel } from '../../../services/teams/link.ts';
import { onBothDatabases } from '../../support/stores.ts';
import { saved } from '../world.ts';
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

  it('brings a card up to date that was answered while it was posted', async () => {
    await room.world.open('2026-27 Q1', '2026-07-10');
    const ask = await room.world.ask('2026-27 Q1', 'qa');
    room.answer = async order => {
      if (order.purpose === 'ask') {
        await saved(room.world.save('ann@police.example', ask, '1.1.b', { rating: 'green', progress: 'x' }));
      }
      return { kind: 'sent', conversationId: '19:c', activityId: order.deliveryId };
    };
    room.start();
    await room.queue(ask.askId, await room.world.channel('qa'), 'ask');
    await room.until('a refresh', () => room.orders.some(order => order.purpose === 'refresh'));
  });

  it('leaves a card alone whose group lost the channel while it was posted there', async () => {
    await room.world.open('2026-27 Q1', '2026-07-10');
    const ask = await room.world.ask('2026-27 Q1', 'qa');
    const channel = await room.world.channel('qa');
    room.answer = async order => {
      if (order.subjectId === ask.askId) {
        await unlinkChannel(room.world, await room.world.as('mia@board.example', channel), null);
      }
      return { kind: 'sent', conversationId: '19:c', activityId: order.deliveryId };
    };
    room.start();
    await room.queue(ask.askId, channel, 'ask');
    await room.reaches(ask.askId, 'sent');
    const [message] = await room.test.store.read(view =>
      view.rows(messages).find({ subjectId: ask.askId, placeId: channel }),
    );
    assert.notEqual(message?.retiredAt, null, 'it is known, and refreshed no more');
    await room.looked();
    assert.ok(!room.orders.some(order => order.purpose === 'refresh'));
  });

  it('brings a card up to date by what was committed meanwhile, however early that had begun', async () => {
    const begun = new Date(room.world.clock.now().getTime() - 60_000);
    const subject = { purpose: 'links', subjectId: 'card' } as const;
    room.draw = async ({ subjectId }) => {
      if (subjectId === 'card') await room.test.store.write(unit => queueRefresh(unit, subject, begun));
    };
    room.start();
    await room.queue('card');
    await room.until('a refresh', () => room.orders.some(order => order.purpose === 'refresh'));
    await room.looked();
    assert.equal(room.orders.filter(order => order.purpose === 'refresh').length, 1);
  });

  it('draws anew what must not go twice, where it changed before its turn', async () => {
    const subject = { purpose: 'reminder', subjectId: 'once' } as const;
    let drawn = 0;
    room.draw = async ({ subjectId }) => {
      if (subjectId !== 'once') return;
      drawn += 1;
      if (drawn === 1) {
        await room.test.store.write(unit => queueRefresh(unit, subject, room.world.clock.now()));
      }
    };
    room.start();
    await room.queue('once', 'here', 'reminder');
    await room.reaches('once', 'sent');
    await room.looked();
    assert.deepEqual([drawn, room.sent()], [2, ['once']], 'posted once, as it is now, and not refreshed');
    assert.equal((await room.rowOf('once')).attempts, 1);
  });

  it('draws it anew too where it had changed before, while it waited', async () => {
    const subject = { purpose: 'reminder', subjectId: 'once' } as const;
    const changes = () => room.test.store.write(unit => queueRefresh(unit, subject, room.world.clock.now()));
    let drawn = 0;
    room.draw = async ({ subjectId }) => {
      if (subjectId !== 'once') return;
      drawn += 1;
      if (drawn === 1) await changes();
    };
    await room.queue('once', 'here', 'reminder');
    await changes();
    room.start();
    await room.reaches('once', 'sent');
    await room.looked();
    assert.deepEqual([drawn, room.sent()], [2, ['once']]);
  });

  it('knows a card that was pressed before Teams answered', async () => {
    const posted = { conversationId: '19:c;messageid=1', activityId: '1' };
    room.answer = async order => {
      if (order.subjectId === 'card') {
        const { boardId, purpose, subjectId, placeKind, placeId } = order;
        await room.test.store.write(unit =>
          unit.rows(messages).insert({
            ...{ boardId, purpose, subjectId, placeKind, placeId, ...posted },
            postedAt: room.world.clock.now(),
            retiredAt: null,
          }),
        );
      }
      return { kind: 'sent', ...posted, activityId: order.subjectId === 'card' ? '1' : order.deliveryId };
    };
    room.start();
    await room.queue('card');
    await room.reaches('card', 'sent');
    await room.looked();
    assert.deepEqual(room.sent(), ['card']);
    assert.equal(await room.test.store.read(view => view.rows(messages).count({ subjectId: 'card' })), 1);
  });

  it('shows the new day on a card that was posted while its round was moved', async () => {
    await room.world.open('2026-27 Q1', '2026-07-10');
    const ask = await room.world.ask('2026-27 Q1', 'qa');
    const channel = await room.world.channel('qa');
    let moved = false;
    room.answer = async order => {
      if (order.subjectId === ask.askId && !moved) {
        moved = true;
        await moveRound(room.world, terminal(room.world.boardId), {
          period: '2026-27 Q1',
          due: '2026-07-17',
          reason: null,
        });
      }
      return { kind: 'sent', conversationId: '19:c', activityId: order.deliveryId };
    };
    room.start();
    await room.queue(ask.askId, channel, 'ask');
    await room.until('its refresh', async () => {
      const [card] = await room.test.store.read(view => view.rows(messages).find({ subjectId: ask.askId }));
      return room.orders.some(order => order.purpose === 'refresh' && order.subjectId === card?.id);
    });
  });

  /** A store that can be asked, and takes nothing while it is away. */
  const away =
    (isAway: () => boolean) =>
    (store: Store): Store => ({
      ...store,
      write: work =>
        isAway() ? Promise.reject(new CollateError('store_unreachable', 'away')) : store.write(work),
    });

  it('writes what Teams said however long the database was away', async () => {
    let isAway = false;
    room.answer = async order => {
      isAway = order.subjectId === 'card';
      return { kind: 'sent', conversationId: '19:c', activityId: order.deliveryId };
    };
    room.start(away(() => isAway));
    await room.queue('card');
    await room.until('it is sent', () => room.sent().length === 1);
    room.world.clock.set(new Date(room.world.clock.now().getTime() + 600_000));
    await new Promise(resolve => setTimeout(resolve, 1_000));
    assert.equal((await room.rowOf('card')).state, 'sending');
    isAway = false;
    await room.reaches('card', 'sent');
    assert.deepEqual(room.sent(), ['card']);
  });

  it('counts nothing against the limits that could not be taken up', async () => {
    let refused = 0;
    room.start(
      away(() => {
        refused += 1;
        return refused <= 12;
      }),
    );
    await room.queue('card');
    await room.until('the database was away often', async () => {
      await room.test.store.write(async () => undefined);
      return refused > 12;
    });
    await room.reaches('card', 'sent');
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
