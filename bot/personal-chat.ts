/** Posts in the 1:1 chat of a person: the one that is remembered, or one that is made with somebody seen on a roster. */
import type { ConversationParameters } from 'botframework-schema';
import type { Card } from '../cards/card.ts';
import { NOT_BEGUN, type Outcome } from '../services/delivery/outcome.ts';
import type { Turn } from '../services/ports.ts';
import { people } from '../services/store/entities/board.ts';
import {
  type PersonalChatRow,
  personalChats,
  type TeamRow,
  teams,
} from '../services/store/entities/teams.ts';
import type { View } from '../services/store/unit-of-work.ts';
import { putPersonalChat } from '../services/teams/personal-chats.ts';
import { messageOf } from './card-message.ts';
import type { BotDeps } from './deps.ts';

interface Whom {
  boardId: string;
  personId: string;
}

type Deps = Pick<BotDeps, 'store' | 'clock' | 'connectors'>;

type Chat = Omit<PersonalChatRow, 'id' | 'seenAt'>;

/**
 * @param turn awaited before each call; an answer to somebody who waits for it needs none
 * @throws what the Connector answers
 */
export async function sendToPerson(
  deps: Deps,
  whom: Whom,
  card: Card,
  turn: Turn = async () => true,
): Promise<Outcome> {
  const chat = await chatWith(deps, whom, turn);
  if ('kind' in chat) return chat;
  const connector = await deps.connectors.at(chat.serviceUrl);
  if (!(await turn())) return NOT_BEGUN;
  const sent = await connector.conversations.sendToConversation(chat.conversationId, messageOf(card));
  return { kind: 'sent', conversationId: chat.conversationId, activityId: sent.id };
}

async function chatWith(
  { store, clock, connectors }: Deps,
  { boardId, personId }: Whom,
  turn: Turn,
): Promise<Chat | Outcome> {
  const { chat, person, team } = await store.read(async view => {
    const person = await view.rows(people).get(personId);
    const chat = await view.rows(personalChats).first({ personId });
    return { chat, person, team: await teamOf(view, boardId, person.tenantId) };
  });
  if (chat) return chat;
  if (!team || !person.teamsUserId)
    return { kind: 'never', code: 'unseen', reason: 'This person has not been seen in Teams yet.' };
  const connector = await connectors.at(team.serviceUrl);
  if (!(await turn())) return NOT_BEGUN;
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

/** A team of the board through which somebody can be reached: one of the tenant in which they were seen. */
async function teamOf(view: View, boardId: string, tenantId: string | null): Promise<TeamRow | null> {
  const present = await view.rows(teams).find({ boardId, removedAt: null });
  return present.find(team => team.tenantId === tenantId) ?? present[0] ?? null;
}
