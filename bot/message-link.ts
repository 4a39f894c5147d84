/** Teams' own links to messages in channels. */
import { messages } from '../services/store/entities/delivery.ts';
import { channels, teams } from '../services/store/entities/teams.ts';
import type { View } from '../services/store/unit-of-work.ts';

/** To the newest card of these asks that stands in a channel, the first ask first; null where none does. */
export async function linkToAsk(view: View, askIds: readonly string[]): Promise<string | null> {
  for (const askId of askIds) {
    const message = await view
      .rows(messages)
      .first(
        { purpose: 'ask', subjectId: askId, placeKind: 'channel', retiredAt: null },
        { orderBy: { postedAt: 'desc' } },
      );
    if (!message) continue;
    const { channelId, teamRowId } = await view.rows(channels).get(message.placeId);
    const { tenantId, groupGuid } = await view.rows(teams).get(teamRowId);
    return messageLink({ channelId, tenantId, groupGuid, activityId: message.activityId });
  }
  return null;
}

/** What begins a thread is its own parent, and its id is the time at which it was made. */
export function messageLink({
  channelId,
  tenantId,
  groupGuid,
  activityId,
}: {
  channelId: string;
  tenantId: string;
  /** Null where Teams has not told it: the link then leaves it out. */
  groupGuid: string | null;
  activityId: string;
}): string {
  const query = new URLSearchParams({
    tenantId,
    ...(groupGuid ? { groupId: groupGuid } : {}),
    parentMessageId: activityId,
    createdTime: activityId,
  });
  const path = `${encodeURIComponent(channelId)}/${encodeURIComponent(activityId)}`;
  return `https://teams.microsoft.com/l/message/${path}?${query}`;
}
