/** Posts in the 1:1 chat of a person: the one that is remembered, or one that is made with somebody seen on a roster. */
import type { ConversationParameters } from 'botframework-schema';
import type { Card } from '../cards/card.ts';
import { people } from '../services/store/entities/board.ts';
import { personalChats, teams } from '../services/store/entities/teams.ts';
import { putPersonalChat } from '../services/teams/personal-chats.ts';
import { messageOf } from './card-message.ts';
import type { BotDeps } from './deps.ts';

interface Whom {
  boardId: string;
  personId: string;
}

/** Null where there is no way to this person yet. Throws as the Connector does. */
export async function sendToPerson(
  deps: Pick<BotDeps, 'store' | 'clock' | 'connectors'>,
  whom: Whom,
  card: Card,
): Promise<{ conversationId: string; activityId: string } | null> {
  const chat = await chatWith(deps, whom);
  if (!chat) return null;
  const connector = await deps.connectors.at(chat.serviceUrl);
  const sent = await connector.conversations.sendToConversation(chat.conversationId, messageOf(card));
  return { conversationId: chat.conversationId, activityId: sent.id };
}

async function chatWith(
  { store, clock, connectors }: Pick<BotDeps, 'store' | 'clock' | 'connectors'>,
  { boardId, personId }: Whom,
) {
  const { chat, person, team } = await store.read(async view => ({
    chat: await view.rows(personalChats).first({ personId }),
    person: await view.rows(people).get(personId),
    team: await view.rows(teams).first({ boardId, removedAt: null }),
  }));
  if (chat) return chat;
  if (!team || !person.teamsUserId) return null;
  const connector = await connectors.at(team.serviceUrl);
  const made = await connector.conversations.createConversation({
    isGroup: false,
    bot: { id: team.botId, name: '' },
    members: [{ id: person.teamsUserId, name: '' }],
    tenantId: team.tenantId,
    channelData: { tenant: { id: team.tenantId } },
  } as ConversationParameters);
  const fresh = {
    boardId,
    personId,
    conversationId: made.id,
    tenantId: team.tenantId,
    serviceUrl: team.serviceUrl,
    botId: team.botId,
  };
  await store.write(unit => putPersonalChat(unit, fresh, clock.now()));
  return fresh;
}
