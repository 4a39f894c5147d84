/** Opens the turns of sets of actions, each when the one before is over, and ends the sets that are. */
import { calendarOf } from '../../rounds/working-days.ts';
import { type ActionSet, readSets } from '../../sets/read-sets.ts';
import { codeOf, type Turn, turnSince, turnsFrom } from '../../sets/rhythm.ts';
import { openTurn } from '../../sets/turns.ts';
import type { BoardRow } from '../../store/entities/board.ts';
import { addDays, dayOf, sayDay } from '../../time.ts';
import { isIn, type Schedule, type Slot, type Span } from '../schedule.ts';

/** A turn opens later than its first day by less than this, over closed days. */
const CLOSED = 20;

interface SetSlot extends Slot {
  set: ActionSet;
  turn: Turn;
}

/** The turns of a set that open in a span; after the last one, the slot that ends the set. Pure. */
export function turnSlots(board: BoardRow, set: ActionSet, span: Span): SetSlot[] {
  if (set.endedAt !== null) return [];
  const calendar = calendarOf(board);
  const day = (instant: Date) => dayOf(instant, board.timezone);
  const found: SetSlot[] = [];
  for (const planned of turnsFrom(set, addDays(day(span.from), -CLOSED), calendar)) {
    if (planned.starts > day(span.until)) break;
    const isLast = set.untilOn !== null && planned.starts > set.untilOn;
    const turn = turnSince(planned, set.since, calendar);
    // What was over before anybody knew of the set is not asked for any more.
    const isKnown = planned.ends > day(set.since);
    if (isKnown && isIn(span, turn.opens))
      found.push({
        key: `${set.id} ${turn.starts} ${set.since.getTime()}`,
        at: turn.opens,
        series: set.id,
        about: isLast ? `${codeOf(set)} ends` : `${codeOf(set)}, the turn that is due ${sayDay(turn.due)}`,
        set,
        turn,
      });
    if (isLast) break;
  }
  return found;
}

export const actionSetsSchedule: Schedule = {
  name: 'action-sets',
  title: 'Sets of actions',
  // A set that comes at some hour opens its first turn a minute later.
  times: null,
  slotsIn: async (view, board, span) =>
    (await readSets(view, board.id)).flatMap(set =>
      turnSlots(board, set, span).map(({ key, at, series, about }) => ({ key, at, series, about })),
    ),
  run: async (unit, { board, slot, now }) => {
    const set = (await readSets(unit, board.id)).find(({ id }) => id === slot.series);
    // Gone from the board file, or given another rhythm, since it was looked at.
    const found = set && turnSlots(board, set, { from: new Date(slot.at.getTime() - 1), until: slot.at });
    const same = found?.find(({ key }) => key === slot.key);
    return set && same ? openTurn(unit, set, same.turn, now) : 'set-changed';
  },
};
