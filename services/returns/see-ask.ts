/** Who may look at an ask: its actions, its ratings, how far it is. */
import type { Actor } from '../people/access.ts';
import { may, requireMay } from '../people/permissions.ts';
import type { PlaceKind } from '../ports.ts';
import { findAsk, getAsk } from '../rounds/find-ask.ts';
import { isRestrictedSet } from '../sets/restrictions.ts';
import { type AskRow, askActions, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';

/** @throws CollateError `ask_unknown`, `not_allowed` */
export async function requireAskSeen(view: View, actor: Actor, askId: string, now: Date): Promise<void> {
  const ask = await getAsk(view, actor.boardId, askId);
  const restricted = await restrictedActionOf(view, ask);
  if (restricted) await requireMay(view, actor, 'restricted.see', { ...ask, actionId: restricted, now });
  else await requireMay(view, actor, 'group.see', { ...ask, now });
}

/** False also for an ask that is not there. */
export async function maySeeAsk(view: View, actor: Actor, askId: string, now: Date): Promise<boolean> {
  const ask = await findAsk(view, actor.boardId, askId);
  if (ask === null) return false;
  const restricted = await restrictedActionOf(view, ask);
  return restricted
    ? may(view, actor, 'restricted.see', { ...ask, actionId: restricted, now })
    : may(view, actor, 'group.see', { ...ask, now });
}

/** Whether the card of an ask may stand in a place: of a restricted one in the chats of those named for it. */
export async function mayStandAt(
  view: View,
  { boardId, askId }: { boardId: string; askId: string },
  { placeKind, placeId }: { placeKind: PlaceKind; placeId: string },
  now: Date,
): Promise<boolean> {
  const ask = await findAsk(view, boardId, askId);
  const restricted = ask && (await restrictedActionOf(view, ask));
  if (!ask || !restricted) return true;
  if (placeKind !== 'person') return false;
  const reader = { boardId, personId: placeId, channelRowId: null };
  return may(view, reader, 'restricted.see', { ...ask, actionId: restricted, now });
}

/** Stands for the action of a restricted ask that asks for nothing any more: nobody is named for it. */
const NOTHING = 'nothing';

/** One of the actions of an ask that is restricted as a whole; null for any other. All have the same people. */
async function restrictedActionOf(view: View, { id: askId, roundId }: AskRow): Promise<string | null> {
  const { setId } = await view.rows(rounds).get(roundId);
  if (!(await isRestrictedSet(view, setId))) return null;
  return (await view.rows(askActions).first({ askId }))?.actionId ?? NOTHING;
}
