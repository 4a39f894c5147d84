import assert from 'node:assert/strict';
import { holdMessage, releaseMessage } from '../../../services/delivery/holds.ts';
import {
  queueDelivery,
  queueRefresh,
  queueRefreshOf,
  queueRemoval,
} from '../../../services/delivery/queue.ts';
import { deliveries, messages } from '../../../services/store/entities/delivery.ts';
import { onBothDatabases } from '../../support/stores.ts';
import { openPostRoom, type PostRoom } from './post-room.ts';

onBothDatabases('What is put into the ledger', open => {
  let room: PostRoom;
  beforeEach(async () => {
    room = await openPostRoom(open);
  });
  afterEach(() => room.close());

  const now = () => room.world.clock.now();
  const rowsOf = (subjectId: string) =>
    room.test.store.read(view => view.rows(deliveries).find({ subjectId }));

  it('waits until it may go, and is tried for a day from then on', async () => {
    const notBefore = new Date('2026-06-08T08:00:00Z');
    const due = {
      boardId: room.world.boardId,
      purpose: 'links' as const,
      subjectId: 'later',
      placeKind: 'channel' as const,
      placeId: 'here',
      notBefore,
    };
    await room.test.store.write(unit => queueDelivery(unit, due, now()));
    room.answer = ({ subjectId }) =>
      subjectId === 'later'
        ? { kind: 'retry', reason: 'busy', afterMs: null }
        : { kind: 'nothing', reason: 'a mark' };
    room.start();
    room.world.clock.set('2026-06-08T07:59:59Z');
    await room.looked();
    assert.deepEqual(room.sent(), []);
    room.world.clock.set(notBefore);
    await room.reaches('later', 'retrying');
  });

  it('refreshes one message of several where only that one is meant', async () => {
    const one = await room.world.standing('ask', 'here');
    await room.world.standing('ask', 'there');
    const message = await room.test.store.read(view => view.rows(messages).get(one));
    await room.test.store.write(unit => queueRefreshOf(unit, message, now()));
    await room.test.store.write(unit => queueRefreshOf(unit, message, now()));
    room.start();
    await room.reaches(one, 'sent');
    await room.looked();
    assert.deepEqual(room.sent(), [one]);
  });

  it('takes a message away once, and refreshes it no more', async () => {
    const messageId = await room.world.standing('ask', 'here');
    room.answer = () => ({ kind: 'nothing', reason: 'taken away' });
    const refresh = () =>
      room.test.store.write(unit => queueRefresh(unit, { purpose: 'ask', subjectId: 'ask' }, now()));
    await refresh();
    await room.test.store.write(unit => queueRemoval(unit, messageId, now()));
    await room.test.store.write(unit => queueRemoval(unit, messageId, now()));
    await room.test.store.write(unit => queueRemoval(unit, 'a message that never was', now()));
    await refresh();
    room.start();
    await room.until('taken away', async () =>
      (await rowsOf(messageId)).some(({ purpose, state }) => purpose === 'removal' && state === 'sent'),
    );
    await room.test.store.write(unit => queueRemoval(unit, messageId, now()));
    await room.looked();
    assert.deepEqual(
      room.orders.filter(({ subjectId }) => subjectId === messageId).map(({ purpose }) => purpose),
      ['removal'],
    );
    const rows = await rowsOf(messageId);
    assert.deepEqual(rows.map(({ purpose, state, lastOutcome }) => [purpose, state, lastOutcome]).sort(), [
      ['refresh', 'superseded', 'the message is taken away'],
      ['removal', 'sent', 'taken away'],
    ]);
    const message = await room.test.store.read(view => view.rows(messages).get(messageId));
    assert.equal(message.retiredAt?.getTime(), now().getTime());
  });

  it('takes nothing away while somebody has a form open in it', async () => {
    const messageId = await room.world.standing('ask', 'here');
    const ann = {
      boardId: room.world.boardId,
      messageId,
      personId: await room.world.person('ann@police.example'),
    };
    await room.test.store.write(async unit => {
      await holdMessage(unit, ann, now());
      await queueRemoval(unit, messageId, now());
    });
    room.start();
    await room.looked();
    assert.deepEqual(room.sent(), []);
    await room.test.store.write(unit => releaseMessage(unit, ann));
    await room.until('taken away', () => room.sent().length === 1);
  });
});
