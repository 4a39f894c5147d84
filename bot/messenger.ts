/** The outgoing port: reads the present facts, has their card made, posts or refreshes it, and names what became of it. */
import type { ConversationParameters } from 'botframework-schema';
import type { Card } from '../cards/card.ts';
import { sizeOf } from '../cards/fit.ts';
import { tooLargeCard } from '../cards/notice/too-large-card.ts';
import { NOT_BEGUN, type Outcome } from '../services/delivery/outcome.ts';
import type { StopCode } from '../services/delivery/stops.ts';
import { nameOf } from '../services/errors.ts';
import type { DeliveryOrder, Messenger, Turn } from '../services/ports.ts';
import { readReminder, waitBeforeReminding } from '../services/rounds/read-reminder.ts';
import { messages } from '../services/store/entities/delivery.ts';
import {
  type ChannelRow,
  channels,
  personalChats,
  type TeamRow,
  teams,
} from '../services/store/entities/teams.ts';
import { together } from '../services/store/together.ts';
import type { View } from '../services/store/unit-of-work.ts';
import { messageOf } from './card-message.ts';
import type { BotDeps } from './deps.ts';
import { firstFrame } from './notices.ts';
import { outcomeOfFailure } from './outcomes.ts';
import { sendToPerson } from './personal-chat.ts';
import { createFaces, isPosted, type Posted, type Subject } from './posted-faces.ts';
import { removeMessage } from './remove-message.ts';

/** How many cards are drawn from one look at the store: those of one board share most of what they read. */
const DRAWN_TOGETHER = 4;

type MessengerDeps = Pick<BotDeps, 'store' | 'clock' | 'log' | 'forms' | 'publicUrl' | 'connectors'>;

