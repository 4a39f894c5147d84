/** Holds the message that an inline form stands in, for as long as the form is open. */
import type { TurnContext } from 'botbuilder';
import { adoptAskMessage, findMessage } from '../services/delivery/adopt.ts';
import { holdMessage, releaseMessage } from '../services/delivery/holds.ts';
import type { BotDeps, Scene } from './deps.ts';
import type { Press } from './press.ts';

/** Only a form in place of a shared card is wiped by a refresh; a dialog is not. */
export async function applyHold(
  { store, clock }: BotDeps,
  context: TurnContext,
  { board, person, place }: Scene,
  press: Press,
  hold: 'begin' | 'end',
): Promise<void> {
  const { data, door, activityId } = press;
  const askId = data['ask'];
  if (door !== 'execute' || place.kind !== 'channel' || !activityId || typeof askId !== 'string') return;
  const pressed = {
    boardId: board.id,
    channelRowId: place.channel.id,
    conversationId: context.activity.conversation.id,
    activityId,
  };
  await store.write(async unit => {
    const now = clock.now();
    const message =
      hold === 'begin' ? await adoptAskMessage(unit, pressed, askId, now) : await findMessage(unit, pressed);
    if (!message) return;
    const held = { boardId: board.id, messageId: message.id, personId: person.id };
    if (hold === 'begin') await holdMessage(unit, held, now);
    else await releaseMessage(unit, held);
  });
}
