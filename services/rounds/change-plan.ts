/** The manager changes the plan of rounds: another day, a group left out of one, and back again. */
import { type AuditEventName, recordAudit } from '../audit/record.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { findGroup } from '../people/groups.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { guardTexts } from '../privacy/guard-texts.ts';
import { lookAtOpeningsAgain } from '../schedule/look-again.ts';
import { type BoardRow, boards, type GroupRow, groups } from '../store/entities/board.ts';
import { leftOut, roundPlans } from '../store/entities/round-plans.ts';
import { rounds } from '../store/entities/rounds.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import { addDays, dayOf, isDay } from '../time.ts';
import { askAfterAll } from './left-out.ts';
import { type Period, parsePeriod } from './periods.ts';
import {
  comingYear,
  type PlannedRound,
  plannedRound,
  plannedRounds,
  readPlanning,
} from './planned-rounds.ts';
import { reconcileOpenAsks } from './reconcile.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

/** How far back a day to open is looked for that nobody opened on. */
const MISSED = 120;

/** The rounds of the coming year, and those that are open, or could still be opened. @throws CollateError `not_allowed` */
export function readPlan({ store, clock }: Deps, actor: Actor): Promise<PlannedRound[]> {
  return store.read(async view => {
    await requireMay(view, actor, 'round.manage', { now: clock.now() }, 'see the plan of rounds');
    const board = await view.rows(boards).get(actor.boardId);
    const records = await readPlanning(view, board);
    const today = dayOf(clock.now(), board.timezone);
    const missed = plannedRounds(records, addDays(today, -MISSED), addDays(today, -1)).filter(
      ({ due }) => due >= today,
    );
    const open = records.rounds
      .filter(({ closedAt }) => closedAt === null)
      .map(({ period }) => plannedRound(records, parsePeriod(period, board.yearStarts)));
    const planned = [...missed, ...comingYear(records, today)].filter(({ state }) => state === 'planned');
    return [...open, ...planned];
  });
}

/**
 * @param change the days that are to differ from the rules; null takes all changes back
 * @throws CollateError `not_allowed`, `period_invalid`, `input_invalid`, `round_exists` where it is open already
 */
export function changePlannedRound(
  deps: Deps,
  actor: Actor,
  period: string,
  change: { due?: string; opens?: string } | null,
): Promise<PlannedRound> {
  return inPlan(deps, actor, period, async ({ unit, board, found, now }) => {
    if ((await unit.rows(rounds).count({ boardId: board.id, period: found.name })) > 0) {
      throw new CollateError(
        'round_exists',
        `The round ${found.name} is open already. To give it another day: round move ${found.name} due DAY.`,
      );
    }
    const before = await unit.rows(roundPlans).first({ boardId: board.id, period: found.name });
    const today = dayOf(now, board.timezone);
    for (const day of Object.values(change ?? {})) requireComing(day, today);
    if (before) await unit.rows(roundPlans).remove({ id: before.id });
    if (change !== null) {
      await unit.rows(roundPlans).insert({
        boardId: board.id,
        period: found.name,
        opens: change.opens ?? before?.opens ?? null,
        due: change.due ?? before?.due ?? null,
        changedAt: now,
        changedById: actor.personId,
      });
    }
    const planned = plannedRound(await readPlanning(unit, board), found);
    if (planned.opens > planned.due) {
      throw new CollateError(
        'input_invalid',
        `The round would open on ${planned.opens}, after it is due on ${planned.due}.`,
      );
    }
    return 'round.planned';
  });
}

/**
 * Leaves a group out of one round, also of one that is open: what it has not answered is no longer asked for.
 * @throws CollateError `not_allowed`, `period_invalid`, `group_unknown`, `input_invalid` without a reason, `round_closed`
 */
export function leaveOut(
  deps: Deps,
  actor: Actor,
  { group, period, reason }: { group: string; period: string; reason: string },
): Promise<PlannedRound> {
  return inPlan(deps, actor, period, async ({ unit, board, found, now }) => {
    const text = reason.trim();
    if (text === '' || text.length > 200) {
      throw new CollateError(
        'input_invalid',
        'Say why, in at most 200 characters: round skip QAS 2026-27 Q2 because it merges with another group',
      );
    }
    await guardTexts(unit, actor, { reason: text }, now);
    const { id: groupId } = await groupNamed(unit, board.id, group);
    await askAfterAll(unit, board.id, found.name, [{ id: groupId }]);
    await unit.rows(leftOut).insert({
      boardId: board.id,
      period: found.name,
      groupId,
      reason: text,
      at: now,
      byId: actor.personId,
    });
    return 'round.left-out';
  });
}

/** Takes that back. @throws CollateError as leaveOut, and `input_invalid` where it was not left out */
export function takeBackIn(
  deps: Deps,
  actor: Actor,
  { group, period }: { group: string; period: string },
): Promise<PlannedRound> {
  return inPlan(deps, actor, period, async ({ unit, board, found }) => {
    const named = await groupNamed(unit, board.id, group);
    if ((await askAfterAll(unit, board.id, found.name, [named])) === 0) {
      throw new CollateError('input_invalid', `${named.name} is not left out of ${found.name}.`);
    }
    return 'round.group-asked';
  });
}

interface InPlan {
  unit: Unit;
  board: BoardRow;
  found: Period;
  now: Date;
}

/** What every change of the plan has in common: who may, of a round that is not closed, and what follows. */
function inPlan(
  { store, clock }: Deps,
  actor: Actor,
  period: string,
  work: (at: InPlan) => Promise<AuditEventName>,
): Promise<PlannedRound> {
  return store.write(async unit => {
    const now = clock.now();
    await requireMay(unit, actor, 'round.manage', { now }, 'change the plan of rounds');
    const board = await unit.rows(boards).get(actor.boardId);
    const found = parsePeriod(period, board.yearStarts);
    const round = await unit.rows(rounds).first({ boardId: board.id, period: found.name });
    if (round?.closedAt) throw new CollateError('round_closed', `The round ${found.name} is closed.`);
    const event = await work({ unit, board, found, now });
    if (round) await reconcileOpenAsks(unit, board.id, now);
    else await lookAtOpeningsAgain(unit, board, now);
    await recordAudit(unit, {
      boardId: board.id,
      at: now,
      event,
      personId: actor.personId,
      channelRowId: actor.channelRowId,
      subject: { period: found.name },
    });
    return plannedRound(await readPlanning(unit, board), found);
  });
}

function requireComing(day: string, today: string): void {
  if (!isDay(day))
    throw new CollateError('input_invalid', `“${day.slice(0, 40)}” is not a day. Write 2026-10-09.`);
  if (day < today) throw new CollateError('input_invalid', `The day ${day} is past: today is ${today}.`);
}

async function groupNamed(view: View, boardId: string, name: string): Promise<GroupRow> {
  const all = await view.rows(groups).find({ boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
  return findGroup(all, name);
}
