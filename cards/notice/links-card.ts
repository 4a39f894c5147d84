/** After the bot is added to a team: which channel serves which group, and which groups have none yet. */
import type { Card } from '../card.ts';
import { faceOf } from '../render.ts';
import { count, listed, truncate } from '../words.ts';
import template from './links-card.json' with { type: 'json' };

export interface Links {
  /** The board's short name. */
  board: string;
  /** Channels of the team that serve a group. */
  linked: readonly { channel: string; groups: readonly string[] }[];
  /** Groups without a channel. */
  unlinked: readonly { name: string; short: string }[];
}

/** As many as fit; a board has about ten groups. */
const ROWS = 30;
const NAME = 100;

const face = faceOf(template);

export function linksCard({ board, linked, unlinked }: Links): Card {
  const shown = unlinked.slice(0, ROWS);
  const more = unlinked.length - shown.length;
  return face({
    plain: {
      fallback: `${count(linked.length, 'channel')} linked, ${count(unlinked.length, 'group')} without a channel.`,
    },
    about: aboutWords(truncate(board, NAME), linked.length, unlinked.length),
    hasLinked: linked.length > 0,
    linked: linked.slice(0, ROWS).map(({ channel, groups }) => ({
      channel: truncate(channel, NAME),
      groups: truncate(listed(groups), NAME * 2),
    })),
    hasUnlinked: shown.length > 0,
    unlinked: shown.map(({ name, short }) => ({ name: truncate(name, NAME), short: truncate(short, NAME) })),
    hasMore: more > 0,
    more: `${count(more, 'more group')} without a channel.`,
  });
}

function aboutWords(board: string, linked: number, unlinked: number): string {
  const asks = 'It asks each group for its updates in the group’s channel.';
  if (linked === 0) return `${board} · No channel is linked to a group yet. ${asks}`;
  return unlinked === 0 ? `${board} · Every group has its channel.` : `${board} · ${asks}`;
}
