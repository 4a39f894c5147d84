/** In which tenant a delivery ends up: Teams counts what a bot sends by it. */
import { people } from '../store/entities/board.ts';
import type { DeliveryRow } from '../store/entities/delivery.ts';
import { channels, personalChats, teams } from '../store/entities/teams.ts';
import type { View } from '../store/unit-of-work.ts';

type Placed = Pick<DeliveryRow, 'boardId' | 'placeKind' | 'placeId'>;

export interface Tenants {
  /** Looks up where these go, unless that is known. */
  learn(view: View, rows: readonly Placed[]): Promise<void>;
  /** The tenant of a place that was looked up. */
  of(row: Placed): string;
  /** The boards that are with all their teams in these tenants. */
  boardsIn(view: View, tenants: ReadonlySet<string>): Promise<string[]>;
}

/** A channel stays in its team and a team in its tenant, so what was looked up once is known for good. */
export function createTenants(): Tenants {
  const known = new Map<string, string>();
  return {
    async learn(view, rows) {
      const unknown = rows.filter(({ placeId }) => !known.has(placeId));
      if (unknown.length === 0) return;
      const placesOf = (kind: Placed['placeKind']) => [
        ...new Set(unknown.filter(({ placeKind }) => placeKind === kind).map(({ placeId }) => placeId)),
      ];
      for (const [placeId, tenant] of await channelTenants(view, placesOf('channel')))
        known.set(placeId, tenant);
      for (const [placeId, tenant] of await personTenants(view, placesOf('person')))
        known.set(placeId, tenant);
    },
    of: ({ boardId, placeId }) => known.get(placeId) ?? boardId,
    async boardsIn(view, tenants) {
      if (tenants.size === 0) return [];
      const all = await view.rows(teams).pick(['boardId', 'tenantId']);
      const elsewhere = new Set(all.filter(({ tenantId }) => !tenants.has(tenantId)).map(row => row.boardId));
      return [...new Set(all.map(({ boardId }) => boardId))].filter(boardId => !elsewhere.has(boardId));
    },
  };
}

async function channelTenants(view: View, ids: readonly string[]): Promise<[string, string][]> {
  if (ids.length === 0) return [];
  const rows = await view.rows(channels).find({ id: ids });
  const teamRows = await view.rows(teams).find({ id: [...new Set(rows.map(({ teamRowId }) => teamRowId))] });
  const tenantOf = new Map(teamRows.map(({ id, tenantId }) => [id, tenantId]));
  return rows.map(({ id, teamRowId }) => [id, tenantOf.get(teamRowId) ?? teamRowId]);
}

/** Of somebody without a chat yet, the tenant in which they were seen: it will be made there. */
async function personTenants(view: View, ids: readonly string[]): Promise<[string, string][]> {
  if (ids.length === 0) return [];
  const seen = (await view.rows(people).find({ id: ids })).flatMap(({ id, tenantId }): [string, string][] =>
    tenantId ? [[id, tenantId]] : [],
  );
  const chats = await view.rows(personalChats).find({ personId: ids });
  return [...seen, ...chats.map(({ personId, tenantId }): [string, string] => [personId, tenantId])];
}
