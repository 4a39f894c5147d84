/** A message to the bot → a command → a card. */
import type { TurnContext } from 'botbuilder';
import type { Card } from '../cards/card.ts';
import { readCommand, textOf } from './commands/read-command.ts';
import { commands, help } from './commands/registry.ts';
import type { BotDeps, Scene } from './deps.ts';
import { noticeOf, noticeUnknown } from './notices.ts';
import { readScene } from './scene.ts';

/** What is said to a message. */
export interface MessageAnswer {
  card: Card;
  /** True where others who read along may not see it. */
  isPrivate: boolean;
  /** Null where nobody knows who asks. */
  scene: Scene | null;
}

export async function answerMessage(deps: BotDeps, context: TurnContext): Promise<MessageAnswer> {
  let scene: Scene | null = null;
  try {
    scene = await readScene(deps, context);
    const text = textOf(context.activity);
    const shown = await answerText(deps, scene, text);
    return 'isPrivate' in shown
      ? { ...shown, isPrivate: shown.isPrivate && scene.place.kind !== 'personal', scene }
      : { card: shown, isPrivate: false, scene };
  } catch (error) {
    return { card: noticeOf(deps.log, error, 'command'), isPrivate: false, scene };
  }
}

function answerText(deps: BotDeps, scene: Scene, text: string) {
  const read = readCommand(commands, text);
  if (read) return read.command.run(deps, scene, read.words);
  return text === '' || /^(hi|hello|hey|\?)\W*$/i.test(text)
    ? help.run(deps, scene, '')
    : noticeUnknown(text);
}
