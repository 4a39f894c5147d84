/** Makes the cards of open asks due where they are answered: a group's channel, or the 1:1 chats of an agency's people. */
import { queueRemoval } from '../delivery/queue.ts';
import { keepOnlyIn, queueCard } from '../delivery/queue-card.ts';
import { agencyPeople, recipientsOf } from '../people/recipients.ts';
import type { PlaceKind } from '../ports.ts';
import { answerersOf } from '../sets/answerers.ts';
import { isRestrictedSet } from '../sets/restrictions.ts';
import { messages } from '../store/entities/delivery.ts';
import { reminders } from '../store/entities/reminders.ts';
import { type AskRow, asks, rounds } from '../store/entities/rounds.ts';
import type { Unit } from '../store/unit-of-work.ts';
import { livingChannels } from '../teams/living-channels.ts';
import { postProgress } from './post-progress.ts';

/**
 * Queues the card of every open ask in its places, and that of each open round's progress, unless it stands there or
 * waits already.
 */
export async function postOpenAsks(unit: Unit, boardId: string, now: Date): Promise<void> {
  const open = await unit.rows(rounds).find({ boardId, closedAt: null });
  if (open.length === 0) return;
  const wanted = await unit
    .rows(asks)
    .find({ roundId: open.map(round => round.id) }, { orderBy: { id: 'asc' } });
  const channelOf = await livingChannels(unit, boardId);
  for (const ask of wanted) {
    const { setId = null } = open.find(({ id }) => id === ask.roundId) ?? {};
    if (await isRestrictedSet(unit, setId)) {
      await postRestricted(unit, ask, setId ?? '', now);
      continue;
    }
    if (setId !== null) await takeAway(unit, ask, 'person', [], now);
    const card = { boardId, purpose: 'ask', subjectId: ask.id } as const;
    const channelRowId = ask.groupId && channelOf.get(ask.groupId);
    if (channelRowId) await queueCard(unit, card, { placeKind: 'channel', placeId: channelRowId }, now);
    if (ask.groupId !== null) continue;
    await letGo(unit, ask, now);
    for (const { id } of await recipientsOf(unit, ask))
      await queueCard(unit, card, { placeKind: 'person', placeId: id }, now);
  }
  // How a turn of a set stands is asked with `sets`: a card every week or two would bury that of the round.
  const ofPeriods = open.filter(({ setId }) => setId === null);
  await postProgress(unit, boardId, ofPeriods, now);
}

/** Never in a channel: to those named alone, one by one. Where it stands elsewhere, it is taken away. */
async function postRestricted(unit: Unit, ask: AskRow, setId: string, now: Date): Promise<void> {
  const named = (await answerersOf(unit, ask, setId, now)).map(({ id }) => id);
  await takeAway(unit, ask, 'channel', [], now);
  await takeAway(unit, ask, 'person', named, now);
  const { roundId, groupId } = ask;
  for (const { id: subjectId } of await unit.rows(reminders).find({ roundId, groupId })) {
    for (const message of await unit.rows(messages).find({ purpose: 'reminder', subjectId, retiredAt: null }))
      if (message.placeKind === 'channel' || !named.includes(message.placeId))
        await queueRemoval(unit, message.id, now);
  }
  const card = { boardId: ask.boardId, purpose: 'ask', subjectId: ask.id } as const;
  for (const placeId of named) await queueCard(unit, card, { placeKind: 'person', placeId }, now);
}

async function takeAway(
  unit: Unit,
  { id: subjectId }: AskRow,
  placeKind: PlaceKind,
  but: readonly string[],
  now: Date,
): Promise<void> {
  const card = { purpose: 'ask', subjectId, placeKind } as const;
  for (const { id, placeId } of await unit.rows(messages).find({ ...card, retiredAt: null }))
    if (!but.includes(placeId)) await queueRemoval(unit, id, now);
  await keepOnlyIn(unit, card, but, { now, why: 'it is for others to read' });
}

/** Somebody who has left the agency keeps a card that stands still, and gets none that still waits. */
async function letGo(unit: Unit, ask: AskRow, now: Date): Promise<void> {
  const own = (await agencyPeople(unit, ask)).map(person => person.id);
  const theirs = { purpose: 'ask', subjectId: ask.id, placeKind: 'person' } as const;
  await keepOnlyIn(unit, theirs, own, { now, why: 'no longer of the agency' });
}
