/** From a message to a command: mentions, slashes, odd spaces and capitals make no difference. */
import type { Activity } from 'botframework-schema';
import type { Command } from './command.ts';

export interface ReadCommand {
  command: Command;
  words: string;
}

/** The longest name that begins the text; null for none. */
export function readCommand(registry: readonly Command[], text: string): ReadCommand | null {
  const typed = text.replace(/^\/\s*/, '');
  const longestFirst = [...registry].sort((one, other) => other.name.length - one.name.length);
  for (const command of longestFirst) {
    const pattern = new RegExp(`^${command.name.replace(/ /g, '\\s+')}(?![\\w-])`, 'i');
    const match = pattern.exec(typed);
    if (match) return { command, words: typed.slice(match[0].length).trim() };
  }
  return null;
}

/** The text of a message without its mentions of the bot, spaces tidied, line ends kept. */
export function textOf({ text = '', entities = [], recipient }: Activity): string {
  const spoken = text.replace(/<br\s*\/?>/gi, '\n').replace(/<\/?(p|div)>/gi, '\n');
  const mentions = entities.flatMap(entity => {
    const {
      type,
      mentioned,
      text: mention,
    } = entity as { type?: string; mentioned?: { id?: string }; text?: string };
    return type === 'mention' && mentioned?.id === recipient.id && mention ? [mention] : [];
  });
  const without = mentions.reduce((rest, mention) => rest.replaceAll(mention, ' '), spoken);
  return without
    .replace(/<at[^<>]*>[^<]*<\/at>/gi, ' ')
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&amp;/gi, '&')
    .replace(/[\u00A0\u2000-\u200B\u202F\u3000\uFEFF]/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
