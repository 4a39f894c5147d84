/** Makes the cards of open asks due where they are answered: a group's channel, or the 1:1 chats of an agency's people. */
import { keepOnlyIn, queueCard } from '../delivery/queue-card.ts';
import { agencyPeople, recipientsOf } from '../people/recipients.ts';
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

/** Somebody who has left the agency keeps a card that stands still, and gets none that still waits. */
async function letGo(unit: Unit, ask: AskRow, now: Date): Promise<void> {
  const own = (await agencyPeople(unit, ask)).map(person => person.id);
  const theirs = { purpose: 'ask', subjectId: ask.id, placeKind: 'person' } as const;
  await keepOnlyIn(unit, theirs, own, { now, why: 'no longer of the agency' });
}