export function createMessenger(deps: MessengerDeps): Messenger {
  const { store, clock, log, connectors } = deps;
  const draw = createFaces(deps);
  const read = together<View>(store.read, DRAWN_TOGETHER);

  /** Sends the card; where Teams finds it too large the smaller one, and at last one that says how to see it. */
  async function sendFitting(
    { card, purpose, subject }: Drawn,
    send: (card: Card) => Promise<Outcome>,
  ): Promise<Outcome> {
    const smaller = [
      () => read(view => draw(view, purpose, subject, true)),
      async () => tooLargeCard(purpose, subject.placeKind === 'channel'),
    ];
    for (let sent = card; ; ) {
      try {
        return await send(sent);
      } catch (error) {
        const outcome = outcomeOfFailure(error);
        if (outcome.kind !== 'never' || outcome.code !== 'too-large') throw error;
        const next = await firstBelow(sizeOf(sent), smaller);
        if (!next) throw error;
        sent = next;
      }
    }
  }

  /** What stands now, where it goes, and what hinders it: one look at the store. */
  async function post(order: DeliveryOrder, purpose: Posted, turn: Turn): Promise<Outcome> {
    const { placeKind, placeId, boardId } = order;
    const { card, hindered, channel } = await read(async view => {
      const hindrance = purpose === 'reminder' ? await hindranceOf(view, order) : null;
      return {
        hindered: hindrance,
        card: hindrance ? null : await draw(view, purpose, order),
        channel: placeKind === 'channel' ? await channelOf(view, placeId) : null,
      };
    });
    if (hindered) return hindered;
    if (!card) return { kind: 'nothing', reason: 'There was nothing left to tell.' };
    return sendFitting({ card, purpose, subject: order }, fitting =>
      channel
        ? postInChannel(channel, fitting, turn)
        : sendToPerson({ store, clock, connectors }, { boardId, personId: placeId }, fitting, turn),
    );
  }

  /** Nobody is reminded of what has just come in, nor in quiet hours. */
  async function hindranceOf(view: View, { boardId, subjectId }: DeliveryOrder): Promise<Outcome | null> {
    const state = await readReminder(view, subjectId, clock.now());
    if (!state || state.missing.length === 0)
      return { kind: 'nothing', reason: 'Nothing is missing any more.' };
    const wait = await waitBeforeReminding(view, boardId, clock.now());
    if (wait === 0) return null;
    return { kind: 'retry', reason: 'It waits until people may be written to.', afterMs: wait };
  }

  async function postInChannel({ channel, team }: InTeam, card: Card, turn: Turn): Promise<Outcome> {
    if (team.removedAt) return never('not-installed', 'The bot was removed from the team.');
    if (channel.goneAt) return never('place-gone', 'The channel is gone.');
    const connector = await connectors.at(team.serviceUrl);
    if (!(await turn())) return NOT_BEGUN;
    const thread = await connector.conversations.createConversation({
      isGroup: true,
      bot: { id: team.botId, name: '' },
      tenantId: team.tenantId,
      channelData: { channel: { id: channel.channelId }, tenant: { id: team.tenantId } },
      activity: messageOf(card),
    } as ConversationParameters);
    return { kind: 'sent', conversationId: thread.id, activityId: thread.activityId ?? thread.id };
  }

  async function refresh(order: DeliveryOrder, turn: Turn): Promise<Outcome> {
    const found = await read(async view => {
      const message = await view.rows(messages).first({ id: order.subjectId });
      if (!message || message.retiredAt || !isPosted(message.purpose)) return null;
      const { purpose } = message;
      const serviceUrl = await serviceUrlOf(view, order);
      return { message, serviceUrl, purpose, card: await draw(view, purpose, message) };
    });
    if (!found) return { kind: 'nothing', reason: 'The message is no longer kept up to date.' };
    const { message, serviceUrl, purpose, card } = found;
    if (!card) return { kind: 'nothing', reason: 'There was nothing left to tell.' };
    if (!serviceUrl) return unknownPlace;
    const { conversationId, activityId } = message;
    const connector = await connectors.at(serviceUrl);
    return sendFitting({ card, purpose, subject: message }, async fitting => {
      if (!(await turn())) return NOT_BEGUN;
      await connector.conversations.updateActivity(conversationId, activityId, messageOf(fitting));
      return { kind: 'sent', conversationId, activityId };
    });
  }

  async function remove(order: DeliveryOrder, turn: Turn): Promise<Outcome> {
    const { message, serviceUrl } = await read(async view => ({
      message: await view.rows(messages).first({ id: order.subjectId }),
      serviceUrl: await serviceUrlOf(view, order),
    }));
    if (!message) return { kind: 'nothing', reason: 'The message is not known any more.' };
    if (!serviceUrl) return unknownPlace;
    return removeMessage(await connectors.at(serviceUrl), message, turn);
  }

  function carryOut(order: DeliveryOrder, turn: Turn): Promise<Outcome> {
    const { purpose } = order;
    if (purpose === 'refresh') return refresh(order, turn);
    return purpose === 'removal' ? remove(order, turn) : post(order, purpose, turn);
  }

  return {
    async deliver(order, turn) {
      try {
        return await carryOut(order, turn);
      } catch (error) {
        const outcome = outcomeOfFailure(error);
        const fields = {
          delivery: order.deliveryId,
          outcome: outcome.kind,
          error: nameOf(error),
          at: firstFrame(error),
        };
        if (outcome.kind === 'never') log.error('not delivered', fields);
        else log.debug('not delivered', fields);
        return outcome;
      }
    },
  };
}

/** A card with what it was drawn from. */
interface Drawn {
  card: Card;
  purpose: Posted;
  subject: Subject;
}

/** Takes from the list until a card is smaller; null where none is. */
async function firstBelow(size: number, list: (() => Promise<Card | null>)[]): Promise<Card | null> {
  for (let make = list.shift(); make; make = list.shift()) {
    const card = await make();
    if (card && sizeOf(card) < size) return card;
  }
  return null;
}

/** A channel, with its team. */
interface InTeam {
  channel: ChannelRow;
  team: TeamRow;
}

async function channelOf(view: View, channelRowId: string): Promise<InTeam> {
  const channel = await view.rows(channels).get(channelRowId);
  return { channel, team: await view.rows(teams).get(channel.teamRowId) };
}

async function serviceUrlOf(view: View, { placeKind, placeId }: DeliveryOrder): Promise<string | null> {
  if (placeKind === 'channel') return (await channelOf(view, placeId)).team.serviceUrl;
  return (await view.rows(personalChats).first({ personId: placeId }))?.serviceUrl ?? null;
}

const never = (code: StopCode, reason: string): Outcome => ({ kind: 'never', code, reason });

const unknownPlace = never('place-gone', 'The place of the message is not known any more.');
