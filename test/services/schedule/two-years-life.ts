/** What people do in simulated years: they answer now and then, put off reminders, move and close rounds. */
import { terminal } from '../../../services/people/access.ts';
import type { Clock } from '../../../services/ports.ts';
import { askedNames } from '../../../services/rounds/asked-names.ts';
import { moveRound } from '../../../services/rounds/move-round.ts';
import { snoozeDaysOf } from '../../../services/rounds/read-reminder.ts';
import { snoozeReminder } from '../../../services/rounds/snooze.ts';
import { reminders } from '../../../services/store/entities/reminders.ts';
import { asks, type RoundRow, rounds } from '../../../services/store/entities/rounds.ts';
import type { Store } from '../../../services/store/unit-of-work.ts';
import { closeRound } from '../../../services/summary/papers.ts';
import { clockOf, isWorked, workedAway } from './london.ts';

/** How likely each is on a worked day. */
const LIKELY = { answer: 0.5, snooze: 0.1, move: 0.02, close: 0.3 };
/** Rounds are closed so many worked days after they were due. */
const KEPT_OPEN = 13;

/** The time for which a round had one due day. */
export interface DueSpan {
  roundId: string;
  period: string;
  due: string;
  /** The later of this due day and the first that was given. */
  lastInTime: string;
  /** When it was opened, or given this day. */
  since: Date;
  /** When it was given another day, or closed; null while neither is so. */
  until: Date | null;
}

export interface Life {
  spans: DueSpan[];
  snoozes: number;
}

interface World {
  store: Store;
  boardId: string;
  clock: Clock;
  random: () => number;
}

export async function liveADay(world: World, life: Life): Promise<void> {
  const { store, boardId, clock } = world;
  noteOpened(
    life,
    await store.read(view => view.rows(rounds).find({ boardId }, { orderBy: { openedAt: 'asc' } })),
  );
  const today = clockOf(clock.now()).day;
  if (!isWorked(today)) return;
  const actor = terminal(boardId);
  for (const span of life.spans.filter(({ until }) => until === null)) {
    const { roundId, period } = span;
    await answer(world, roundId);
    await snooze(world, life, roundId);
    if (today > workedAway(span.lastInTime, KEPT_OPEN)) {
      if (world.random() >= LIKELY.close) continue;
      span.until = clock.now();
      await closeRound({ store, clock }, actor, period);
    } else if (world.random() < LIKELY.move) {
      const due = workedAway(today, 3 + Math.floor(world.random() * 12));
      if (due === span.due) continue;
      span.until = clock.now();
      await moveRound({ store, clock }, actor, { period, due, reason: null });
      const lastInTime = [firstDueOf(life, roundId), due].sort()[1] ?? due;
      life.spans.push({ roundId, period, due, lastInTime, since: clock.now(), until: null });
    }
  }
}

const firstDueOf = ({ spans }: Life, roundId: string) =>
  spans.find(span => span.roundId === roundId)?.due ?? '';

/** Rounds open by themselves; this is what is known of them from then on. */
function noteOpened({ spans }: Life, all: readonly RoundRow[]): void {
  for (const { id: roundId, period, due, openedAt: since } of all) {
    if (!spans.some(span => span.roundId === roundId))
      spans.push({ roundId, period, due, lastInTime: due, since, until: null });
  }
}

async function answer({ store, boardId, clock, random }: World, roundId: string): Promise<void> {
  if (random() >= LIKELY.answer) return;
  const chosen = random();
  await store.write(async unit => {
    const nameOf = await askedNames(unit, boardId);
    const open = inOrder(
      await unit.rows(asks).find({ roundId, completedAt: null }),
      ask => `${ask.kind} ${nameOf(ask).name}`,
    );
    const ask = open[Math.floor(chosen * open.length)];
    if (ask) await unit.rows(asks).update({ id: ask.id }, { completedAt: clock.now() });
  });
}

/** One group puts off what it was told last. */
async function snooze({ store, boardId, clock, random }: World, life: Life, roundId: string): Promise<void> {
  if (random() >= LIKELY.snooze) return;
  const chosen = random();
  const found = await store.read(async view => {
    const nameOf = await askedNames(view, boardId);
    const rows = await view.rows(reminders).find({ roundId, audience: 'group', snoozedUntil: null });
    const last = Math.max(...rows.map(({ stage }) => stage));
    const latest = inOrder(
      rows.filter(({ stage }) => stage === last),
      row => nameOf(row).name,
    );
    const row = latest[Math.floor(chosen * latest.length)];
    return row && { reminderId: row.id, until: (await snoozeDaysOf(view, row, clock.now())).at(-1) };
  });
  if (!found?.until) return;
  await snoozeReminder({ store, clock }, terminal(boardId), { ...found, until: found.until });
  life.snoozes += 1;
}

/** Ids are another each time; the same seed is to choose the same. */
const inOrder = <Row>(rows: readonly Row[], nameOf: (row: Row) => string): Row[] =>
  [...rows].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
