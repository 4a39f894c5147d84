/**
 * One look at the clock: does what has become due since the last one, whichever replica looked then. Nothing is kept
 * in memory: how far was looked is a row, and so is each slot, whose key lets it happen once.
 */
import { nameOf } from '../errors.ts';
import type { Clock, Log } from '../ports.ts';
import { calendarOf, isOpenMoment } from '../rounds/working-days.ts';
import { type BoardRow, boards } from '../store/entities/board.ts';
import { scheduleMarks, slots as slotRows } from '../store/entities/schedule.ts';
import { lessThan } from '../store/rows.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';
import type { SkipReason } from './reasons.ts';
import { canHold, type Schedule, type Slot } from './schedule.ts';

export interface LookDeps {
  store: Store;
  clock: Clock;
  log: Log;
}

/** Where nothing is due, how far was looked is written no more often than this, in milliseconds. */
const MARK_EVERY = 60 * 60_000;
/** What was missed for longer than this is forgotten, in milliseconds. */
const LONGEST_CATCH_UP = 62 * 24 * 60 * 60_000;

/**
 * Looks at every schedule of every board; one that fails hinders no other. Every replica does this every minute: where
 * nobody may be written to, and at times of day for which nothing is meant, it costs a read of two small tables.
 * @returns how many slots were settled
 */
export async function lookAtAll(deps: LookDeps, schedules: readonly Schedule[]): Promise<number> {
  const now = deps.clock.now();
  const { all, marks } = await deps.store.read(async view => ({
    all: await view.rows(boards).find({}, { orderBy: { key: 'asc' } }),
    marks: await view.rows(scheduleMarks).find(),
  }));
  let count = 0;
  for (const board of all) {
    const own = marks.filter(({ boardId }) => boardId === board.id);
    const isOpen = isOpenMoment(calendarOf(board), now);
    const seen: string[] = [];
    for (const schedule of schedules) {
      const mark = own.find(row => row.schedule === schedule.name);
      try {
        if (!mark) await deps.store.write(unit => begin(unit, subjectOf(board, schedule), now));
        // After an outage too: what was missed waits until people may be written to.
        if (!mark || !isOpen) continue;
        const { settled, due, failed } = await lookAt(deps, { board, schedule, from: mark.until, now });
        count += settled;
        const isOld = now.getTime() - mark.until.getTime() >= MARK_EVERY;
        if (failed === 0 && (due > 0 || isOld)) seen.push(schedule.name);
      } catch (error) {
        tellFailed(deps, 'schedule failed', board, schedule, error);
      }
    }
    if (seen.length > 0) await deps.store.write(unit => markSeen(unit, board, seen, now));
  }
  return count;
}

const subjectOf = (board: BoardRow, schedule: Schedule) => ({ boardId: board.id, schedule: schedule.name });

interface Looked {
  /** By this replica. */
  settled: number;
  due: number;
  failed: number;
}

async function lookAt(
  deps: LookDeps,
  { board, schedule, from, now }: { board: BoardRow; schedule: Schedule; from: Date; now: Date },
): Promise<Looked> {
  const { store } = deps;
  const span = { from: new Date(Math.max(from.getTime(), now.getTime() - LONGEST_CATCH_UP)), until: now };
  if (schedule.times && !canHold(calendarOf(board), span, schedule.times))
    return { settled: 0, due: 0, failed: 0 };
  const due = await store.read(async view => {
    const found = await schedule.slotsIn(view, board, span);
    if (found.length === 0) return [];
    const keys = found.map(({ key }) => key);
    const known = await view.rows(slotRows).find({ ...subjectOf(board, schedule), key: keys });
    return found.filter(({ key }) => !known.some(row => row.key === key));
  });
  const looked: Looked = { settled: 0, due: due.length, failed: 0 };
  for (const { slot, outdated } of inTurn(due)) {
    try {
      const done = await store.write(unit => settle(unit, { board, schedule, slot, outdated, now }));
      if (done) looked.settled += 1;
    } catch (error) {
      looked.failed += 1;
      tellFailed(deps, 'slot failed', board, schedule, error);
    }
  }
  return looked;
}

/** The name of the error alone: a database's own message may quote what was typed. */
function tellFailed(
  { log }: LookDeps,
  what: string,
  { key: board }: BoardRow,
  { name: schedule }: Schedule,
  error: unknown,
): void {
  log.error(what, { board, schedule, error: nameOf(error) });
}

async function markSeen(unit: Unit, board: BoardRow, schedule: string[], now: Date): Promise<void> {
  const earlier = { boardId: board.id, schedule, until: lessThan(now) };
  await unit.rows(scheduleMarks).update(earlier, { until: now });
}

/** Nothing that lay before the board was first seen is caught up. */
async function begin(unit: Unit, subject: { boardId: string; schedule: string }, now: Date): Promise<void> {
  if (await unit.rows(scheduleMarks).first(subject)) return;
  await unit.rows(scheduleMarks).insert({ ...subject, until: now });
}

/** In the order of their times; of one series only the latest is worth doing. */
export function inTurn(due: readonly Slot[]): { slot: Slot; outdated: boolean }[] {
  const sorted = [...due].sort((one, other) => one.at.getTime() - other.at.getTime());
  const latest = new Map(sorted.map(slot => [slot.series, slot.key]));
  return sorted.map(slot => ({ slot, outdated: latest.get(slot.series) !== slot.key }));
}

/** @returns false where somebody else has settled it */
async function settle(
  unit: Unit,
  due: { board: BoardRow; schedule: Schedule; slot: Slot; outdated: boolean; now: Date },
): Promise<boolean> {
  const { board, schedule, slot, outdated, now } = due;
  const { key, at, about } = slot;
  const subject = { boardId: board.id, schedule: schedule.name, key };
  if ((await unit.rows(slotRows).count(subject)) > 0) return false;
  const reason: SkipReason | null = outdated ? 'later-slot' : await schedule.run(unit, { board, slot, now });
  const state = reason === null ? 'done' : 'skipped';
  await unit.rows(slotRows).insert({ ...subject, at, about, state, reason, doneAt: now });
  return true;
}
