/** Finds what a person may answer: an action by its ref, or everything that waits for them. */
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { isRestrictedSet, mayRead, readRestrictions } from '../sets/restrictions.ts';
import { boards, memberships, people } from '../store/entities/board.ts';
import { actions } from '../store/entities/plan.ts';
import { type AskRow, askActions, asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import { channelLinks } from '../store/entities/teams.ts';
import type { View } from '../store/unit-of-work.ts';
import { dayOf } from '../time.ts';
import type { AskedAction, AskState } from './ask-state.ts';
import { type AskedHere, readAsk, readAskedAction } from './read-ask.ts';
import { maySeeAsk } from './see-ask.ts';

/**
 * The newest ask about an action: of an open round before a closed one, of the channel's or the person's own group
 * before others', and there of the owner who rates it.
 * @throws CollateError `action_unknown`, `round_none_open`, `not_allowed`
 */
export async function findAskedAction(view: View, actor: Actor, ref: string, now: Date): Promise<AskedHere> {
  const { boardId } = actor;
  const wanted = ref.trim().toLowerCase();
  const restrictions = await readRestrictions(view, boardId);
  const all = (await view.rows(actions).find({ boardId }, { orderBy: { position: 'asc' } })).filter(
    ({ id }) => mayRead(restrictions, actor, id),
  );
  const named = all.filter(action => action.ref.toLowerCase() === wanted);
  if (named.length === 0)
    throw unknownAction(
      ref,
      all.filter(action => action.retiredAt === null).map(action => action.ref),
    );
  const asked = await view.rows(askActions).find({ actionId: named.map(action => action.id) });
  const candidates = await view.rows(asks).find({ id: asked.map(row => row.askId) });
  const roundRows = new Map((await view.rows(rounds).find({ boardId })).map(round => [round.id, round]));
  const own = await ownGroups(view, actor);
  const seen: AskRow[] = [];
  for (const ask of candidates) {
    const actionId = asked.find(row => row.askId === ask.id)?.actionId ?? '';
    const ofSet = await isRestrictedSet(view, roundRows.get(ask.roundId)?.setId ?? null);
    if (ofSet === restrictions.has(actionId)) seen.push(ask);
  }
  const best = seen
    .map(ask => ({ ask, round: roundRows.get(ask.roundId), row: asked.find(row => row.askId === ask.id) }))
    .sort(
      (one, other) =>
        rank(other.round) - rank(one.round) ||
        Number(own.has(other.ask.groupId ?? '')) - Number(own.has(one.ask.groupId ?? '')) ||
        Number(other.row?.rates) - Number(one.row?.rates),
    )[0];
  if (!best) throw new CollateError('round_none_open', `No round asks about ${named[0]?.ref} yet.`);
  return readAskedAction(view, actor, { askId: best.ask.id, actionId: best.row?.actionId ?? '' }, now);
}

/** An open round before a closed one; then the one that was opened last. */
function rank(round: RoundRow | undefined): number {
  if (!round) return 0;
  return round.openedAt.getTime() + (round.closedAt === null ? 1e15 : 0);
}

function unknownAction(ref: string, known: string[]): CollateError {
  const near = known.filter(candidate =>
    candidate.toLowerCase().startsWith(ref.trim().toLowerCase().slice(0, 3)),
  );
  const hint = near.length > 0 ? ` Did you mean ${near.slice(0, 5).join(', ')}?` : ' Refs look like 1.1.a.';
  return new CollateError('action_unknown', `There is no action “${ref.slice(0, 40)}”.${hint}`);
}

/** The groups of a person and of the channel that they speak in. */
export async function ownGroups(
  view: View,
  { boardId, personId, channelRowId }: Actor,
): Promise<Set<string>> {
  const byMembership = personId ? await view.rows(memberships).find({ boardId, personId }) : [];
  const byChannel = channelRowId ? await view.rows(channelLinks).find({ boardId, channelRowId }) : [];
  return new Set([...byMembership, ...byChannel].map(row => row.groupId));
}

/** The groups that the board file puts a person in; for somebody it does not name, those of the channel. */
export async function groupsToAnswerFor(
  view: View,
  { boardId, personId, channelRowId }: Actor,
  now: Date,
): Promise<Set<string>> {
  const { key } = await view.rows(people).get(personId ?? '');
  if (key === null && channelRowId !== null) return ownGroups(view, { boardId, personId, channelRowId });
  const today = dayOf(now, (await view.rows(boards).get(boardId)).timezone);
  const own = await view.rows(memberships).find({ boardId, personId: personId ?? '' });
  return new Set(own.filter(row => row.until === null || row.until >= today).map(row => row.groupId));
}

export interface Waiting {
  ask: AskState;
  action: AskedAction;
}

/** What waits for a person in open rounds: what they lead, and what is asked of the groups they belong to. */
export async function readWaiting(
  view: View,
  actor: Actor & { personId: string },
  now: Date,
): Promise<{ waiting: Waiting[]; done: number }> {
  const { boardId, personId } = actor;
  const open = await view.rows(rounds).find({ boardId, closedAt: null });
  const groupIds = await groupsToAnswerFor(view, actor, now);
  const openAsks: AskRow[] = await view
    .rows(asks)
    .find({ roundId: open.map(round => round.id), kind: 'action-updates' });
  const states: AskState[] = [];
  for (const ask of openAsks) {
    const state = await readAsk(view, boardId, ask.id, now);
    if (!state.round.restricted || (await maySeeAsk(view, actor, ask.id, now))) states.push(state);
  }
  const mine = states.flatMap(ask =>
    ask.actions
      .filter(action => action.lead?.id === personId || groupIds.has(ask.group.id))
      .map(action => ({ ask, action })),
  );
  return {
    waiting: mine
      .filter(({ action }) => action.answer === null)
      .sort(
        (one, other) =>
          Number(other.action.overdue) - Number(one.action.overdue) ||
          one.ask.round.due.localeCompare(other.ask.round.due) ||
          Number(other.action.lead?.id === personId) - Number(one.action.lead?.id === personId),
      ),
    done: mine.filter(({ action }) => action.answer !== null).length,
  };
}
