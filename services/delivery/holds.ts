/**
 * An inline form lives inside a message, and updating the message would wipe what is being typed. So handing one
 * out holds the message for that person, and its refresh waits for the last hold to end.
 */
import { holds } from '../store/entities/delivery.ts';
import { lessThan } from '../store/rows.ts';
import type { Unit, View } from '../store/unit-of-work.ts';

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
