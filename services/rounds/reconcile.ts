/** Keeps the asks of open rounds in step with a plan that changed. */
import { recordAudit } from '../audit/record.ts';
import { queueRefresh } from '../delivery/queue.ts';
import { returns } from '../store/entities/returns.ts';
import { type AskRow, askActions, asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import type { Unit } from '../store/unit-of-work.ts';
import { settleAsk } from './ask-progress.ts';
import { actionsToAsk, type OwedAction } from './owed.ts';
import { postOpenAsks } from './post-asks.ts';

/**
 * Adds the actions that a group now owns to its open asks, and takes out those that it no longer does and has not
 * answered. What was answered stays where it was given.
 */
export async function reconcileOpenAsks(unit: Unit, boardId: string, now: Date): Promise<void> {
  const open = await unit.rows(rounds).find({ boardId, closedAt: null });
  const owed = await actionsToAsk(unit, boardId);
  for (const round of open) {
    const present = await unit.rows(asks).find({ roundId: round.id, kind: 'action-updates' });
    const rows = await unit.rows(askActions).find({ askId: present.map(ask => ask.id) });
    const asked = new Set(rows.map(row => row.actionId));
    const answered = await answeredActions(unit, present);
    const made = await askNewOwners(unit, round, { present, asked, owed }, now);
    for (const ask of [...present, ...made]) {
      await reconcileAsk(unit, ask, owed.get(ask.groupId) ?? [], answered, now);
      await queueRefresh(unit, { purpose: 'ask', subjectId: ask.id }, now);
    }
  }
  await postOpenAsks(unit, boardId, now);
}

/** The actions of which somebody has said something in this round: whose rating counts stays as it was asked. */
async function answeredActions(unit: Unit, present: readonly AskRow[]): Promise<Set<string>> {
  const rows = await unit.rows(returns).find({ askId: present.map(ask => ask.id), withdrawn: false });
  return new Set(rows.map(row => row.subjectId));
}

/** A group that took over something asked in this round is asked for it, also where it owed nothing before. */
async function askNewOwners(
  unit: Unit,
  round: RoundRow,
  {
    present,
    asked,
    owed,
  }: { present: readonly AskRow[]; asked: Set<string>; owed: Map<string, OwedAction[]> },
  now: Date,
): Promise<AskRow[]> {
  const before = new Set(present.map(ask => ask.groupId));
  const made: AskRow[] = [];
  for (const [groupId, actions] of owed) {
    if (before.has(groupId) || !actions.some(({ actionId }) => asked.has(actionId))) continue;
    const ask = { boardId: round.boardId, roundId: round.id, kind: 'action-updates', groupId };
    made.push(await unit.rows(asks).insert({ ...ask, openedAt: now, completedAt: null }));
  }
  return made;
}

async function reconcileAsk(
  unit: Unit,
  ask: AskRow,
  wanted: readonly OwedAction[],
  answered: Set<string>,
  now: Date,
): Promise<void> {
  const present = await unit.rows(askActions).find({ askId: ask.id });
  const wantedIds = new Set(wanted.map(({ actionId }) => actionId));
  let changed = 0;
  for (const row of present) {
    if (wantedIds.has(row.actionId)) continue;
    if ((await unit.rows(returns).count({ askId: ask.id, subjectId: row.actionId })) > 0) continue;
    changed += await unit.rows(askActions).remove({ id: row.id });
  }
  for (const [position, { actionId, rates }] of wanted.entries()) {
    const row = present.find(candidate => candidate.actionId === actionId);
    if (row) {
      const kept = answered.has(actionId) ? row.rates : rates;
      if (kept !== row.rates) changed += 1;
      await unit.rows(askActions).update({ id: row.id }, { rates: kept, position });
    } else {
      const counts = rates && !answered.has(actionId);
      await unit
        .rows(askActions)
        .insert({ boardId: ask.boardId, askId: ask.id, actionId, rates: counts, position });
      changed += 1;
    }
  }
  if (changed === 0) return;
  await settleAsk(unit, ask.id, now);
  await recordAudit(unit, {
    boardId: ask.boardId,
    at: now,
    event: 'round.actions-changed',
    subject: { ask: ask.id, changed },
  });
}
