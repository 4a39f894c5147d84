/** Puts things into the ledger, in the unit of work that makes them due. */
import type { DeliveryPurpose, PlaceKind } from '../ports.ts';
import { deliveries, type MessageRow, messages } from '../store/entities/delivery.ts';
import type { Unit } from '../store/unit-of-work.ts';

interface Due {
  boardId: string;
  purpose: DeliveryPurpose;
  subjectId: string;
  placeKind: PlaceKind;
  placeId: string;
  /** It waits in the ledger until then; at once unless given. */
  notBefore?: Date;
}

export async function queueDelivery(unit: Unit, { notBefore, ...due }: Due, now: Date): Promise<void> {
  const dueAt = notBefore ?? now;
  await unit.rows(deliveries).insert({
    ...due,
    state: 'due',
    attempts: 0,
    createdAt: now,
    dueAt,
    nextAt: dueAt,
    startedAt: null,
    finishedAt: null,
    lastOutcome: null,
    activityId: null,
  });
}

/** Brings every standing card of a subject up to date. Refreshes that wait already will show this change too. */
export async function queueRefresh(
  unit: Unit,
  { purpose, subjectId }: Pick<Due, 'purpose' | 'subjectId'>,
  now: Date,
): Promise<void> {
  for (const message of await unit.rows(messages).find({ purpose, subjectId, retiredAt: null })) {
    await queueRefreshOf(unit, message, now);
  }
}

/** The same for one message alone. */
export async function queueRefreshOf(unit: Unit, message: MessageRow, now: Date): Promise<void> {
  // The waiting row is written, not only read: where a dispatcher takes it at the same moment, one of the two
  // units runs again, so that no change falls between what was rendered and what is still to be.
  const waiting = await unit
    .rows(deliveries)
    .update(
      { purpose: 'refresh', subjectId: message.id, state: ['due', 'retrying'] },
      { placeId: message.placeId },
    );
  if (waiting === 0) await queueFor(unit, 'refresh', message, now);
}

/**
 * Takes a message away: it counts as gone from now on, and is deleted in Teams as soon as that can be done. Said
 * again of the same message, it does nothing.
 */
export async function queueRemoval(unit: Unit, messageId: string, now: Date): Promise<void> {
  const message = await unit.rows(messages).first({ id: messageId });
  if (!message) return;
  await unit.rows(messages).update({ id: messageId, retiredAt: null }, { retiredAt: now });
  await unit
    .rows(deliveries)
    .update(
      { purpose: 'refresh', subjectId: messageId, state: ['due', 'retrying'] },
      { state: 'superseded', finishedAt: now, lastOutcome: 'the message is taken away' },
    );
  const known = await unit.rows(deliveries).count({
    purpose: 'removal',
    subjectId: messageId,
    state: ['due', 'sending', 'retrying', 'sent'],
  });
  if (known === 0) await queueFor(unit, 'removal', message, now);
}

async function queueFor(
  unit: Unit,
  purpose: DeliveryPurpose,
  { id, boardId, placeKind, placeId }: MessageRow,
  now: Date,
): Promise<void> {
  await queueDelivery(unit, { boardId, purpose, subjectId: id, placeKind, placeId }, now);
}

/** What could not reach a person becomes due once there is a way to them. */
export async function requeueForPerson(unit: Unit, personId: string, now: Date): Promise<void> {
  await unit
    .rows(deliveries)
    .update(
      { placeKind: 'person', placeId: personId, state: 'stopped' },
      { state: 'due', nextAt: now, attempts: 0, finishedAt: null },
    );
}
