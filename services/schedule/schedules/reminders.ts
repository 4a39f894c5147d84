/**
 * Reminders of open rounds: at set distances before they are due, then weekly; and those that a group put off.
 * What a reminder says is made when it is sent, so that nobody is reminded of what has just come in.
 */
import { lastDayInTime } from '../../rounds/lateness.ts';
import { remindAgain, remindRound } from '../../rounds/remind.ts';
import {
  addWorkingDays,
  calendarOf,
  openMoment,
  type WorkingCalendar,
  workingDayFrom,
  workingDayUpTo,
} from '../../rounds/working-days.ts';
import type { BoardRow } from '../../store/entities/board.ts';
import { reminders } from '../../store/entities/reminders.ts';
import { type RoundRow, rounds } from '../../store/entities/rounds.ts';
import { notNull } from '../../store/rows.ts';
import type { Unit, View } from '../../store/unit-of-work.ts';
import { addDays, dayOf, instantAt } from '../../time.ts';
import type { SkipReason } from '../reasons.ts';
import { isIn, type Schedule, type Slot, type Span } from '../schedule.ts';

/** Working days before the due day, where the board file says nothing. */
export const USUAL_DISTANCES: readonly number[] = [10, 3, 0];
/** From one reminder to the next once a round is late, in working days. */
const WEEK = 5;
const TIME = '09:00';
/** The most late reminders of one round that are reckoned: two years of them. */
const MOST_LATE = 104;

/** What the decision needs to know of a round. */
export type RemindedRound = Pick<
  RoundRow,
  'id' | 'period' | 'due' | 'firstDue' | 'dueSetAt' | 'openedAt' | 'closedAt'
>;

/** The reminders of one round in a span. Pure. */
export function slotsOfRound(
  round: RemindedRound,
  distances: readonly number[],
  calendar: WorkingCalendar,
  span: Span,
): Slot[] {
  const { id, period, due, openedAt, dueSetAt, closedAt } = round;
  // Who has just been asked, or just been given another day, is not reminded of it on the same day.
  const told = dayOf(dueSetAt ?? openedAt, calendar.zone);
  const [first, final] = [dayOf(span.from, calendar.zone), dayOf(span.until, calendar.zone)];
  const found: Slot[] = [];
  /** @returns false where this one and all that come later lie after the span */
  const add = (mark: string, day: string, about: string): boolean => {
    if (day > final) return false;
    // Quiet hours move it to the next working day at most.
    if (workingDayFrom(calendar, addDays(day, 1)) < first) return true;
    const at = openMoment(calendar, instantAt(day, TIME, calendar.zone));
    const isWanted = isIn(span, at) && day > told && (closedAt === null || at <= closedAt);
    if (isWanted) found.push({ key: `${id} ${due} ${mark}`, at, series: id, about: `${period}, ${about}` });
    return true;
  };
  for (const distance of [...new Set(distances)].sort((one, other) => other - one)) {
    const day = distance === 0 ? workingDayUpTo(calendar, due) : addWorkingDays(calendar, due, -distance);
    add(
      `before-${distance}`,
      day,
      distance === 0 ? 'on the day it is due' : `${sayDays(distance)} before it is due`,
    );
  }
  let day = lastDayInTime(round);
  for (let week = 1; week <= MOST_LATE; week += 1) {
    day = addWorkingDays(calendar, day, WEEK);
    if (!add(`late-${week}`, day, `${sayDays(week * WEEK)} late`)) break;
  }
  return found;
}

const sayDays = (count: number) => `${count} working ${count === 1 ? 'day' : 'days'}`;

export const remindersSchedule: Schedule = {
  name: 'reminders',
  title: 'Reminders',
  times: [TIME],
  slotsIn: async (view, board, span) => {
    const calendar = calendarOf(board);
    const alive = (await view.rows(rounds).find({ boardId: board.id })).filter(
      ({ closedAt }) => closedAt === null || closedAt > span.from,
    );
    return [
      ...alive.flatMap(round => slotsOfRound(round, distancesOf(board), calendar, span)),
      ...(await snoozedSlots(view, board, alive, span)),
    ];
  },
  run: async (unit, { board, slot, now }) => {
    const [subject = '', due = '', mark = ''] = slot.key.split(' ');
    if (subject === SNOOZE) return remindOnce(unit, board, { reminderId: due, at: slot.at }, now);
    const round = await unit.rows(rounds).get(subject);
    if (round.closedAt !== null) return 'round-closed';
    if (round.due !== due) return 'round-moved';
    const sent = await remindRound(unit, board, round, { ...stageOf(board, mark), now });
    return sent > 0 ? null : 'nothing-missing';
  },
};

const SNOOZE = 'snoozed';

const distancesOf = ({ settings }: BoardRow): readonly number[] => settings.reminders ?? USUAL_DISTANCES;

async function snoozedSlots(
  view: View,
  board: BoardRow,
  alive: readonly RoundRow[],
  span: Span,
): Promise<Slot[]> {
  const calendar = calendarOf(board);
  const rows = await view
    .rows(reminders)
    .find({ roundId: alive.map(({ id }) => id), snoozedUntil: notNull() });
  return rows.flatMap(({ id, roundId, snoozedUntil }) => {
    const at = openMoment(calendar, instantAt(snoozedUntil ?? '', TIME, board.timezone));
    const period = alive.find(round => round.id === roundId)?.period ?? '';
    const key = `${SNOOZE} ${id}`;
    return isIn(span, at) ? [{ key, at, series: key, about: `${period}, put off by a group` }] : [];
  });
}

/** A reminder that was put off comes again, unless the round has another since the day that it was put off to. */
async function remindOnce(
  unit: Unit,
  board: BoardRow,
  { reminderId, at }: { reminderId: string; at: Date },
  now: Date,
): Promise<SkipReason | null> {
  const { roundId } = await unit.rows(reminders).get(reminderId);
  const round = await unit.rows(rounds).get(roundId);
  const since = { from: new Date(at.getTime() - 1), until: now };
  // After an outage both are due at once, and nobody is to be told the same twice.
  const next = slotsOfRound(round, distancesOf(board), calendarOf(board), since);
  return next.length > 0 ? 'snooze-over' : remindAgain(unit, board, reminderId, now);
}

/** The how many-th reminder a mark of a key is, and how many weeks late. */
function stageOf(board: BoardRow, mark: string): { stage: number; weeksLate: number } {
  const distances = [...new Set(distancesOf(board))].sort((one, other) => other - one);
  const [, kind, number] = /^(before|late)-(\d+)$/.exec(mark) ?? [];
  if (kind === 'late') return { stage: distances.length - 1 + Number(number), weeksLate: Number(number) };
  return { stage: Math.max(0, distances.indexOf(Number(number))), weeksLate: 0 };
}
