/** A reminder as it stands: what is still to come from whom, and where its card is. */

import { leadersOf } from '../people/leaders.ts';
import { kindNames } from '../returns/kinds.ts';
import { missedTurns } from '../sets/missed-turns.ts';
import { isRestrictedSet } from '../sets/restrictions.ts';
import { boards, people } from '../store/entities/board.ts';
import { type ReminderAudience, type ReminderRow, reminders } from '../store/entities/reminders.ts';
import { type AskRow, asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import { type Day, dayOf } from '../time.ts';
import { type AskedName, askedNames } from './asked-names.ts';
import { type MissingAsk, readMissing } from './missing.ts';
import { TELL_MANAGER } from './remind.ts';
import { addWorkingDays, calendarOf, isOpenMoment, openMoment, workingDayUpTo } from './working-days.ts';

export interface ReminderState {
  reminderId: string;
  board: { id: string; short: string; timezone: string };
  audience: ReminderAudience;
  round: { period: string; due: Day; closed: boolean };
  /** By who is asked: one, but for the manager's, which has all. */
  missing: MissingOfAsked[];
  /** Who is asked; null in the manager's. */
  asked: AskedName | null;
  /** Whom the card calls beside the leads: from the second reminder on the group's chair. */
  chairs: { teamsUserId: string; name: string }[];
  /** Until when the group has put it off, and who did. */
  snoozed: { until: Day; by: string } | null;
  /** The days to which it can be put off; none where it came from being put off, or is not a group's. */
  snoozeDays: Day[];
}

export interface MissingOfAsked {
  asked: AskedName;
  asks: MissingAsk[];
  /** How many turns running, before this one, were not answered; 0 or absent for a round of a period. */
  missedTurns?: number;
}

/** In working days: the next, and one later. */
const SNOOZES = [1, 3];

/** @returns null where the reminder is gone */
export async function readReminder(view: View, reminderId: string, now: Date): Promise<ReminderState | null> {
  const row = await view.rows(reminders).first({ id: reminderId });
  if (!row) return null;
  const board = await view.rows(boards).get(row.boardId);
  const round = await view.rows(rounds).get(row.roundId);
  const nameOf = await askedNames(view, board.id);
  const own = (await view.rows(asks).find({ roundId: round.id }, { orderBy: { id: 'asc' } })).filter(
    ask => row.audience === 'manager' || isOf(row, ask),
  );
  // Others than those named for it were reminded before it was restricted.
  const isHidden = row.audience !== 'asked' && (await isRestrictedSet(view, round.setId));
  const isOver = round.closedAt !== null || isHidden;
  const { id, short, timezone } = board;
  return {
    reminderId,
    board: { id, short, timezone },
    audience: row.audience,
    round: { period: round.period, due: round.due, closed: isOver },
    missing: isOver ? [] : await missingNow(view, row, round, await byAsked(view, own, nameOf)),
    asked: row.audience === 'manager' ? null : nameOf(row),
    chairs: row.audience === 'group' && row.stage > 0 ? await chairsOf(view, row, dayOf(now, timezone)) : [],
    snoozed: row.snoozedUntil ? { until: row.snoozedUntil, by: await nameOfPerson(view, row) } : null,
    snoozeDays: await snoozeDaysOf(view, row, now),
  };
}

/** Of a turn that has just opened nobody is late: the manager is told of who let turns before it pass. */
async function missingNow(
  view: View,
  { audience }: ReminderRow,
  round: RoundRow,
  all: readonly MissingOfAsked[],
): Promise<MissingOfAsked[]> {
  const counted: MissingOfAsked[] = [];
  for (const one of all) {
    const missed = one.asked.kind === 'group' ? await missedTurns(view, round, one.asked.id) : 0;
    const isTold = audience !== 'manager' || round.setId === null || missed >= TELL_MANAGER;
    if (isTold) counted.push({ ...one, missedTurns: missed });
  }
  return counted;
}

const isOf = (row: ReminderRow, ask: AskRow) =>
  ask.groupId === row.groupId && ask.agencyId === row.agencyId && ask.priorityId === row.priorityId;

/** What of a round is missing now, closed or not. */
export async function missingOfRound(
  view: View,
  { boardId, roundId }: { boardId: string; roundId: string },
): Promise<MissingOfAsked[]> {
  const own = await view.rows(asks).find({ boardId, roundId }, { orderBy: { id: 'asc' } });
  return byAsked(view, own, await askedNames(view, boardId));
}

async function byAsked(
  view: View,
  own: readonly AskRow[],
  nameOf: (ask: AskRow) => AskedName,
): Promise<MissingOfAsked[]> {
  const found = new Map<string, MissingOfAsked>();
  for (const ask of own) {
    const missing = await readMissing(view, [ask]);
    if (missing.length === 0) continue;
    const asked = nameOf(ask);
    const entry = found.get(asked.id) ?? { asked, asks: [] };
    entry.asks.push(...missing);
    found.set(asked.id, entry);
  }
  const order = ({ kind }: MissingAsk) => kindNames.indexOf(kind);
  for (const { asks: missing } of found.values()) missing.sort((one, other) => order(one) - order(other));
  return [...found.values()].sort((one, other) => one.asked.name.localeCompare(other.asked.name, 'en'));
}

async function chairsOf(
  view: View,
  { boardId, groupId }: ReminderRow,
  today: Day,
): Promise<ReminderState['chairs']> {
  const [chair] = await leadersOf(view, { boardId, groupId: groupId ?? '' }, today);
  return chair?.teamsUserId ? [{ teamsUserId: chair.teamsUserId, name: chair.name }] : [];
}

async function nameOfPerson(view: View, { snoozedById }: ReminderRow): Promise<string> {
  return (await view.rows(people).first({ id: snoozedById ?? '' }))?.name ?? 'somebody';
}

/** To later days up to the one on which the round is due; once it is late, to the next alone. */
export async function snoozeDaysOf(view: View, row: ReminderRow, now: Date): Promise<Day[]> {
  if (row.audience !== 'group' || row.snoozedUntil !== null || (await cameBack(view, row))) return [];
  const round = await view.rows(rounds).get(row.roundId);
  if (round.closedAt !== null) return [];
  const board = await view.rows(boards).get(row.boardId);
  const calendar = calendarOf(board);
  const today = dayOf(now, board.timezone);
  const days = SNOOZES.map(count => addWorkingDays(calendar, today, count));
  const last = workingDayUpTo(calendar, round.due);
  return days.filter((day, index) => day <= last || (index === 0 && today >= last));
}

/** A group puts off one reminder of a round, not the one that then comes again. */
async function cameBack(view: View, { id, roundId, groupId, stage }: ReminderRow): Promise<boolean> {
  const same = await view.rows(reminders).find({ roundId, groupId, stage, audience: 'group' });
  return same.some(other => other.id !== id && other.snoozedUntil !== null);
}

/** When a reminder may be posted: at once, or when the quiet hours and closed days are over, as milliseconds from now. */
export async function waitBeforeReminding(view: View, boardId: string, now: Date): Promise<number> {
  const calendar = calendarOf(await view.rows(boards).get(boardId));
  return isOpenMoment(calendar, now) ? 0 : openMoment(calendar, now).getTime() - now.getTime();
}
