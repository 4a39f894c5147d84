/**
 * An inline form lives inside a message, and updating the message would wipe what is being typed. So handing one
 * out holds the message for that person, and its refresh waits for the last hold to end.
 */
import { type DeliveryRow, holds, messages } from '../store/entities/delivery.ts';
import { lessThan, moreThan } from '../store/rows.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { isOnMessage } from './policy.ts';

/** How long a form may stay open without a sign of life, in milliseconds. */
export const HOLD_TIME = 15 * 60_000;

interface Held {
  boardId: string;
  messageId: string;
  personId: string;
}

export async function isHeldBy(view: View, messageId: string, personId: string): Promise<boolean> {
  return (await view.rows(holds).count({ messageId, personId })) > 0;
}

/** Begins a hold, or renews it. */
export async function holdMessage(
  unit: Unit,
  { boardId, messageId, personId }: Held,
  now: Date,
): Promise<void> {
  await unit.rows(holds).remove({ until: lessThan(now) });
  const until = new Date(now.getTime() + HOLD_TIME);
  const renewed = await unit.rows(holds).update({ messageId, personId }, { until });
  if (renewed === 0) await unit.rows(holds).insert({ boardId, messageId, personId, until });
}

export async function releaseMessage(
  unit: Unit,
  { messageId, personId }: Omit<Held, 'boardId'>,
): Promise<void> {
  await unit.rows(holds).remove({ messageId, personId });
}

/** Whether a delivery must wait for somebody who has a form open. */
export type HoldsBack = (row: Pick<DeliveryRow, 'purpose' | 'subjectId' | 'placeId'>) => boolean;

/**
 * A form is open inside the message that would change, or in the channel where something new would appear: the clients
 * that show forms so wipe what is typed on either.
 */
export async function readHolds(view: View, now: Date): Promise<HoldsBack> {
  const holding = await view.rows(holds).find({ until: moreThan(now) });
  if (holding.length === 0) return () => false;
  const messageIds = new Set(holding.map(hold => hold.messageId));
  const held = await view.rows(messages).find({ id: [...messageIds], retiredAt: null });
  const placeIds = new Set(held.map(row => row.placeId));
  return ({ purpose, subjectId, placeId }) =>
    isOnMessage(purpose) ? messageIds.has(subjectId) : placeIds.has(placeId);
}
