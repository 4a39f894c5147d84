/** Of what is ready, what Teams' limits let go now. */
import type { DeliveryRow } from '../store/entities/delivery.ts';
import { teams } from '../store/entities/teams.ts';
import { lookAtLease } from '../store/leases.ts';
import type { View } from '../store/unit-of-work.ts';
import { offerReady } from './find-ready.ts';
import { type Traffic, threadOf } from './traffic.ts';

/** What will be free so soon is taken already, in milliseconds: the next look would come later than that. */
const AHEAD = 70;

/** How many may be on their way to one thread, so that a slow one does not take every place. */
const MOST_IN_A_THREAD = 4;

export interface Picked {
  row: DeliveryRow;
  tenant: string;
  /** When it may go, in milliseconds since 1970. */
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
  /** Between the beginnings of two deliveries, in milliseconds. */
  gap: number;
  traffic: Traffic;
  /** The tenant of each board, as far as it was looked up. */
  tenants: Map<string, string>;
  inFlight: readonly DeliveryRow[];
}

export async function pickReady(view: View, deps: PickDeps): Promise<Pick> {
  const { lease, renewBelow, now, sendingMs, most, gap, traffic, tenants, inFlight } = deps;
  const { isOurs, forMs } = await lookAtLease(view, lease);
  // Another replica is at it: nothing is written here, since each commit would wake this one again.
  if (!isOurs && forMs > 0) return { picked: [], hasLease: false, nextAt: null };
  const picked: Picked[] = [];
  const ids = new Set(inFlight.map(row => row.id));
  const going = new Map<string, number>();
  const goes = (row: DeliveryRow) => going.set(threadOf(row), (going.get(threadOf(row)) ?? 0) + 1);
  inFlight.forEach(goes);
  let nextAt: number | null = null;
  if (tenants.size === 0) await readTenants(view, tenants);
  await offerReady(view, {
    now,
    sendingMs,
    offer(row) {
      const tenant = tenants.get(row.boardId) ?? row.boardId;
      // A board that is new here: looked up the next time.
      if (!tenants.has(row.boardId)) tenants.clear();
      if (ids.has(row.id) || (going.get(threadOf(row)) ?? 0) >= MOST_IN_A_THREAD) return 'passed';
      const free = traffic.freeAt(tenant, row, now.getTime() + picked.length * gap);
      if (free.all > now.getTime() + AHEAD) {
        nextAt = Math.min(nextAt ?? free.all, free.all);
        // Where one tenant is all there is, and it has had enough, nothing further on can go.
        return free.tenant > now.getTime() + AHEAD && new Set(tenants.values()).size <= 1
          ? 'enough'
          : 'passed';
      }
      traffic.count(tenant, row, free.all);
      goes(row);
      picked.push({ row, tenant, at: free.all });
      return picked.length >= most ? 'enough' : 'taken';
    },
  });
  return { picked, hasLease: isOurs && forMs > renewBelow, nextAt };
}

/** The tenant in which each board's team is. */
export async function readTenants(view: View, tenants: Map<string, string>): Promise<void> {
  for (const { boardId, tenantId } of await view.rows(teams).find({})) tenants.set(boardId, tenantId);
}
