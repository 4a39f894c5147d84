/** Where the executive group, or another group that is named, is reached. */
import { CollateError } from '../errors.ts';
import { boards, type GroupRow, groups } from '../store/entities/board.ts';
import { channelLinks, channels } from '../store/entities/teams.ts';
import type { View } from '../store/unit-of-work.ts';

export interface GroupChannel {
  group: GroupRow;
  channelRowId: string;
}

/** @throws CollateError `channel_not_linked`, also where the board file names no executive group */
export async function executiveChannel(view: View, boardId: string): Promise<GroupChannel> {
  const { executiveGroupId } = await view.rows(boards).get(boardId);
  const group = executiveGroupId
    ? await view.rows(groups).first({ id: executiveGroupId, retiredAt: null })
    : null;
  if (group) return channelOf(view, group);
  throw new CollateError(
    'channel_not_linked',
    'The board file names no executive group to post to: add board.executive.',
  );
}

/** @throws CollateError `channel_not_linked` */
export async function channelOf(view: View, group: GroupRow): Promise<GroupChannel> {
  const link = await view.rows(channelLinks).first({ groupId: group.id });
  const channel = link?.channelRowId
    ? await view.rows(channels).first({ id: link.channelRowId, goneAt: null })
    : null;
  if (channel) return { group, channelRowId: channel.id };
  throw new CollateError(
    'channel_not_linked',
    `${group.name} has no channel yet. In its channel, type @Collate link ${group.short}.`,
  );
}
