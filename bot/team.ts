/** What an activity says of the team it comes from. */
import type { Activity } from 'botframework-schema';

export interface ActivityTeam {
  teamId: string;
  teamName: string | null;
  /** The id of its Microsoft 365 group, which not every activity tells. */
  groupGuid: string | null;
  /** The channel it is about or in; General's id is the team's. */
  channelId: string;
  channelName: string | null;
  eventType: string | null;
}

/** Null where the activity comes from no team. */
export function teamOf(activity: Activity): ActivityTeam | null {
  const data = activity.channelData as
    | { team?: Named; channel?: Named; teamsTeamId?: unknown; teamsChannelId?: unknown; eventType?: unknown }
    | undefined;
  const teamId = text(data?.team?.id) ?? text(data?.teamsTeamId);
  if (!teamId) return null;
  const thread =
    activity.conversation.conversationType === 'channel' ? activity.conversation.id.split(';')[0] : null;
  return {
    teamId,
    teamName: text(data?.team?.name),
    groupGuid: text(data?.team?.aadGroupId),
    channelId: text(data?.channel?.id) ?? text(data?.teamsChannelId) ?? thread ?? teamId,
    channelName: text(data?.channel?.name),
    eventType: text(data?.eventType),
  };
}

/** The tenant of the conversation, in which guests and people of other tenants take part. */
export function tenantOf(activity: Activity): string {
  const channelData = activity.channelData as { tenant?: { id?: unknown } } | undefined;
  const id = activity.conversation.tenantId ?? channelData?.tenant?.id;
  return typeof id === 'string' ? id : '';
}

interface Named {
  id?: unknown;
  name?: unknown;
  aadGroupId?: unknown;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
