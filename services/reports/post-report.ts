/** Makes a submitted report due where it goes. */
import { queueDelivery } from '../delivery/queue.ts';
import { managersOf } from '../people/leaders.ts';
import type { PlaceKind } from '../ports.ts';
import type { Saving } from '../returns/saving.ts';
import { deliveries, messages } from '../store/entities/delivery.ts';
import type { Unit } from '../store/unit-of-work.ts';
import { readDestinations } from './destinations.ts';

interface Place {
  placeKind: PlaceKind;
  placeId: string;
}

/**
 * Posts it in the channels of the groups that it is for. What goes to others, or to a group without a channel, goes to
 * the manager in 1:1 chat, who passes it on. Where it stands already its card is refreshed and nothing is posted.
 */
export async function postReport(
  unit: Unit,
  { ask, round, now }: Pick<Saving, 'ask' | 'round' | 'now'>,
): Promise<void> {
  const { groups, others } = await readDestinations(unit, ask, round);
  const channels = groups.map(({ channelRowId }) => channelRowId);
  const places: Place[] = [...new Set(channels)].flatMap(placeId =>
    placeId ? [{ placeKind: 'channel' as const, placeId }] : [],
  );
  if (others.length > 0 || channels.includes(null)) {
    const managers = await managersOf(unit, ask.boardId);
    places.push(...managers.map(({ id }) => ({ placeKind: 'person' as const, placeId: id })));
  }
  for (const place of places) {
    const subject = { purpose: 'report' as const, subjectId: ask.id, ...place };
    const waiting = ['due', 'sending', 'retrying'] as const;
    const coming = await unit.rows(deliveries).count({ ...subject, state: waiting });
    const standing = await unit.rows(messages).count({ ...subject, retiredAt: null });
    if (coming + standing === 0) await queueDelivery(unit, { boardId: ask.boardId, ...subject }, now);
  }
}
