/** Makes the cards of open asks due where they are answered: a group's channel, or the 1:1 chats of an agency's people. */
import { queueDelivery } from '../delivery/queue.ts';
import { agencyPeople, recipientsOf } from '../people/recipients.ts';
import type { PlaceKind } from '../ports.ts';
import { deliveries, messages } from '../store/entities/delivery.ts';
import { type AskRow, asks, rounds } from '../store/entities/rounds.ts';
import { channelLinks, channels } from '../store/entities/teams.ts';
import type { Unit, View } from '../store/unit-of-work.ts';

interface AskPlace {
  placeKind: PlaceKind;
  placeId: string;
}

/** Queues the card of every open ask in its places, unless it stands there or waits already. */
export async function postOpenAsks(unit: Unit, boardId: string, now: Date): Promise<void> {
  const open = await unit.rows(rounds).find({ boardId, closedAt: null });
  if (open.length === 0) return;
  const wanted = await unit
    .rows(asks)
    .find({ roundId: open.map(round => round.id) }, { orderBy: { id: 'asc' } });
  const channelOf = await livingChannels(unit, boardId);
  for (const ask of wanted) {
    const channelRowId = ask.groupId && channelOf.get(ask.groupId);
    if (channelRowId) await postAsk(unit, ask, { placeKind: 'channel', placeId: channelRowId }, now);
    if (ask.groupId !== null) continue;
    await letGo(unit, ask, now);
    for (const { id } of await recipientsOf(unit, ask)) {
      await postAsk(unit, ask, { placeKind: 'person', placeId: id }, now);
    }
  }
}

/** Somebody who has left the agency keeps a card that stands still, and gets none that still waits. */
async function letGo(unit: Unit, ask: AskRow, now: Date): Promise<void> {
  const own = new Set((await agencyPeople(unit, ask)).map(person => person.id));
  const theirs = { purpose: 'ask', subjectId: ask.id, placeKind: 'person' } as const;
  for (const { id, placeId } of await unit.rows(messages).find({ ...theirs, retiredAt: null })) {
    if (!own.has(placeId)) await unit.rows(messages).update({ id }, { retiredAt: now });
  }
  const states = ['due', 'retrying', 'stopped'] as const;
  for (const { id, placeId } of await unit.rows(deliveries).find({ ...theirs, state: states })) {
    if (own.has(placeId)) continue;
    const fate = { state: 'superseded', finishedAt: now, lastOutcome: 'no longer of the agency' } as const;
    await unit.rows(deliveries).update({ id }, fate);
  }
}

/** By group, its channel where that is there. */
export async function livingChannels(view: View, boardId: string): Promise<Map<string, string>> {
  const present = new Set((await view.rows(channels).find({ boardId, goneAt: null })).map(row => row.id));
  const links = await view.rows(channelLinks).find({ boardId });
  return new Map(
    links.flatMap(({ groupId, channelRowId }) =>
      channelRowId && present.has(channelRowId) ? [[groupId, channelRowId] as const] : [],
    ),
  );
}

async function postAsk(unit: Unit, ask: AskRow, place: AskPlace, now: Date): Promise<void> {
  const subject = { purpose: 'ask' as const, subjectId: ask.id };
  // What could not reach a person is stopped, and becomes due by itself once they are seen in Teams.
  const states = [
    'due',
    'sending',
    'retrying',
    ...(place.placeKind === 'person' ? ['stopped' as const] : []),
  ];
  const waiting = await unit.rows(deliveries).count({ ...subject, ...place, state: states as never });
  const standing = await unit.rows(messages).count({ ...subject, ...place, retiredAt: null });
  if (waiting + standing > 0) return;
  // What is stopped for a channel is not to be mended any more once the card is due anew.
  const given = { ...subject, placeKind: 'channel', state: 'stopped' } as const;
  const fate = { state: 'superseded', stopCode: null, lastOutcome: 'posted anew' } as const;
  await unit.rows(deliveries).update(given, fate);
  await queueDelivery(unit, { boardId: ask.boardId, ...subject, ...place }, now);
}
