/** A message to the bot → a command → a card. */
import type { TurnContext } from 'botbuilder';
import type { Card } from '../cards/card.ts';
import { readCommand, textOf } from './commands/read-command.ts';
import { commands, help } from './commands/registry.ts';
import type { BotDeps } from './deps.ts';
import { noticeOf, noticeUnknown } from './notices.ts';
import { readScene } from './scene.ts';

export async function answerMessage(deps: BotDeps, context: TurnContext): Promise<Card | null> {
  try {
    const scene = await readScene(deps, context);
    const text = textOf(context.activity);
    const read = readCommand(commands, text);
    if (read) return await read.command.run(deps, scene, read.words);
    return text === '' || /^(hi|hello|hey|\?)\W*$/i.test(text)
      ? await help.run(deps, scene, '')
      : noticeUnknown(text);
  } catch (error) {
    return noticeOf(deps.log, error, 'command');
  }
}
