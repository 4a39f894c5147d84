/** Gives an open round another due day: told anew where it is asked, and nobody is late before the day they had first. */
import { recordAudit } from '../audit/record.ts';
import { overtake, queueRefresh, queueRemoval } from '../delivery/queue.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { guardTexts } from '../privacy/guard-texts.ts';
import { boards } from '../store/entities/board.ts';
import { messages } from '../store/entities/delivery.ts';
import { returns } from '../store/entities/returns.ts';
import { asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';
import { type Day, dayOf, isDay } from '../time.ts';
import { findOpenRound } from './find-round.ts';
import { lastDayFor } from './lateness.ts';
import { rulesOf } from './planned-rounds.ts';
import { postOpenAsks } from './post-asks.ts';
import { refreshProgress } from './post-progress.ts';
import { refreshReminders } from './refresh-reminders.ts';
import { missingAsks } from './remind.ts';
import { daysAfterDue } from './round-days.ts';
import { calendarOf } from './working-days.ts';

export interface MovedRound {
  period: string;
  due: Day;
  /** The day it was due on before. */
  was: Day;
  reason: string | null;
  /** Returns that are told of it anew. */
  told: number;
}

const LONGEST_REASON = 200;

/**
 * Said again with the same day it changes nothing.
 * @param choice the period as typed; the only open round where it is null
 * @throws CollateError `not_allowed`, `input_invalid`, `round_unknown`, `round_none_open`, `round_closed`
 */
export function moveRound(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
  choice: { period: string | null; due: string; reason: string | null },
): Promise<MovedRound> {
  return store.write(async unit => {
    const now = clock.now();
    await requireMay(unit, actor, 'round.manage', { now }, 'move a round');
    const board = await unit.rows(boards).get(actor.boardId);
    const round = await findOpenRound(unit, board.id, choice.period);
    const due = requireDay(choice.due, dayOf(now, board.timezone));
    const reason = choice.reason?.trim() || null;
    if (reason !== null && reason.length > LONGEST_REASON)
      throw new CollateError('input_invalid', `Keep the reason within ${LONGEST_REASON} characters.`);
    await guardTexts(unit, actor, { reason }, now);
    const moved = { period: round.period, due, was: round.due, reason };
    if (round.due === due) return { ...moved, told: 0 };
    const { signOffBy, paperOn, meetingOn } = round;
    const days = { opens: due, due, signOff: signOffBy, papers: paperOn, meeting: meetingOn };
    const { signOff } = daysAfterDue(due, days, rulesOf(board), calendarOf(board));
    const moving = {
      due,
      signOffBy: signOff,
      firstDue: round.firstDue ?? round.due,
      dueSetAt: now,
      dueReason: reason,
    };
    await unit.rows(rounds).update({ id: round.id }, moving);
    await forgiveLate(unit, { ...round, ...moving }, board.timezone);
    const told = await tellAnew(unit, round.id, board.id, now);
    await recordAudit(unit, {
      boardId: board.id,
      at: now,
      event: 'round.moved',
      personId: actor.personId,
      channelRowId: actor.channelRowId,
      subject: { round: round.id, period: round.period, due, was: round.due },
    });
    return { ...moved, told };
  });
}

/**
 * Who answered late, and by the new day would have been in time, is late no more. Who was in time stays so, whatever
 * the round is moved to afterwards.
 */
async function forgiveLate(unit: Unit, round: RoundRow, zone: string): Promise<void> {
  const own = new Map((await unit.rows(asks).find({ roundId: round.id })).map(ask => [ask.id, ask]));
  for (const { id, askId, savedAt } of await unit
    .rows(returns)
    .find({ askId: [...own.keys()], late: true })) {
    const ask = own.get(askId);
    if (ask && dayOf(savedAt, zone) <= lastDayFor(round, ask))
      await unit.rows(returns).update({ id }, { late: false });
  }
}

/** Cards that still ask for something go, and come again with the new day; the others only show it. */
async function tellAnew(unit: Unit, roundId: string, boardId: string, now: Date): Promise<number> {
  const missing = await missingAsks(unit, roundId);
  const ids = new Set(missing.map(({ id }) => id));
  for (const { id } of await unit.rows(asks).find({ roundId })) {
    if (!ids.has(id)) await queueRefresh(unit, { purpose: 'ask', subjectId: id }, now);
  }
  await overtake(unit, { purpose: 'ask', subjectId: [...ids] });
  const standing = await unit.rows(messages).find({ purpose: 'ask', subjectId: [...ids], retiredAt: null });
  for (const { id } of standing) await queueRemoval(unit, id, now);
  await postOpenAsks(unit, boardId, now);
  await refreshReminders(unit, { roundId }, now);
  await refreshProgress(unit, roundId, now);
  return missing.length;
}

function requireDay(day: string, today: Day): Day {
  if (!isDay(day))
    throw new CollateError('input_invalid', `“${day.slice(0, 40)}” is not a day. Write 2026-07-10.`);
  if (day < today) throw new CollateError('input_invalid', `The day ${day} is past: today is ${today}.`);
  return day;
}
