/** Answers where others read along: as a message that only one person sees, else in their 1:1 chat. */
import { MessageFactory, type TurnContext } from 'botbuilder';
import type { Card } from '../cards/card.ts';
import { nameOf } from '../services/errors.ts';
import { messageOf } from './card-message.ts';
import type { BotDeps, Scene } from './deps.ts';
import { outcomeOfFailure } from './outcomes.ts';
import { sendToPerson } from './personal-chat.ts';
import { reply } from './reply.ts';

/** True where Teams showed what was typed to nobody else: a command of the slash menu. */
export const isAskedPrivately = ({ activity }: TurnContext): boolean =>
  (activity.recipient as { isTargeted?: unknown } | undefined)?.isTargeted === true;

/**
 * Says in the channel no more than that there is an answer; nothing at all where nobody saw the question.
 * @param scene null where nobody knows who asks; then only Teams can show it to them alone
 */
export async function sayPrivately(
  deps: BotDeps,
  context: TurnContext,
  scene: Scene | null,
  card: Card,
): Promise<void> {
  if (await sayToOne(deps, context, card)) {
    if (!isAskedPrivately(context)) await reply(deps, context, MessageFactory.text('Answered privately.'));
    return;
  }
  const isSent = scene !== null && (await sayInChat(deps, scene, card));
  const line = isSent
    ? 'Answered privately, in 1:1 chat.'
    : 'That is answered privately only. Open a chat with Collate and ask there.';
  await reply(deps, context, MessageFactory.text(line));
}

/** A targeted message; the library has no call for it. False on any refusal. */
async function sayToOne(deps: BotDeps, { activity }: TurnContext, card: Card): Promise<boolean> {
  if (!deps.hasTargeted) return false;
  try {
    const { serviceUrl, conversation, from, recipient } = activity;
    const { credentials } = await deps.connectors.at(serviceUrl);
    const path = `v3/conversations/${encodeURIComponent(conversation.id)}/activities?isTargetedActivity=true`;
    const url = new URL(path, serviceUrl.replace(/\/*$/, '/')).href;
    const headers = new Headers({ 'content-type': 'application/json; charset=utf-8' });
    await credentials.signRequest({ url, headers } as never);
    const message = {
      ...messageOf(card),
      from: { id: recipient.id, name: recipient.name },
      recipient: { id: from.id, name: from.name },
      conversation: { id: conversation.id },
    };
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(10_000),
    });
    await response.body?.cancel();
    if (!response.ok) deps.log.info('no targeted message', { status: response.status });
    return response.ok;
  } catch (error) {
    deps.log.info('no targeted message', { error: nameOf(error) });
    return false;
  }
}

async function sayInChat(deps: BotDeps, { board, person }: Scene, card: Card): Promise<boolean> {
  try {
    const outcome = await sendToPerson(deps, { boardId: board.id, personId: person.id }, card);
    return outcome.kind === 'sent';
  } catch (error) {
    deps.log.info('no private answer', { outcome: outcomeOfFailure(error).kind });
    return false;
  }
}
