/** Opens and closes the turns of a set: rounds of their own, which ask for its actions alone. */
import { recordAudit } from '../audit/record.ts';
import { queueRefresh } from '../delivery/queue.ts';
import { addPart } from '../rounds/ask-parts.ts';
import { openActions, owedInTurn } from '../rounds/owed/by-set.ts';
import { postOpenAsks } from '../rounds/post-asks.ts';
import { refreshReminders } from '../rounds/refresh-reminders.ts';
import { tellMissedTurns } from '../rounds/remind.ts';
import type { SkipReason } from '../schedule/reasons.ts';
import { boards } from '../store/entities/board.ts';
import { asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import { type ActionSetRow, actionSets } from '../store/entities/sets.ts';
import type { Unit } from '../store/unit-of-work.ts';
import type { ActionSet } from './read-sets.ts';
import { codeOf, type Turn } from './rhythm.ts';

/**
 * The turn before is closed: what is missing of it is asked for in this one. A set of which everything is complete is
 * over, and asks no more.
 * @returns why nothing is asked; null where it is
 */
export async function openTurn(
  unit: Unit,
  set: ActionSet,
  turn: Turn,
  now: Date,
): Promise<SkipReason | null> {
  const isOver = set.untilOn !== null && turn.starts > set.untilOn;
  const open = isOver ? new Set() : await openActions(unit, set);
  await closeTurns(unit, set.id, now, turn.starts);
  if (open.size === 0) {
    await endSet(unit, set, now);
    return 'set-over';
  }
  const owed = await owedInTurn(unit, set);
  if (owed.length === 0) return 'nobody-answers';
  const round = await roundOf(unit, set, turn, now);
  const before = await unit.rows(asks).find({ roundId: round.id });
  for (const { kind, asked, parts } of owed.filter(one =>
    before.every(ask => ask.groupId !== one.asked.groupId),
  )) {
    const ask = await unit
      .rows(asks)
      .insert({ boardId: set.boardId, roundId: round.id, kind, ...asked, openedAt: now, completedAt: null });
    for (const [position, part] of parts.entries()) await addPart(unit, ask, part, position);
  }
  await postOpenAsks(unit, set.boardId, now);
  // A turn that opens again has told of those before it.
  if (before.length === 0) await tellMissedTurns(unit, await unit.rows(boards).get(set.boardId), round, now);
  await recordAudit(unit, {
    boardId: set.boardId,
    at: now,
    event: 'set.turn-opened',
    source: 'bot',
    subject: { set: set.id, round: round.id, asks: owed.length },
  });
  return null;
}

/** The round of a turn; one that was closed early, as when its set was out of the board file, opens again. */
async function roundOf(
  unit: Unit,
  set: ActionSet,
  { starts, ends, due }: Turn,
  now: Date,
): Promise<RoundRow> {
  const { id: setId, boardId } = set;
  const known = await unit.rows(rounds).find({ boardId, setId });
  const same = known.find(({ startsOn }) => startsOn === starts);
  if (same) {
    await unit.rows(rounds).update({ id: same.id }, { endsOn: ends, due, closedAt: null });
    return { ...same, endsOn: ends, due, closedAt: null };
  }
  const turn = Math.max(0, ...known.map(round => round.turn ?? 0)) + 1;
  return unit.rows(rounds).insert({
    boardId,
    period: `${codeOf(set)} ${turn}`,
    startsOn: starts,
    endsOn: ends,
    due,
    signOffBy: null,
    paperOn: null,
    meetingOn: null,
    openedAt: now,
    openedById: null,
    closedAt: null,
    heldAt: null,
    heldById: null,
    holdReason: null,
    firstDue: null,
    dueSetAt: null,
    dueReason: null,
    setId,
    turn,
  });
}

/** After a set has become restricted, or is no longer: its turns are named anew. */
export async function nameTurns(unit: Unit, set: ActionSetRow): Promise<void> {
  for (const { id, turn } of await unit.rows(rounds).find({ setId: set.id }))
    await unit.rows(rounds).update({ id }, { period: `${codeOf(set)} ${turn ?? 1}` });
}

/** Closes what is open of a set; answers that come later are late, and still taken. @param but the turn that stays */
export async function closeTurns(
  unit: Unit,
  setId: string,
  now: Date,
  but: string | null = null,
): Promise<void> {
  for (const { id: roundId, startsOn } of await unit.rows(rounds).find({ setId, closedAt: null })) {
    if (startsOn === but) continue;
    await unit.rows(rounds).update({ id: roundId }, { closedAt: now });
    for (const { id: subjectId } of await unit.rows(asks).find({ roundId }))
      await queueRefresh(unit, { purpose: 'ask', subjectId }, now);
    await refreshReminders(unit, { roundId }, now);
  }
}

async function endSet(unit: Unit, { id, boardId }: ActionSet, now: Date): Promise<void> {
  await closeTurns(unit, id, now);
  await unit.rows(actionSets).update({ id }, { endedAt: now });
  await recordAudit(unit, { boardId, at: now, event: 'set.ended', source: 'bot', subject: { set: id } });
}
