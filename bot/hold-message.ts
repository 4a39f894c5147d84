/** Holds the message that an inline form stands in, for as long as the form is open. */
import type { TurnContext } from 'botbuilder';
import { adoptAskMessage, findMessage } from '../services/delivery/adopt.ts';
import { holdMessage, isHeldBy, releaseMessage } from '../services/delivery/holds.ts';
import type { BotDeps, Scene } from './deps.ts';
import type { Press } from './press.ts';

/**
 * Only a form in place of a shared card is wiped by a refresh; a dialog is not. At either door a copy of an ask's
 * card that is not in the ledger is taken in.
 */
export async function applyHold(
  { store, clock }: BotDeps,
  context: TurnContext,
  { board, person, place }: Scene,
  press: Press,
  hold: 'begin' | 'end',
): Promise<void> {
  const { data, door, activityId } = press;
  const askId = data['ask'];
  if (door === 'message' || place.kind === 'group-chat' || !activityId || typeof askId !== 'string') return;
  const pressed = {
    boardId: board.id,
    ...(place.kind === 'channel'
      ? { placeKind: 'channel' as const, placeId: place.channel.id }
      : { placeKind: 'person' as const, placeId: person.id }),
    conversationId: context.activity.conversation.id,
    activityId,
  };
  const { known, isHeld } = await store.read(async view => {
    const message = await findMessage(view, pressed);
    return { known: message, isHeld: message !== null && (await isHeldBy(view, message.id, person.id)) };
  });
  if (known ? door === 'dialog' : hold === 'end' || !beginsThread(pressed)) return;
  if (hold === 'end' && !isHeld) return;
  await store.write(async unit => {
    const now = clock.now();
    const message = known ?? (await adoptAskMessage(unit, pressed, askId, now));
    if (!message || door === 'dialog') return;
    const held = { boardId: board.id, messageId: message.id, personId: person.id };
    if (hold === 'begin') await holdMessage(unit, held, now);
    else await releaseMessage(unit, held);
  });
}

/** What the bot posts begins a thread; lists and forms that answer somebody, with the same buttons, stand in one. */
const beginsThread = ({ conversationId, activityId }: { conversationId: string; activityId: string }) =>
  conversationId.endsWith(`;messageid=${activityId}`);
