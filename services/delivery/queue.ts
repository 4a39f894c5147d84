/** Puts things into the ledger, in the unit of work that makes them due. */
import type { DeliveryPurpose, PlaceKind } from '../ports.ts';
import { type DeliveryRow, deliveries, type MessageRow, messages } from '../store/entities/delivery.ts';
import type { Where } from '../store/rows.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { stopsUntil } from './stops.ts';

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
    stopCode: null,
    activityId: null,
    overtaken: false,
  });
}

/**
 * Brings every standing card of a subject up to date. Refreshes that wait already will show this change too.
 * @param notBefore so long it waits for more to show
 */
export async function queueRefresh(
  unit: Unit,
  { purpose, subjectId }: Pick<Due, 'purpose' | 'subjectId'>,
  now: Date,
  notBefore: Date = now,
): Promise<void> {
  await overtake(unit, { purpose, subjectId });
  for (const message of await unit.rows(messages).find({ purpose, subjectId, retiredAt: null })) {
    await queueRefreshOf(unit, message, now, notBefore);
  }
}

/**
 * Tells those that are on their way that they were drawn before this change. By the rows themselves, not by the time:
 * what is committed last may have begun first. Each row is written, whatever it says already, so that whoever takes it
 * up at the same moment runs again.
 */
export async function overtake(
  unit: Unit,
  which: Pick<Where<DeliveryRow>, 'purpose' | 'subjectId' | 'placeKind' | 'placeId'>,
): Promise<void> {
  await unit
    .rows(deliveries)
    .update({ ...which, state: ['due', 'sending', 'retrying'] }, { overtaken: true });
}

/** The same for one message alone. */
export async function queueRefreshOf(
  unit: Unit,
  message: MessageRow,
  now: Date,
  notBefore: Date = now,
): Promise<void> {
  // The waiting row is written, not only read: where a dispatcher takes it at the same moment, one of the two
  // units runs again, so that no change falls between what was rendered and what is still to be.
  const waiting = await unit
    .rows(deliveries)
    .update(
      { purpose: 'refresh', subjectId: message.id, state: ['due', 'retrying'] },
      { placeId: message.placeId },
    );
  if (waiting === 0) await queueFor(unit, 'refresh', message, now, notBefore);
}

/** Of one message, those that wait; what says why they are not needed is for people. */
export async function supersedeRefreshes(
  unit: Unit,
  messageId: string,
  lastOutcome: string,
  now: Date,
): Promise<void> {
  await unit
    .rows(deliveries)
    .update(
      { purpose: 'refresh', subjectId: messageId, state: ['due', 'retrying'] },
      { state: 'superseded', finishedAt: now, lastOutcome },
    );
}

/**
 * Takes a message away: it counts as gone from now on, and is deleted in Teams as soon as that can be done. Said
 * again of the same message, it does nothing.
 */
export async function queueRemoval(unit: Unit, messageId: string, now: Date): Promise<void> {
  const message = await unit.rows(messages).first({ id: messageId });
  if (!message) return;
  await unit.rows(messages).update({ id: messageId, retiredAt: null }, { retiredAt: now });
  await supersedeRefreshes(unit, messageId, 'the message is taken away', now);
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
  notBefore: Date = now,
): Promise<void> {
  await queueDelivery(unit, { boardId, purpose, subjectId: id, placeKind, placeId, notBefore }, now);
}

const stoppedFor = (personId: string) =>
  ({
    placeKind: 'person',
    placeId: personId,
    state: 'stopped',
    // A person's word, or the app in their chat: both are a way to them.
    stopCode: [...stopsUntil('person'), ...stopsUntil('install')],
  }) as const;

/** True where something could not reach a person. */
export async function waitsForPerson(view: View, personId: string): Promise<boolean> {
  return (await view.rows(deliveries).count(stoppedFor(personId))) > 0;
}

/** What could not reach a person becomes due once there is a way to them. */
export async function requeueForPerson(unit: Unit, personId: string, now: Date): Promise<void> {
  await goOn(unit, stoppedFor(personId), now);
}

/**
 * What waited for the app to be added to a team becomes due; its asks are left to `postOpenAsks`, which knows
 * whether they are still open.
 */
export async function requeueForChannels(
  unit: Unit,
  channelRowIds: readonly string[],
  now: Date,
): Promise<void> {
  const place = { placeKind: 'channel', placeId: [...channelRowIds] } as const;
  const waiting = { ...place, state: 'stopped', stopCode: stopsUntil('install') } as const;
  await unit
    .rows(deliveries)
    .update(
      { ...waiting, purpose: 'ask' },
      { state: 'superseded', stopCode: null, lastOutcome: 'the app was added again' },
    );
  await goOn(unit, waiting, now);
}

/** Stopped deliveries are tried again, as if they were due for the first time. @returns how many */
export function goOn(unit: Unit, where: Where<DeliveryRow>, now: Date): Promise<number> {
  const anew = {
    state: 'due',
    stopCode: null,
    attempts: 0,
    dueAt: now,
    nextAt: now,
    finishedAt: null,
  } as const;
  return unit.rows(deliveries).update({ ...where, state: 'stopped' }, anew);
}
