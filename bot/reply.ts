/** Answers in the conversation of a turn. */
import type { TurnContext } from 'botbuilder';
import type { Activity } from 'botframework-schema';
import type { BotDeps } from './deps.ts';
import { outcomeOfFailure } from './outcomes.ts';

/**
 * What Teams will never take, as an answer in a thread that is gone, is no fault of the turn: what was asked is done.
 * Where Teams is only busy, the turn fails, and Teams sends the activity again.
 */
export async function reply(
  { log }: Pick<BotDeps, 'log'>,
  context: TurnContext,
  activity: Partial<Activity>,
): Promise<void> {
  try {
    await context.sendActivity(activity);
  } catch (error) {
    const outcome = outcomeOfFailure(error);
    if (outcome.kind === 'retry') throw error;
    log.info('answer not taken', { outcome: outcome.kind });
  }
}
