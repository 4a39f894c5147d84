/** Who may look at an ask: its actions, its ratings, how far it is. */
import type { Actor } from '../people/access.ts';
import { may, requireMay } from '../people/permissions.ts';
import { findAsk, getAsk } from '../rounds/find-ask.ts';
import type { View } from '../store/unit-of-work.ts';

/** @throws CollateError `ask_unknown`, `not_allowed` */
export async function requireAskSeen(view: View, actor: Actor, askId: string, now: Date): Promise<void> {
  const ask = await getAsk(view, actor.boardId, askId);
  await requireMay(view, actor, 'group.see', { ...ask, now });
}

/** False also for an ask that is not there. */
export async function maySeeAsk(view: View, actor: Actor, askId: string, now: Date): Promise<boolean> {
  const ask = await findAsk(view, actor.boardId, askId);
  return ask !== null && (await may(view, actor, 'group.see', { ...ask, now }));
}
