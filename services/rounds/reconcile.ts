/** Keeps the asks of open rounds in step with a plan that changed. */
import { recordAudit } from '../audit/record.ts';
import { queueRefresh } from '../delivery/queue.ts';
import { isKind, type KindName } from '../returns/kinds.ts';
import { readSets } from '../sets/read-sets.ts';
import { followBoard } from '../sign-off/tell.ts';
import { boards } from '../store/entities/board.ts';
import { returns } from '../store/entities/returns.ts';
import { type AskRow, asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import type { Unit } from '../store/unit-of-work.ts';
import { addPart, changePart, readParts, removePart } from './ask-parts.ts';
import { settleAsk } from './ask-progress.ts';
import { groupsLeftOut } from './left-out.ts';
import { owedInTurn } from './owed/by-set.ts';
import { isSame, type Owed, type OwedPart, WHOLE } from './owed/owed.ts';
import { owedIn } from './owed/registry.ts';
import { spanOf } from './periods.ts';
import { postOpenAsks } from './post-asks.ts';
import { refreshProgress } from './post-progress.ts';

/**
 * Adds the parts (actions, measures, agencies' levels) that somebody now owes to their open asks, and takes out those
 * that they no longer do and have not answered. What was answered stays where it was given.
 */
export async function reconcileOpenAsks(unit: Unit, boardId: string, now: Date): Promise<void> {
  const board = await unit.rows(boards).get(boardId);
  const open = await unit.rows(rounds).find({ boardId, closedAt: null });
  const sets = await readSets(unit, boardId);
  for (const round of open) {
    const present = await unit.rows(asks).find({ roundId: round.id });
    const asked = [...new Set(present.map(ask => ask.kind))].filter(isKind);
    const out = await groupsLeftOut(unit, boardId, round.period);
    const set = sets.find(({ id }) => id === round.setId);
    const all = set ? await owedInTurn(unit, set) : await owedIn(unit, board, spanOf(round), asked);
    const owed = all.filter(one => one.asked.groupId === null || !out.has(one.asked.groupId));
    for (const kind of asked) {
      const ofKind = { asks: present.filter(ask => ask.kind === kind), owed: owed.filter(isOf(kind)) };
      const answered = await answeredSubjects(unit, ofKind.asks);
      const made = await askNewOwners(unit, round, ofKind, now);
      for (const ask of [...ofKind.asks, ...made]) {
        const parts = ofKind.owed.find(one => isSame(one)(ask))?.parts ?? [];
        await reconcileAsk(unit, ask, parts, answered, now);
        await queueRefresh(unit, { purpose: 'ask', subjectId: ask.id }, now);
      }
    }
    await refreshProgress(unit, round.id, now);
  }
  await postOpenAsks(unit, boardId, now);
  await followBoard(unit, boardId, now);
}

const isOf = (kind: KindName) => (owed: Owed) => owed.kind === kind;

/** The parts of which somebody has said something in this round: whose rating counts stays as it was asked. */
async function answeredSubjects(unit: Unit, present: readonly AskRow[]): Promise<Set<string>> {
  const rows = await unit.rows(returns).find({ askId: present.map(ask => ask.id), withdrawn: false });
  return new Set(rows.map(row => row.subjectId));
}

/** A group that took over something asked in this round is asked for it, also where it owed nothing before. */
async function askNewOwners(
  unit: Unit,
  round: RoundRow,
  { asks: present, owed }: { asks: readonly AskRow[]; owed: readonly Owed[] },
  now: Date,
): Promise<AskRow[]> {
  const asked = new Set<string>();
  for (const ask of present) for (const part of await readParts(unit, ask)) asked.add(part.subjectId);
  const made: AskRow[] = [];
  for (const one of owed) {
    if (present.some(isSame(one)) || !one.parts.some(({ subjectId }) => asked.has(subjectId))) continue;
    // Answering "the whole" of something is each one's own; nobody takes that over.
    if (one.parts.every(({ subjectId }) => subjectId === WHOLE)) continue;
    const ask = { boardId: round.boardId, roundId: round.id, kind: one.kind, ...one.asked };
    made.push(await unit.rows(asks).insert({ ...ask, openedAt: now, completedAt: null }));
  }
  return made;
}

async function reconcileAsk(
  unit: Unit,
  ask: AskRow,
  wanted: readonly OwedPart[],
  answered: Set<string>,
  now: Date,
): Promise<void> {
  const present = await readParts(unit, ask);
  const wantedIds = new Set(wanted.map(({ subjectId }) => subjectId));
  let changed = 0;
  for (const { rowId, subjectId } of present) {
    if (wantedIds.has(subjectId)) continue;
    if ((await unit.rows(returns).count({ askId: ask.id, subjectId })) > 0) continue;
    changed += await removePart(unit, ask, rowId);
  }
  for (const [position, { subjectId, rates }] of wanted.entries()) {
    const row = present.find(candidate => candidate.subjectId === subjectId);
    if (row) {
      const kept = answered.has(subjectId) ? row.rates : rates;
      if (kept !== row.rates) changed += 1;
      await changePart(unit, ask, { ...row, rates: kept }, position);
    } else {
      await addPart(unit, ask, { subjectId, rates: rates && !answered.has(subjectId) }, position);
      changed += 1;
    }
  }
  if (changed === 0) return;
  await settleAsk(unit, ask, now);
  await recordAudit(unit, {
    boardId: ask.boardId,
    at: now,
    event: 'round.actions-changed',
    source: 'bot',
    subject: { ask: ask.id, changed },
  });
}
