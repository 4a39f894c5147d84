/** Keeps the asks of open rounds in step with a plan that changed. */
import { recordAudit } from '../audit/record.ts';
import { queueRefresh } from '../delivery/queue.ts';
import { returns } from '../store/entities/returns.ts';
import { type AskRow, askActions, asks, rounds } from '../store/entities/rounds.ts';
import type { Unit } from '../store/unit-of-work.ts';
import { settleAsk } from './ask-progress.ts';
import { actionsToAsk } from './owed.ts';

/**
 * Adds the actions that a group now owns to its open asks, and takes out those that it no longer does and has not
 * answered. What was answered stays where it was given.
 */
export async function reconcileOpenAsks(unit: Unit, boardId: string, now: Date): Promise<void> {
  const open = await unit.rows(rounds).find({ boardId, closedAt: null });
  if (open.length === 0) return;
  const owed = await actionsToAsk(unit, boardId);
  for (const ask of await unit
    .rows(asks)
    .find({ roundId: open.map(round => round.id), kind: 'action-updates' })) {
    await reconcileAsk(unit, ask, owed.get(ask.groupId) ?? [], now);
    await queueRefresh(unit, { purpose: 'ask', subjectId: ask.id }, now);
  }
}

async function reconcileAsk(
  unit: Unit,
  ask: AskRow,
  wanted: { actionId: string; rates: boolean }[],
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
      await unit.rows(askActions).update({ id: row.id }, { rates, position });
    } else {
      await unit.rows(askActions).insert({ boardId: ask.boardId, askId: ask.id, actionId, rates, position });
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
