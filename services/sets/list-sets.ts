/** The sets of actions as somebody may hear of them: how the turn stands, when the next opens, what was said last. */
import type { Actor } from '../people/access.ts';
import { seenGroups } from '../people/seen-groups.ts';
import type { Clock } from '../ports.ts';
import type { PersonLine } from '../returns/ask-state.ts';
import { type PlacedAnswer, standingAnswers } from '../returns/history.ts';
import { newestReturns } from '../rounds/ask-progress.ts';
import { calendarOf } from '../rounds/working-days.ts';
import { type BoardRow, boards, groups } from '../store/entities/board.ts';
import { actionOwners, actions } from '../store/entities/plan.ts';
import type { Rating } from '../store/entities/returns.ts';
import { askActions, asks, rounds } from '../store/entities/rounds.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import { type Day, dayOf } from '../time.ts';
import { type ActionSet, readSets } from './read-sets.ts';
import { mayRead, readRestrictions } from './restrictions.ts';
import { codeOf, sayEvery, turnsFrom } from './rhythm.ts';

export interface ListedSet {
  /** Of a restricted set a code that says nothing. */
  key: string;
  /** Null for who may not read of it: then there is nothing of it but its rhythm, and how much is in. */
  title: string | null;
  restricted: boolean;
  /** "every 2 weeks". */
  every: string;
  startsOn: Day;
  untilOn: Day | null;
  state: 'coming' | 'asking' | 'over';
  /** The turn that is open, and how much of what the reader may hear of is answered; null where none is. */
  turn: { number: number; due: Day; answered: number; of: number } | null;
  /** The first day of the next turn; null where there is none. */
  next: Day | null;
  /** In the plan's order. */
  actions: SetAction[];
}

export interface SetAction {
  ref: string;
  title: string;
  /** Short names, the first owner first. */
  groups: string[];
  rag: Rating | 'notReported';
  /** What was said last; null where nobody has. */
  said: { progress: string | null; by: PersonLine; at: string } | null;
}

/** Of the groups that somebody may see; in a group's channel of its own. */
export function listSets(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
): Promise<ListedSet[]> {
  return store.read(async view => {
    const now = clock.now();
    const seen = await seenGroups(view, actor, now);
    const board = await view.rows(boards).get(actor.boardId);
    const listed: ListedSet[] = [];
    const restrictions = await readRestrictions(view, board.id);
    for (const set of await readSets(view, board.id)) {
      const isRestricted = set.restrictedAt !== null;
      const isReader = set.actionIds.some(actionId => mayRead(restrictions, actor, actionId));
      // Who sees the whole board may know that there is one; who is named reads of all of it, whatever their groups.
      if (isRestricted && !isReader && seen !== null) continue;
      const groupIds = isRestricted ? null : seen && new Set(seen.map(({ id }) => id));
      const shown = await listedSet(view, board, set, groupIds, now);
      if (shown.actions.length === 0) continue;
      listed.push(isRestricted && !isReader ? { ...shown, title: null, actions: [] } : shown);
    }
    return listed;
  });
}

async function listedSet(
  view: View,
  board: BoardRow,
  set: ActionSet,
  seen: ReadonlySet<string> | null,
  now: Date,
): Promise<ListedSet> {
  const inOrder = { orderBy: { position: 'asc' } } as const;
  const owners = await view.rows(actionOwners).find({ actionId: set.actionIds }, inOrder);
  const shorts = new Map(
    (await view.rows(groups).find({ boardId: board.id })).map(row => [row.id, row.short]),
  );
  const own = (await view.rows(actions).find({ id: set.actionIds, retiredAt: null }, inOrder)).filter(
    ({ id }) => seen === null || owners.some(owner => owner.actionId === id && seen.has(owner.groupId)),
  );
  const ids = own.map(({ id }) => id);
  const answers = await standingAnswers(view, board.id, ids);
  const today = dayOf(now, board.timezone);
  const { title, startsOn, untilOn, endedAt } = set;
  return {
    key: codeOf(set),
    title,
    restricted: set.restrictedAt !== null,
    every: sayEvery(set),
    startsOn,
    untilOn,
    state: endedAt !== null ? 'over' : startsOn > today ? 'coming' : 'asking',
    turn: await openTurnOf(view, set, ids),
    next: endedAt === null ? nextTurn(board, set, today) : null,
    actions: own.map(action => ({
      ref: action.ref,
      title: action.title,
      groups: owners
        .filter(({ actionId }) => actionId === action.id)
        .map(({ groupId }) => shorts.get(groupId) ?? ''),
      ...newestWord(answers.filter(({ actionId, rates }) => rates && actionId === action.id)),
    })),
  };
}

function newestWord(rated: readonly PlacedAnswer[]): Pick<SetAction, 'rag' | 'said'> {
  const newest = [...rated].sort((one, other) => one.at.getTime() - other.at.getTime()).at(-1);
  if (!newest) return { rag: 'notReported', said: null };
  const { content, by, at } = newest;
  return {
    rag: content.rating ?? 'notReported',
    said: { progress: content.progress, by, at: at.toISOString() },
  };
}

async function openTurnOf(view: View, set: ActionSet, ids: readonly string[]): Promise<ListedSet['turn']> {
  const round = await view.rows(rounds).first({ setId: set.id, closedAt: null });
  if (!round) return null;
  let [answered, of] = [0, 0];
  for (const { id: askId } of await view.rows(asks).find({ roundId: round.id })) {
    const asked = (await view.rows(askActions).find({ askId })).filter(({ actionId }) =>
      ids.includes(actionId),
    );
    const newest = await newestReturns(view, askId);
    of += asked.length;
    answered += asked.filter(({ actionId }) => newest.has(actionId)).length;
  }
  return { number: round.turn ?? 1, due: round.due, answered, of };
}

function nextTurn(board: BoardRow, set: ActionSet, today: Day): Day | null {
  for (const { starts } of turnsFrom(set, today, calendarOf(board))) {
    if (starts <= today) continue;
    return set.untilOn !== null && starts > set.untilOn ? null : starts;
  }
  return null;
}
