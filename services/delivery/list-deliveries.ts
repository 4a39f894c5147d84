/** The ledger as people look at it: at the terminal, and the manager in 1:1 chat. */
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock, DeliveryPurpose } from '../ports.ts';
import { type DeliveryRow, type DeliveryState, deliveries } from '../store/entities/delivery.ts';
import { atLeast } from '../store/rows.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import { type DeliveryNames, deliveryNames } from './delivery-names.ts';
import { readStopped, type Stopped } from './stopped-notice.ts';
import { stops } from './stops.ts';

export const deliveryStates = ['due', 'sending', 'retrying', 'stopped', 'sent', 'superseded'] as const;

/** How many are listed. */
const LISTED = 200;

export interface ListedDelivery extends DeliveryNames {
  id: string;
  purpose: string;
  state: DeliveryState;
  attempts: number;
  createdAt: string;
  /** When it is tried, first or again; null unless it is. */
  nextAt: string | null;
  lastOutcome: string | null;
  stopCode: string | null;
  /** What to do about it; null unless it is stopped. */
  mend: string | null;
}

export interface DeliveryFilter {
  state: DeliveryState | null;
  purpose: DeliveryPurpose | null;
  /** Part of a channel's or a person's name, in any case. */
  place: string | null;
  since: Date | null;
}

export interface DeliveryList {
  /** The newest first, 200 at most. */
  deliveries: ListedDelivery[];
  /** How many of the board are in each state. */
  counts: Record<DeliveryState, number>;
}

export function listDeliveries(
  { store }: { store: Store },
  boardId: string,
  { state, purpose, place, since }: DeliveryFilter,
): Promise<DeliveryList> {
  return store.read(async view => {
    const which = {
      boardId,
      ...(state ? { state } : {}),
      ...(purpose ? { purpose } : {}),
      ...(since ? { createdAt: atLeast(since) } : {}),
    };
    // A place is a name, which the ledger does not hold: it is looked for in what is left.
    const limit = place === null ? { limit: LISTED } : {};
    const rows = await view
      .rows(deliveries)
      .find(which, { orderBy: { createdAt: 'desc', id: 'asc' }, ...limit });
    const namesOf = await deliveryNames(view, boardId, rows);
    const listed = rows.map(row => listedOf(row, namesOf(row)));
    const wanted = place?.toLowerCase() ?? '';
    return {
      deliveries: listed.filter(row => row.place.toLowerCase().includes(wanted)).slice(0, LISTED),
      counts: await countStates(view, boardId),
    };
  });
}

/** @throws CollateError `not_allowed` */
export function readLedger(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
): Promise<{ counts: Record<DeliveryState, number>; stopped: Stopped }> {
  return store.read(async view => {
    await requireMay(view, actor, 'delivery.manage', { now: clock.now() });
    return {
      counts: await countStates(view, actor.boardId),
      stopped: await readStopped(view, actor.boardId),
    };
  });
}

export interface LedgerDepth {
  counts: Record<DeliveryState, number>;
  /** How long the oldest that could go waits already, in seconds; 0 where none does. */
  oldestDueSeconds: number;
}

/** How full the ledger is, over all boards. */
export function readDepth({ store, clock }: { store: Store; clock: Clock }): Promise<LedgerDepth> {
  return store.read(async view => {
    const oldest = await view.rows(deliveries).first({ state: 'due' }, { orderBy: { nextAt: 'asc' } });
    const waited = oldest ? (clock.now().getTime() - oldest.nextAt.getTime()) / 1000 : 0;
    return { counts: await countStates(view, null), oldestDueSeconds: Math.max(0, waited) };
  });
}

async function countStates(view: View, boardId: string | null): Promise<Record<DeliveryState, number>> {
  const counts = {} as Record<DeliveryState, number>;
  for (const state of deliveryStates) {
    counts[state] = await view.rows(deliveries).count({ ...(boardId ? { boardId } : {}), state });
  }
  return counts;
}

function listedOf(row: DeliveryRow, names: DeliveryNames): ListedDelivery {
  const waits = row.state === 'due' || row.state === 'retrying';
  return {
    id: row.id,
    purpose: row.purpose,
    ...names,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.createdAt.toISOString(),
    nextAt: waits ? row.nextAt.toISOString() : null,
    lastOutcome: row.lastOutcome,
    stopCode: row.stopCode,
    mend: row.state === 'stopped' && row.stopCode ? stops[row.stopCode].mend : null,
  };
}
