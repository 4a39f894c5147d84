/** Where the board lives in Microsoft Teams, as the bot has seen it. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

export interface TeamRow {
  id: string;
  boardId: string;
  tenantId: string;
  /** Teams' id of the team, which is also the id of its General channel. */
  teamId: string;
  name: string;
  /** Kept fresh from every activity of the team. */
  serviceUrl: string;
  /** The bot's own id there (`28:…`). */
  botId: string;
  installedAt: Date;
  /** When the bot was taken out of the team; null while it is there. */
  removedAt: Date | null;
  /** The id of its Microsoft 365 group, which links to its messages name; null where Teams has not told it. */
  groupGuid: string | null;
}

export const teams = table<TeamRow>(
  'teams',
  {
    id: column.id(),
    boardId: column.link('boards'),
    tenantId: column.code(),
    teamId: column.key(),
    name: column.words(),
    serviceUrl: column.words(),
    botId: column.key(),
    installedAt: column.instant(),
    removedAt: column.instant({ null: true }),
    groupGuid: column.code({ null: true }),
  },
  { unique: [['tenantId', 'teamId']], index: [['boardId']] },
);

export interface ChannelRow {
  id: string;
  boardId: string;
  teamRowId: string;
  /** Teams' id of the channel (`19:…@thread.tacv2`). */
  channelId: string;
  name: string;
  isGeneral: boolean;
  /** True where Teams' list of the team's channels has it: standard channels, not private or shared ones. */
  isListed: boolean;
  /** When the channel was deleted, or the bot removed; null while it can be posted to. */
  goneAt: Date | null;
}

export const channels = table<ChannelRow>(
  'channels',
  {
    id: column.id(),
    boardId: column.link('boards'),
    teamRowId: column.link('teams'),
    channelId: column.key(),
    name: column.words(),
    isGeneral: column.flag(),
    isListed: column.flag(),
    goneAt: column.instant({ null: true }),
  },
  { unique: [['teamRowId', 'channelId']], index: [['boardId']] },
);

export interface ChannelLinkRow {
  id: string;
  boardId: string;
  /** Null where a person took the link away: then no name links the group again. */
  channelRowId: string | null;
  groupId: string;
  /** True where a person typed `link` or `unlink`. */
  byHand: boolean;
  linkedAt: Date;
}

/** A group has one channel; a channel may serve several groups. */
export const channelLinks = table<ChannelLinkRow>(
  'channel_links',
  {
    id: column.id(),
    boardId: column.link('boards'),
    channelRowId: column.link('channels', { null: true }),
    groupId: column.link('groups'),
    byHand: column.flag(),
    linkedAt: column.instant(),
  },
  { unique: [['groupId']], index: [['boardId'], ['channelRowId']] },
);

export interface PersonalChatRow {
  id: string;
  boardId: string;
  personId: string;
  conversationId: string;
  tenantId: string;
  serviceUrl: string;
  botId: string;
  seenAt: Date;
}

/** The 1:1 chat of a person with the bot, remembered from the first word in it. */
export const personalChats = table<PersonalChatRow>(
  'personal_chats',
  {
    id: column.id(),
    boardId: column.link('boards'),
    personId: column.link('people'),
    conversationId: column.key(),
    tenantId: column.code(),
    serviceUrl: column.words(),
    botId: column.key(),
    seenAt: column.instant(),
  },
  { unique: [['personId']] },
);
