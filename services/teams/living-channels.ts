/** Which channel each group has that can be posted to. */
import { channelLinks, channels } from '../store/entities/teams.ts';
import type { View } from '../store/unit-of-work.ts';

/** By group, its channel where that is there. */
export async function livingChannels(view: View, boardId: string): Promise<Map<string, string>> {
  const present = new Set((await view.rows(channels).find({ boardId, goneAt: null })).map(row => row.id));
  const links = await view.rows(channelLinks).find({ boardId });
  return new Map(
    links.flatMap(({ groupId, channelRowId }) =>
      channelRowId && present.has(channelRowId) ? [[groupId, channelRowId] as const] : [],
    ),
  );
}
