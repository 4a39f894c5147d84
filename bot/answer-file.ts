/** A file sent to the bot → its kind → a card. Files come in 1:1 chat only: a channel keeps its own. */
import type { TurnContext } from 'botbuilder';
import type { Activity } from 'botframework-schema';
import type { Card } from '../cards/card.ts';
import { noticeCard } from '../cards/notice/notice-card.ts';
import { listed, truncate } from '../cards/words.ts';
import { CollateError } from '../services/errors.ts';
import type { BotDeps, Scene } from './deps.ts';
import { fileKindOf, fileWords } from './files/registry.ts';
import { noticeOf } from './notices.ts';
import { readScene } from './scene.ts';

const DOWNLOAD = 'application/vnd.microsoft.teams.file.download.info';

/** More in one message than anybody means to send. */
const MAX_FILES = 5;

/** A file that a message carries; without an address where Teams does not hand it to a bot, as in a channel. */
export interface SentFile {
  name: string;
  extension: string;
  url: string | null;
}

/** The files of a message; null where it has none. */
export function filesIn({ attachments = [] }: Activity): SentFile[] | null {
  const files = attachments.flatMap((attachment): SentFile[] => {
    const { contentType, content, name } = attachment;
    if (contentType === 'reference') return [named(name, null)];
    // A channel's message only says that something is attached.
    if (contentType === 'text/html' && /<attachment\b/i.test(String(content))) return [named(name, null)];
    if (contentType !== DOWNLOAD) return [];
    const { downloadUrl, fileType } = (content ?? {}) as Record<string, unknown>;
    const file = named(name, typeof downloadUrl === 'string' ? downloadUrl : null);
    return [file.extension === '' ? { ...file, extension: textOf(fileType).toLowerCase() } : file];
  });
  return files.length > 0 ? files : null;
}

function named(name: unknown, url: string | null): SentFile {
  const said = textOf(name);
  const extension = /\.([a-z0-9]{1,8})$/i.exec(said)?.[1] ?? '';
  return { name: said || 'A file', extension: extension.toLowerCase(), url };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 255) : '');

/** A card for each file. */
export async function answerFiles(
  deps: BotDeps,
  context: TurnContext,
  files: readonly SentFile[],
): Promise<Card[]> {
  try {
    const scene = await readScene(deps, context);
    if (scene.place.kind !== 'personal') return [notHere()];
    const cards: Card[] = [];
    for (const file of files.slice(0, MAX_FILES)) cards.push(await answerFile(deps, scene, file));
    return cards;
  } catch (error) {
    return [noticeOf(deps.log, error, 'file')];
  }
}

async function answerFile(deps: BotDeps, scene: Scene, { name, extension, url }: SentFile): Promise<Card> {
  try {
    const kind = fileKindOf(extension);
    if (!kind) throw unknownType(name);
    if (!url)
      throw new CollateError(
        'file_unreadable',
        'Teams did not hand the file over. Send it again, in 1:1 chat.',
      );
    const bytes = await deps.files.fetch(url);
    return await kind.answer(deps, scene, { name, extension, bytes, url });
  } catch (error) {
    return noticeOf(deps.log, error, 'file');
  }
}

const unknownType = (name: string) =>
  new CollateError(
    'file_type_unknown',
    `Collate does not read files like “${truncate(name, 80)}”. What it takes: ${listed(fileWords())}.`,
  );

const notHere = (): Card =>
  noticeCard({
    tone: 'refused',
    title: 'Send the file to me alone',
    text: 'A file sent in a channel or a group chat stays there, and everybody in it can open it. Nothing was read.',
    mend: 'Open a chat with Collate, and send the file there.',
    id: null,
  });
