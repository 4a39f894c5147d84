/** Puts things into the ledger, in the unit of work that makes them due. */
import type { DeliveryPurpose, PlaceKind } from '../ports.ts';
import { deliveries, messages } from '../store/entities/delivery.ts';
import type { Unit } from '../store/unit-of-work.ts';

interface Due {
  boardId: string;
  purpose: DeliveryPurpose;
  subjectId: string;
  placeKind: PlaceKind;
  placeId: string;
}

export async function queueDelivery(unit: Unit, due: Due, now: Date): Promise<void> {
  await unit.rows(deliveries).insert({
    ...due,
    state: 'due',
    attempts: 0,
    createdAt: now,
    nextAt: now,
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
    // The waiting row is written, not only read: where a dispatcher takes it at the same moment, one of the two
    // units runs again, so that no change falls between what was rendered and what is still to be.
    const waiting = await unit
      .rows(deliveries)
      .update(
        { purpose: 'refresh', subjectId: message.id, state: ['due', 'retrying'] },
        { placeId: message.placeId },
      );
    if (waiting > 0) continue;
    await queueDelivery(
      unit,
      {
        boardId: message.boardId,
        purpose: 'refresh',
        subjectId: message.id,
        placeKind: message.placeKind,
        placeId: message.placeId,
      },
      now,
    );
  }
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
