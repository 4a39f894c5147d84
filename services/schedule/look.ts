/**
 * One look at the clock: does what has become due since the last one, whichever replica looked then. Nothing is kept
 * in memory: how far was looked is a row, and so is each slot, whose key lets it happen once.
 */
import type { Clock, Log } from '../ports.ts';
import { calendarOf, isOpenMoment } from '../rounds/working-days.ts';
import { type BoardRow, boards } from '../store/entities/board.ts';
import { scheduleMarks, slots as slotRows } from '../store/entities/schedule.ts';
import { lessThan } from '../store/rows.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';
import type { SkipReason } from './reasons.ts';
import type { Schedule, Slot } from './schedule.ts';

export interface LookDeps {
  store: Store;
  clock: Clock;
  log: Log;
}

/** Where nothing is due, how far was looked is written no more often than this, in milliseconds. */
const MARK_EVERY = 60 * 60_000;
/** What was missed for longer than this is forgotten, in milliseconds. */
const LONGEST_CATCH_UP = 62 * 24 * 60 * 60_000;

/** Looks at every schedule of every board; one that fails hinders no other. @returns how many slots were settled */
export async function lookAtAll(deps: LookDeps, schedules: readonly Schedule[]): Promise<number> {
  const { store, log } = deps;
  let count = 0;
  for (const board of await store.read(view => view.rows(boards).find({}, { orderBy: { key: 'asc' } }))) {
    for (const schedule of schedules) {
      try {
        count += await lookAt(deps, board, schedule);
      } catch (error) {
        const fields = { board: board.key, schedule: schedule.name, error: nameOf(error) };
        log.error('schedule failed', fields);
      }
    }
  }
  return count;
}

async function lookAt({ store, clock, log }: LookDeps, board: BoardRow, schedule: Schedule): Promise<number> {
  const now = clock.now();
  const subject = { boardId: board.id, schedule: schedule.name };
  const mark = await store.read(view => view.rows(scheduleMarks).first(subject));
  if (!mark) {
    await store.write(unit => begin(unit, subject, now));
    return 0;
  }
  // After an outage too: what was missed waits until people may be written to.
  if (!isOpenMoment(calendarOf(board), now)) return 0;
  const from = new Date(Math.max(mark.until.getTime(), now.getTime() - LONGEST_CATCH_UP));
  const due = await store.read(async view => {
    const found = await schedule.slotsIn(view, board, { from, until: now });
    const known = await view.rows(slotRows).find({ ...subject, key: found.map(({ key }) => key) });
    return found.filter(({ key }) => !known.some(row => row.key === key));
  });
  let settled = 0;
  let failed = 0;
  for (const { slot, outdated } of inTurn(due)) {
    try {
      const done = await store.write(unit => settle(unit, { board, schedule, slot, outdated, now }));
      if (done) settled += 1;
    } catch (error) {
      failed += 1;
      log.error('slot failed', { schedule: schedule.name, board: board.key, error: nameOf(error) });
    }
  }
  const isOld = now.getTime() - mark.until.getTime() >= MARK_EVERY;
  if (failed === 0 && (due.length > 0 || isOld))
    await store.write(unit =>
      unit.rows(scheduleMarks).update({ ...subject, until: lessThan(now) }, { until: now }),
    );
  return settled;
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

/** Its name alone: a database's own message may quote what was typed. */
const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
