/** Of what is ready, what Teams' limits let go now. */
import type { DeliveryRow } from '../store/entities/delivery.ts';
import { lookAtLease } from '../store/leases.ts';
import type { View } from '../store/unit-of-work.ts';
import { offerReady } from './find-ready.ts';
import type { Tenants } from './tenants.ts';
import { isThreadOfPlace, type Traffic, threadOf } from './traffic.ts';

/** What will be free so soon is taken already, in milliseconds: its card is made while it waits for its turn. */
const AHEAD = 600;

/** How many may be on their way to one thread, so that a slow one does not take every place. */
const MOST_IN_A_THREAD = 4;

export interface Picked {
  row: DeliveryRow;
  tenant: string;
  /** When it may go, in milliseconds since 1970; it is counted for then. */
  at: number;
}

export interface Pick {
  /** What can go, in order. */
  picked: Picked[];
  /** True where the lease is ours for a good while yet. */
  hasLease: boolean;
  /** When the next of what waits for its turn may go; null where nothing does. */
  nextAt: number | null;
}

interface PickDeps {
  lease: { id: string; holder: string };
  renewBelow: number;
  now: Date;
  sendingMs: number;
  most: number;
  traffic: Traffic;
  tenants: Tenants;
  inFlight: readonly DeliveryRow[];
}

export async function pickReady(view: View, deps: PickDeps): Promise<Pick> {
  const { lease, renewBelow, now, sendingMs, most, traffic, tenants, inFlight } = deps;
  const { isOurs, forMs } = await lookAtLease(view, lease);
  // Another replica is at it: nothing is written here, since each commit would wake this one again.
  if (!isOurs && forMs > 0) return { picked: [], hasLease: false, nextAt: null };
  const picked: Picked[] = [];
  const ids = new Set(inFlight.map(row => row.id));
  const going = new Map<string, number>();
  const goes = (row: DeliveryRow) => going.set(threadOf(row), (going.get(threadOf(row)) ?? 0) + 1);
  inFlight.forEach(goes);
  const horizon = now.getTime() + AHEAD;
  let nextAt: number | null = null;
  await offerReady(view, {
    now,
    sendingMs,
    tenants,
    offer(row, full) {
      if (ids.has(row.id)) return 'passed';
      const tenant = tenants.of(row);
      const isCrowded = (going.get(threadOf(row)) ?? 0) >= MOST_IN_A_THREAD;
      const free = traffic.freeAt(tenant, row, now.getTime());
      if (isCrowded || free.all > horizon) {
        if (free.all > horizon) nextAt = Math.min(nextAt ?? free.all, free.all);
        if (free.tenant > horizon) full.tenants.add(tenant);
        else if (isThreadOfPlace(row)) full.placeIds.add(row.placeId);
        return 'passed';
      }
      traffic.count(tenant, row, free.all);
      goes(row);
      picked.push({ row, tenant, at: free.all });
      return picked.length >= most ? 'enough' : 'taken';
    },
  });
  return { picked, hasLease: isOurs && forMs > renewBelow, nextAt };
}
