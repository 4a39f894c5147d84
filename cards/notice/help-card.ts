/** The commands that somebody can use where they ask. */
import type { Card } from '../card.ts';
import { faceOf } from '../render.ts';
import { truncate } from '../words.ts';
import template from './help-card.json' with { type: 'json' };

export interface Help {
  /** The board's short name. */
  board: string;
  place: 'channel' | 'chat';
  /** `usage` as it is typed, without the mention. */
  commands: readonly { usage: string; what: string }[];
}

const face = faceOf(template);

export function helpCard({ board, place, commands }: Help): Card {
  const how = place === 'channel' ? 'Type @Collate and one of these.' : 'Type one of these.';
  return face({
    plain: { fallback: `Help: ${commands.length} commands. ${how}` },
    about: `${truncate(board, 80)} · ${how}`,
    commands: commands.map(({ usage, what }) => ({ usage: truncate(usage, 80), what: truncate(what, 200) })),
  });
}
