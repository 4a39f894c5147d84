/** Takes a message of the bot's own out of Teams. */
import { MessageFactory } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { Activity } from 'botframework-schema';
import { NOT_BEGUN, type Outcome } from '../services/delivery/outcome.ts';
import type { Turn } from '../services/ports.ts';
import { outcomeOfFailure } from './outcomes.ts';

interface Place {
  conversationId: string;
  activityId: string;
}

/** What stands in a message that a client without deletion keeps. */
const NEUTRAL = 'No longer needed.';

/**
 * One that is gone already counts as taken away. A client that cannot delete (the Playground) shows a short line
 * in its place.
 * @throws what the Connector answers to anything else
 */
export async function removeMessage(
  connector: ConnectorClient,
  { conversationId, activityId }: Place,
  turn: Turn,
): Promise<Outcome> {
  if (!(await turn())) return NOT_BEGUN;
  try {
    await connector.conversations.deleteActivity(conversationId, activityId);
    return { kind: 'nothing', reason: 'taken away' };
  } catch (error) {
    if (outcomeOfFailure(error).kind === 'gone') return { kind: 'nothing', reason: 'It was gone already.' };
    if (!isNotThere(error)) throw error;
    if (!(await turn())) return NOT_BEGUN;
    const line = MessageFactory.text(NEUTRAL) as Activity;
    await connector.conversations.updateActivity(conversationId, activityId, line);
    return { kind: 'nothing', reason: 'replaced by a short line' };
  }
}

const isNotThere = (error: unknown) => (error as { statusCode?: unknown }).statusCode === 501;
