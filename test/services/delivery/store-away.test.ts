/** A dispatcher whose database is away for a while. */
import assert from 'node:assert/strict';
import { CollateError } from '../../../services/errors.ts';
import type { Store } from '../../../services/store/unit-of-work.ts';
import { onBothDatabases } from '../../support/stores.ts';
import { openPostRoom, type PostRoom } from './post-room.ts';

onBothDatabases('A dispatcher without its database', open => {
  let room: PostRoom;
  beforeEach(async () => {
    room = await openPostRoom(open);
  });
  afterEach(() => room.close());

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
});
