/** The 1:1 chats of people with the bot: remembered when they are first used, and used for what is private. */
import { requeueForPerson, waitsForPerson } from '../delivery/queue.ts';
import type { Clock } from '../ports.ts';
import { type PersonalChatRow, personalChats } from '../store/entities/teams.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';
import { moveTenant } from './service-url.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

type Chat = Omit<PersonalChatRow, 'id' | 'seenAt'>;

/**
 * Remembers a chat; what waited for it, or for its person to unblock the bot, becomes due. Writes nothing where
 * nothing is new.
 */
export async function rememberPersonalChat({ store, clock }: Deps, chat: Chat): Promise<void> {
  const { known, waits } = await store.read(async view => ({
    known: await view.rows(personalChats).first({ personId: chat.personId }),
    waits: await waitsForPerson(view, chat.personId),
  }));
  const isKnown = known?.conversationId === chat.conversationId && known.serviceUrl === chat.serviceUrl;
  if (isKnown && !waits) return;
  await store.write(async unit => {
    if (known) await moveTenant(unit, chat.tenantId, known, chat);
    await putPersonalChat(unit, chat, clock.now());
  });
}

export async function putPersonalChat(unit: Unit, chat: Chat, now: Date): Promise<void> {
  const changed = await unit
    .rows(personalChats)
    .update({ personId: chat.personId }, { ...chat, seenAt: now });
  if (changed === 0) await unit.rows(personalChats).insert({ ...chat, seenAt: now });
  await requeueForPerson(unit, chat.personId, now);
}
