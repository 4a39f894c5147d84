/** What happens by the clock, as the manager sees it: what is coming, what was done, what was not and why. */
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { boards } from '../store/entities/board.ts';
import { type SlotRow, slots } from '../store/entities/schedule.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import { isSkipReason, skipReasons } from './reasons.ts';
import { schedules } from './registry.ts';
import type { Schedule } from './schedule.ts';

export interface ListedSlot {
  schedule: string;
  /** "Reminders". */
  title: string;
  about: string;
  /** ISO 8601 in UTC. */
  at: string;
}

export interface SettledSlot extends ListedSlot {
  state: SlotRow['state'];
  /** Why it was not done, in words; null where it was. */
  reason: string | null;
  doneAt: string;
}

export interface ListedSchedule {
  timezone: string;
  /** Soonest first. */
  coming: ListedSlot[];
  /** Newest first. */
  past: SettledSlot[];
}

/** How far ahead is shown, in milliseconds. */
const AHEAD = 62 * 24 * 60 * 60_000;
const MOST = 30;

/** @throws CollateError `not_allowed` */
export function listSchedule(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
  all: readonly Schedule[] = schedules,
): Promise<ListedSchedule> {
  return store.read(async view => {
    await requireMay(view, actor, 'schedule.see', { now: clock.now() });
    const board = await view.rows(boards).get(actor.boardId);
    return {
      timezone: board.timezone,
      coming: await comingSlots(view, actor.boardId, all, clock.now()),
      past: await pastSlots(view, actor.boardId, all),
    };
  });
}

async function comingSlots(
  view: View,
  boardId: string,
  all: readonly Schedule[],
  now: Date,
): Promise<ListedSlot[]> {
  const board = await view.rows(boards).get(boardId);
  const span = { from: now, until: new Date(now.getTime() + AHEAD) };
  const coming: ListedSlot[] = [];
  for (const schedule of all) {
    const found = await schedule.slotsIn(view, board, span);
    const settled = await view
      .rows(slots)
      .find({ boardId, schedule: schedule.name, key: found.map(({ key }) => key) });
    for (const { key, at, about, moot } of found) {
      if (moot || settled.some(row => row.key === key)) continue;
      coming.push({ schedule: schedule.name, title: schedule.title, about, at: at.toISOString() });
    }
  }
  return coming.sort((one, other) => (one.at < other.at ? -1 : 1)).slice(0, MOST);
}

/** The soonest of them, and of one schedule no more than so many: weekly digests would hide the rest. */
export function soonest(
  { coming }: ListedSchedule,
  { most, ofEach }: { most: number; ofEach: number },
): ListedSlot[] {
  const counts = new Map<string, number>();
  return coming
    .filter(({ schedule }) => {
      counts.set(schedule, (counts.get(schedule) ?? 0) + 1);
      return (counts.get(schedule) ?? 0) <= ofEach;
    })
    .slice(0, most);
}

async function pastSlots(view: View, boardId: string, all: readonly Schedule[]): Promise<SettledSlot[]> {
  const rows = await view
    .rows(slots)
    .find({ boardId }, { orderBy: { doneAt: 'desc', at: 'desc' }, limit: MOST });
  return rows.map(({ schedule, about, at, state, reason, doneAt }) => ({
    schedule,
    title: all.find(({ name }) => name === schedule)?.title ?? schedule,
    about,
    at: at.toISOString(),
    state,
    reason: reason === null ? null : isSkipReason(reason) ? skipReasons[reason] : reason,
    doneAt: doneAt.toISOString(),
  }));
}
