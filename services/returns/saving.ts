/** What saving, "no change" and undoing have in common: the ask as it stands, the author, a new version, what follows. */
import { recordAudit } from '../audit/record.ts';
import { queueRefresh } from '../delivery/queue.ts';
import { CollateError } from '../errors.ts';
import { type Actor, requireManager } from '../people/access.ts';
import type { Clock } from '../ports.ts';
import { settleAsk } from '../rounds/ask-progress.ts';
import { boards, people } from '../store/entities/board.ts';
import { actionUpdates, returns } from '../store/entities/returns.ts';
import { type AskRow, asks, rounds } from '../store/entities/rounds.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { dayOf } from '../time.ts';
import type { ActionUpdate, AskState } from './ask-state.ts';
import { readAsk } from './read-ask.ts';

/** What every answer to an ask is saved in. */
export interface Scene {
  ask: AskRow;
  state: AskState;
  now: Date;
  today: string;
  late: boolean;
}

export async function openScene(unit: Unit, clock: Clock, actor: Actor, askId: string): Promise<Scene> {
  const now = clock.now();
  const state = await readAsk(unit, actor.boardId, askId, now);
  const ask = await unit.rows(asks).get(askId);
  const board = await unit.rows(boards).get(actor.boardId);
  const round = await unit.rows(rounds).get(ask.roundId);
  const today = dayOf(now, board.timezone);
  return { ask, state, now, today, late: today > round.due || round.closedAt !== null };
}

/** Whose answer it is. */
export interface Author {
  personId: string;
  agencyId: string | null;
  enteredById: string | null;
}

export async function authorOf(unit: Unit, actor: Actor, givenById: string | null): Promise<Author> {
  const forAnother = givenById !== null && givenById !== actor.personId;
  if (forAnother) await requireManager(unit, actor, 'enter an answer for somebody else');
  const personId = givenById ?? actor.personId;
  if (personId === null) throw new CollateError('person_unknown', 'Say whose answer this is.');
  const person = await unit.rows(people).first({ id: personId, boardId: actor.boardId });
  if (!person) throw new CollateError('person_unknown', 'That person is not on this board.');
  return { personId, agencyId: person.agencyId, enteredById: forAnother ? actor.personId : null };
}

export interface NewVersion extends Author {
  actionId: string;
  content: ActionUpdate;
  noChange?: boolean;
  wordsFromId?: string;
}

export async function append(unit: Unit, scene: Scene, actor: Actor, version: NewVersion): Promise<void> {
  const { actionId, content, noChange = false, wordsFromId = null, ...author } = version;
  const row = await unit.rows(returns).insert({
    boardId: scene.ask.boardId,
    askId: scene.ask.id,
    subjectId: actionId,
    version: await nextVersion(unit, scene.ask.id, actionId),
    ...author,
    channelRowId: actor.channelRowId,
    savedAt: scene.now,
    late: scene.late,
    noChange,
    wordsFromId,
    undoesId: null,
    withdrawn: false,
  });
  await unit.rows(actionUpdates).insert({ id: row.id, boardId: row.boardId, actionId, ...content });
}

export async function settle(
  unit: Unit,
  { ask, now, state }: Scene,
  actor: Actor,
  event: 'return.saved' | 'return.undone' = 'return.saved',
): Promise<void> {
  await settleAsk(unit, ask.id, now);
  // Other groups' cards tell of the same action only in the next round, so this ask's own is all that changes.
  await queueRefresh(unit, { purpose: 'ask', subjectId: ask.id }, now);
  await recordAudit(unit, {
    boardId: ask.boardId,
    at: now,
    event,
    personId: actor.personId,
    channelRowId: actor.channelRowId,
    subject: { ask: ask.id, period: state.round.period },
  });
}

export async function nextVersion(view: View, askId: string, subjectId: string): Promise<number> {
  const last = await view.rows(returns).first({ askId, subjectId }, { orderBy: { version: 'desc' } });
  return (last?.version ?? 0) + 1;
}
