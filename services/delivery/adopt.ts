/** Finds the message that a press came from; one that a crash kept out of the ledger is taken in. */
import type { DeliveryPurpose, PlaceKind } from '../ports.ts';
import { type MessageRow, messages } from '../store/entities/delivery.ts';
import { asks } from '../store/entities/rounds.ts';
import { personalChats } from '../store/entities/teams.ts';
import type { Unit, View } from '../store/unit-of-work.ts';

export interface PressedMessage {
  boardId: string;
  placeKind: PlaceKind;
  /** The channel's or the person's row id. */
  placeId: string;
  conversationId: string;
  activityId: string;
}

export function findMessage(view: View, pressed: PressedMessage): Promise<MessageRow | null> {
  const { boardId, placeKind, placeId, activityId } = pressed;
  return view.rows(messages).first({ boardId, placeKind, placeId, activityId });
}

/**
 * The ledger's row of a pressed ask card. A copy that was posted just before a crash is not in it: it becomes a
 * message like the others, and is refreshed from then on.
 * @returns null where the ask is none of this board's
 */
export async function adoptAskMessage(
  unit: Unit,
  pressed: PressedMessage,
  askId: string,
  now: Date,
): Promise<MessageRow | null> {
  const known = await findMessage(unit, pressed);
  if (known) return known;
  const { boardId, placeKind, placeId, conversationId, activityId } = pressed;
  if ((await unit.rows(asks).count({ id: askId, boardId })) === 0) return null;
  return unit.rows(messages).insert({
    boardId,
    purpose: 'ask',
    subjectId: askId,
    placeKind,
    placeId,
    conversationId,
    activityId,
    postedAt: now,
    retiredAt: null,
  });
}

/**
 * An answer in somebody's 1:1 chat that is to be kept up to date from now on, as the last of its kind: the one before
 * stands still. What the ledger knows already stays what it is.
 */
export async function adoptAnswer(
  unit: Unit,
  {
    boardId,
    personId,
    activityId,
    ...card
  }: { boardId: string; personId: string; activityId: string; purpose: DeliveryPurpose; subjectId: string },
  now: Date,
): Promise<void> {
  const chat = await unit.rows(personalChats).first({ personId });
  if (!chat) return;
  const { conversationId } = chat;
  if ((await unit.rows(messages).count({ conversationId, activityId })) > 0) return;
  const place = { placeKind: 'person', placeId: personId } as const;
  await unit.rows(messages).update({ ...card, ...place, retiredAt: null }, { retiredAt: now });
  await unit
    .rows(messages)
    .insert({ boardId, ...card, ...place, conversationId, activityId, postedAt: now, retiredAt: null });
}
