/** Who may look at an ask: its actions, its ratings, how far it is. */
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { may, requireMay } from '../people/permissions.ts';
import { type AskRow, asks } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';

/** @throws CollateError `ask_unknown`, `not_allowed` */
export async function requireAskSeen(view: View, actor: Actor, askId: string, now: Date): Promise<void> {
  const ask = await findAny(view, actor, askId);
  await requireMay(view, actor, 'group.see', { ...ask, now });
}

/** False also for an ask that is not there. */
export async function maySeeAsk(view: View, actor: Actor, askId: string, now: Date): Promise<boolean> {
  const ask = await view.rows(asks).first({ id: askId, boardId: actor.boardId });
  return ask !== null && (await may(view, actor, 'group.see', { ...ask, now }));
}

async function findAny(view: View, { boardId }: Actor, askId: string): Promise<AskRow> {
  const ask = await view.rows(asks).first({ id: askId, boardId });
  if (ask) return ask;
  throw new CollateError('ask_unknown', 'This card is of a round that is no longer there.');
}
