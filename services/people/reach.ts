/** What may stand where others read along, and which groups somebody may look at. */
import { boards, type GroupRow, groups } from '../store/entities/board.ts';
import { channelLinks } from '../store/entities/teams.ts';
import type { View } from '../store/unit-of-work.ts';
import type { Actor } from './access.ts';
import { type Deed, may } from './permissions.ts';

/**
 * What everybody in the actor's channel may see: the ids of its groups; all of the board in the executive group's.
 * In a chat there is nothing that everybody may see.
 */
export type Reach = 'board' | ReadonlySet<string>;

export async function reachOf(view: View, { boardId, channelRowId }: Actor): Promise<Reach> {
  if (channelRowId === null) return new Set();
  const here = new Set(
    (await view.rows(channelLinks).find({ boardId, channelRowId })).map(row => row.groupId),
  );
  const { executiveGroupId } = await view.rows(boards).get(boardId);
  return executiveGroupId !== null && here.has(executiveGroupId) ? 'board' : here;
}

/** True where these groups' words may stand there. */
export const isWithin = (reach: Reach, groupIds: Iterable<string>): boolean =>
  reach === 'board' || [...groupIds].every(id => reach.has(id));

/** The board's groups towards which somebody may do something, in the board's order. */
export async function groupsFor(view: View, actor: Actor, deed: Deed, now: Date): Promise<GroupRow[]> {
  const { boardId } = actor;
  const all = await view.rows(groups).find({ boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
  const found: GroupRow[] = [];
  for (const group of all) if (await may(view, actor, deed, { groupId: group.id, now })) found.push(group);
  return found;
}
