/** The ledger as `collate deliveries` prints it. */

import { people } from '../store/entities/board.ts';
import { type DeliveryState, deliveries } from '../store/entities/delivery.ts';
import { channels } from '../store/entities/teams.ts';
import type { Store } from '../store/unit-of-work.ts';

export interface ListedDelivery {
  id: string;
  purpose: string;
  /** The channel's or the person's name. */
  place: string;
  state: DeliveryState;
  attempts: number;
  createdAt: string;
  lastOutcome: string | null;
}

/** The newest first. @param state only these; null for all */
export function listDeliveries(
  { store }: { store: Store },
  boardId: string,
  state: DeliveryState | null,
): Promise<ListedDelivery[]> {
  return store.read(async view => {
    const rows = await view
      .rows(deliveries)
      .find({ boardId, ...(state ? { state } : {}) }, { orderBy: { createdAt: 'desc' }, limit: 200 });
    const channelNames = new Map(
      (await view.rows(channels).find({ boardId })).map(row => [row.id, row.name]),
    );
    const personNames = new Map((await view.rows(people).find({ boardId })).map(row => [row.id, row.name]));
    return rows.map(row => ({
      id: row.id,
      purpose: row.purpose,
      place: (row.placeKind === 'channel' ? channelNames : personNames).get(row.placeId) ?? '',
      state: row.state,
      attempts: row.attempts,
      createdAt: row.createdAt.toISOString(),
      lastOutcome: row.lastOutcome,
    }));
  });
}
