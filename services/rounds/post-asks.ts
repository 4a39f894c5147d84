/** Makes the cards of open asks due in the channels of their groups. */
import { queueDelivery } from '../delivery/queue.ts';
import { deliveries, messages } from '../store/entities/delivery.ts';
import { type AskRow, asks, rounds } from '../store/entities/rounds.ts';
import { channelLinks, channels } from '../store/entities/teams.ts';
import type { Unit } from '../store/unit-of-work.ts';

/** Queues the card of every open ask whose group has a channel, unless it stands there or waits already. */
export async function postOpenAsks(unit: Unit, boardId: string, now: Date): Promise<void> {
  const open = await unit.rows(rounds).find({ boardId, closedAt: null });
  if (open.length === 0) return;
  const links = await unit.rows(channelLinks).find({ boardId });
  const reachable = new Set((await unit.rows(channels).find({ boardId, goneAt: null })).map(row => row.id));
  const wanted = await unit
    .rows(asks)
    .find({ roundId: open.map(round => round.id) }, { orderBy: { id: 'asc' } });
  for (const ask of wanted) {
    const link = links.find(candidate => candidate.groupId === ask.groupId);
    const channelRowId = link?.channelRowId;
    if (channelRowId && reachable.has(channelRowId)) await postAsk(unit, ask, channelRowId, now);
  }
}

async function postAsk(unit: Unit, ask: AskRow, channelRowId: string, now: Date): Promise<void> {
  const place = { placeKind: 'channel' as const, placeId: channelRowId };
  const subject = { purpose: 'ask' as const, subjectId: ask.id };
  const waiting = await unit
    .rows(deliveries)
    .count({ ...subject, ...place, state: ['due', 'sending', 'retrying'] });
  const standing = await unit.rows(messages).count({ ...subject, ...place, retiredAt: null });
  if (waiting + standing === 0)
    await queueDelivery(unit, { boardId: ask.boardId, ...subject, ...place }, now);
}
