/** A card that stands in its places, and in no other: posted where it is missing, let go where it no longer belongs. */
import type { PlaceKind } from '../ports.ts';
import { type DeliveryRow, deliveries, messages } from '../store/entities/delivery.ts';
import type { Unit } from '../store/unit-of-work.ts';
import { queueDelivery } from './queue.ts';

export interface CardPlace {
  placeKind: PlaceKind;
  placeId: string;
}

type CardSubject = Pick<DeliveryRow, 'boardId' | 'purpose' | 'subjectId'>;

/** Queues a card in a place, unless it stands there or waits already. */
export async function queueCard(
  unit: Unit,
  { boardId, purpose, subjectId }: CardSubject,
  { placeKind, placeId }: CardPlace,
  now: Date,
): Promise<void> {
  const subject = { purpose, subjectId };
  const place = { placeKind, placeId };
  // What could not reach a person is stopped, and becomes due by itself once they are seen in Teams.
  const waiting: DeliveryRow['state'][] = ['due', 'sending', 'retrying'];
  if (placeKind === 'person') waiting.push('stopped');
  const coming = await unit.rows(deliveries).count({ ...subject, ...place, state: waiting });
  const standing = await unit.rows(messages).count({ ...subject, ...place, retiredAt: null });
  if (coming + standing > 0) return;
  // What is stopped for a channel is not to be mended any more once the card is due anew.
  const given = { ...subject, placeKind: 'channel', state: 'stopped' } as const;
  const fate = { state: 'superseded', stopCode: null, lastOutcome: 'posted anew' } as const;
  await unit.rows(deliveries).update(given, fate);
  await queueDelivery(unit, { boardId, ...subject, ...place }, now);
}

/** Elsewhere a card that stands is left as it is and refreshed no more, and one that waits is not posted. */
export async function keepOnlyIn(
  unit: Unit,
  { purpose, subjectId, placeKind }: Pick<DeliveryRow, 'purpose' | 'subjectId' | 'placeKind'>,
  placeIds: readonly string[],
  { now, why }: { now: Date; why: string },
): Promise<void> {
  const cards = { purpose, subjectId, placeKind };
  for (const { id, placeId } of await unit.rows(messages).find({ ...cards, retiredAt: null })) {
    if (!placeIds.includes(placeId)) await unit.rows(messages).update({ id }, { retiredAt: now });
  }
  const states = ['due', 'retrying', 'stopped'] as const;
  for (const { id, placeId } of await unit.rows(deliveries).find({ ...cards, state: states })) {
    if (placeIds.includes(placeId)) continue;
    const fate = { state: 'superseded', finishedAt: now, lastOutcome: why } as const;
    await unit.rows(deliveries).update({ id }, fate);
  }
}
