/** The 1:1 chats of people with the bot: remembered when they are first used, and used for what is private. */
import { requeueForPerson } from '../delivery/queue.ts';
import type { Clock } from '../ports.ts';
import { type PersonalChatRow, personalChats } from '../store/entities/teams.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

type Chat = Omit<PersonalChatRow, 'id' | 'seenAt'>;

/** Remembers a chat; what could not be delivered for want of it becomes due. Writes nothing where nothing is new. */
export async function rememberPersonalChat({ store, clock }: Deps, chat: Chat): Promise<void> {
  const known = await store.read(view => view.rows(personalChats).first({ personId: chat.personId }));
  if (known?.conversationId === chat.conversationId && known.serviceUrl === chat.serviceUrl) return;
  await store.write(unit => putPersonalChat(unit, chat, clock.now()));
}

export async function putPersonalChat(unit: Unit, chat: Chat, now: Date): Promise<void> {
  const changed = await unit
    .rows(personalChats)
    .update({ personId: chat.personId }, { ...chat, seenAt: now });
  if (changed === 0) await unit.rows(personalChats).insert({ ...chat, seenAt: now });
  await requeueForPerson(unit, chat.personId, now);
}
