/** A dispatcher at work with a messenger that posts nowhere and a clock that the test moves. */
import assert from 'node:assert/strict';
import { createDispatcher, type Dispatcher } from '../../../services/delivery/dispatcher.ts';
import { NOT_BEGUN, type Outcome } from '../../../services/delivery/outcome.ts';
import { queueDelivery } from '../../../services/delivery/queue.ts';
import { type DeliveryOrder, type DeliveryPurpose, silentLog, type Turn } from '../../../services/ports.ts';
import { type DeliveryRow, deliveries } from '../../../services/store/entities/delivery.ts';
import type { Store } from '../../../services/store/unit-of-work.ts';
import type { TestStore } from '../../support/stores.ts';
import { newWorld, type World } from '../world.ts';

export interface PostRoom {
  test: TestStore;
  world: World;
  running: Dispatcher[];
  orders: DeliveryOrder[];
  /** What happens while the card of an order is drawn. */
  draw: (order: DeliveryOrder) => Promise<void>;
  /** What becomes of an order; sent, unless the test says another. */
  answer: (order: DeliveryOrder) => Outcome | Promise<Outcome>;
  /** @param over what the dispatcher sees in place of the store */
  start(over?: (store: Store) => Store): Dispatcher;
  queue(subjectId: string, placeId?: string, purpose?: DeliveryPurpose): Promise<void>;
  rowOf(subjectId: string): Promise<DeliveryRow>;
  until(what: string, holds: () => boolean | Promise<boolean>): Promise<void>;
  reaches(subjectId: string, state: DeliveryRow['state']): Promise<void>;
  /** When something queued after everything else is sent elsewhere, what could be sent before it was looked at. */
  looked(): Promise<void>;
  /** The subjects of all orders, those of `looked` left out. */
  sent(): string[];
  close(): Promise<void>;
}

export async function openPostRoom(open: () => Promise<TestStore>): Promise<PostRoom> {
  const test = await open();
  const world = await newWorld(test.store, { now: '2026-05-31T09:00:00Z' });
  world.clock.set('2026-06-01T09:00:00Z');
  test.time = () => world.clock.now();
  let count = 0;
  const room: PostRoom = {
    test,
    world,
    running: [],
    orders: [],
    draw: async () => undefined,
    answer: () => {
      count += 1;
      return { kind: 'sent', conversationId: '19:c', activityId: `a${count}` };
    },
    start(over = store => store) {
      const messenger = {
        deliver: async (order: DeliveryOrder, turn: Turn) => {
          await room.draw(order);
          if (!(await turn())) return NOT_BEGUN;
          room.orders.push(order);
          return room.answer(order);
        },
      };
      const dispatcher = createDispatcher({
        store: over(test.store),
        clock: world.clock,
        log: silentLog,
        messenger,
      });
      room.running.push(dispatcher);
      dispatcher.start();
      return dispatcher;
    },
    queue: (subjectId, placeId = 'here', purpose = 'links') =>
      test.store.write(unit =>
        queueDelivery(
          unit,
          { boardId: world.boardId, purpose, subjectId, placeKind: 'channel', placeId },
          world.clock.now(),
        ),
      ),
    async rowOf(subjectId) {
      const row = await test.store.read(view => view.rows(deliveries).first({ subjectId }));
      assert.ok(row, subjectId);
      return row;
    },
    async until(what, holds) {
      for (let tries = 0; tries < 800; tries += 1) {
        if (await holds()) return;
        await new Promise(resolve => setTimeout(resolve, 10));
      }
      assert.fail(`never: ${what}`);
    },
    reaches: (subjectId, state) =>
      room.until(`${subjectId} ${state}`, async () => (await room.rowOf(subjectId)).state === state),
    async looked() {
      count += 1;
      const mark = `mark-${count}`;
      await room.queue(mark, `elsewhere-${count}`);
      await room.reaches(mark, 'sent');
    },
    sent: () => room.orders.map(order => order.subjectId).filter(id => !id.startsWith('mark-')),
    async close() {
      await Promise.all(room.running.map(dispatcher => dispatcher.stop()));
      await test.dispose();
    },
  };
  return room;
}
