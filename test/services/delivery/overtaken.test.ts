/** What changes while a card is on its way. */
import assert from 'node:assert/strict';
import { queueRefresh } from '../../../services/delivery/queue.ts';
import { terminal } from '../../../services/people/access.ts';
import { moveRound } from '../../../services/rounds/move-round.ts';
import { messages } from '../../../services/store/entities/delivery.ts';
import { unlinkChannel } from '../../../services/teams/link.ts';
import { onBothDatabases } from '../../support/stores.ts';
import { saved } from '../world.ts';
import { openPostRoom, type PostRoom } from './post-room.ts';

onBothDatabases('A card that is overtaken', open => {
  let room: PostRoom;
  beforeEach(async () => {
    room = await openPostRoom(open);
  });
  afterEach(() => room.close());

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
});
