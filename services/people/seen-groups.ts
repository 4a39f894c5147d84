/** Of which groups somebody may hear, where they ask. */
import { boards, type GroupRow } from '../store/entities/board.ts';
import type { View } from '../store/unit-of-work.ts';
import { groupsOfChannel } from '../teams/link.ts';
import type { Actor } from './access.ts';
import { may } from './permissions.ts';
import { groupsFor } from './reach.ts';

/**
 * In a group's channel the answer is about its groups, whoever asks; in 1:1 chat and at the terminal about those that
 * the person may see.
 * @returns null for the whole board
 */
export async function seenGroups(view: View, actor: Actor, now: Date): Promise<GroupRow[] | null> {
  const { boardId, channelRowId } = actor;
  if (channelRowId !== null) {
    const { executiveGroupId } = await view.rows(boards).get(boardId);
    const here = await groupsOfChannel(view, channelRowId);
    return here.some(({ id }) => id === executiveGroupId) ? null : here;
  }
  if (await may(view, actor, 'board.see', { now })) return null;
  return groupsFor(view, actor, 'group.see', now);
}
