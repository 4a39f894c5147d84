/** Two simulated years of a board, hour by hour, with restarts and outages at random: what happened by the clock. */
import { readFileSync } from 'node:fs';
import { terminal } from '../../../services/people/access.ts';
import { importBoard } from '../../../services/plan/import-board.ts';
import { readBoardFile } from '../../../services/plan/read-board-file.ts';
import { type Clock, fixedClock, type Log } from '../../../services/ports.ts';
import { lookAtAll } from '../../../services/schedule/look.ts';
import { openRoundsSchedule } from '../../../services/schedule/schedules/open-rounds.ts';
import { remindersSchedule } from '../../../services/schedule/schedules/reminders.ts';
import { boards, groups } from '../../../services/store/entities/board.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import { type SlotRow, slots } from '../../../services/store/entities/schedule.ts';
import { channelLinks, channels, teams } from '../../../services/store/entities/teams.ts';
import { openStore } from '../../../services/store/open-store.ts';
import type { Store } from '../../../services/store/unit-of-work.ts';
import { closeRound } from '../../../services/summary/papers.ts';
import type { TestStore } from '../../support/stores.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The schedules of rounds; the digest has tests of its own. */
const schedules = [openRoundsSchedule, remindersSchedule];
/** Even where nothing is due the runner is stepped this often, in hours. */
const RARELY = 90;

export interface Simulation {
  seed: number;
  replicas: 1 | 2;
  /** Every hour is stepped, also those in which nothing is due. */
  everyHour?: boolean;
  from?: string;
  until?: string;
}

export interface Simulated {
  store: Store;
  boardId: string;
  slots: SlotRow[];
  looks: number;
  outages: number;
  restarts: number;
  problems: string[];
  from: Date;
  until: Date;
}

/** The same numbers for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The meetings of the executive: every second month, on a Thursday late in it. */
const MEETINGS = ['2026-05-28', '2026-07-30', '2026-09-24', '2026-11-26', '2027-01-28', '2027-03-25']
  .concat(['2027-05-27', '2027-07-29', '2027-09-30', '2027-11-25', '2028-01-27', '2028-03-30'])
  .map(date => `  - {date: ${date}}\n`)
  .join('');

let made = 0;

export async function simulate(
  test: TestStore,
  {
    seed,
    replicas,
    everyHour = false,
    from = '2026-04-01T00:00:00Z',
    until = '2028-04-01T00:00:00Z',
  }: Simulation,
): Promise<Simulated> {
  const random = randomOf(seed);
  const clock = fixedClock(from);
  const problems: string[] = [];
  const log: Log = {
    debug() {},
    info() {},
    warn: message => problems.push(message),
    error: (message, fields) => problems.push(`${message} ${JSON.stringify(fields)}`),
  };
  made += 1;
  const sample = readFileSync('samples/warrington-2011-12.yaml', 'utf8');
  const source = `${sample.replace('key: warrington-2011', `key: warrington-${made}`)}\nrounds: {auto: true}\ncalendar:\n${MEETINGS}`;
  const { boardId } = await importBoard({ store: test.store, clock }, readBoardFile(source));
  await giveChannels(test.store, boardId, clock);
  const end = new Date(until).getTime();
  const open = () => openStore(test.url);
  let nodes: Store[] = [];
  for (let index = 0; index < replicas; index += 1) nodes.push(await open());
  const counts = { looks: 0, outages: 0, restarts: 0 };
  const look = async () => {
    counts.looks += 1;
    await Promise.all(nodes.map(store => lookAtAll({ store, clock, log }, schedules)));
  };
  await look();
  while (clock.now().getTime() < end) {
    const now = clock.now().getTime();
    if (random() < 0.06) {
      // Nobody is awake for an hour up to nine days.
      counts.outages += 1;
      clock.set(new Date(now + Math.ceil(random() * 9 * 24) * HOUR));
    } else if (everyHour) clock.set(new Date(now + HOUR));
    else clock.set(new Date(Math.min(await nextHour(test.store, boardId, now), end)));
    if (random() < 0.04) {
      counts.restarts += 1;
      await Promise.all(nodes.map(store => store.close()));
      nodes = await Promise.all(nodes.map(open));
    }
    await look();
    await live(test.store, boardId, clock, random);
  }
  await Promise.all(nodes.map(store => store.close()));
  const found = await test.store.read(view => view.rows(slots).find({ boardId }, { orderBy: { at: 'asc' } }));
  return {
    store: test.store,
    boardId,
    slots: found,
    ...counts,
    problems,
    from: new Date(from),
    until: new Date(until),
  };
}

/** The first full hour at or after the next slot; none further away than the rare steps. */
async function nextHour(store: Store, boardId: string, now: number): Promise<number> {
  const span = { from: new Date(now), until: new Date(now + RARELY * HOUR) };
  const due = await store.read(async view => {
    const board = await view.rows(boards).get(boardId);
    const all = [];
    for (const schedule of schedules) all.push(...(await schedule.slotsIn(view, board, span)));
    return all.map(({ at }) => at.getTime());
  });
  const next = Math.min(...due, now + RARELY * HOUR);
  return Math.max(now + HOUR, Math.ceil(next / HOUR) * HOUR);
}

/** Groups answer now and then, and the manager closes a round some weeks after it was due. */
async function live(store: Store, boardId: string, clock: Clock, random: () => number): Promise<void> {
  const now = clock.now();
  const open = await store.read(view => view.rows(rounds).find({ boardId, closedAt: null }));
  for (const round of open) {
    if (random() < 0.25) {
      await store.write(async unit => {
        const [ask] = await unit.rows(asks).find({ roundId: round.id, completedAt: null }, { limit: 1 });
        if (ask && random() < 0.7) await unit.rows(asks).update({ id: ask.id }, { completedAt: now });
      });
    }
    const isOld = now.getTime() - new Date(`${round.due}T12:00:00Z`).getTime() > 18 * DAY;
    if (isOld && random() < 0.5) await closeRound({ store, clock }, terminal(boardId), round.period);
  }
}

/** One channel that serves every group. */
async function giveChannels(store: Store, boardId: string, clock: Clock): Promise<void> {
  await store.write(async unit => {
    const now = clock.now();
    const team = await unit.rows(teams).insert({
      boardId,
      tenantId: 'tenant',
      teamId: `19:two-years-${made}@thread.tacv2`,
      name: 'Team',
      serviceUrl: 'https://smba.example/',
      botId: '28:bot',
      groupGuid: null,
      installedAt: now,
      removedAt: null,
    });
    const channel = await unit.rows(channels).insert({
      boardId,
      teamRowId: team.id,
      channelId: `19:two-years-channel-${made}@thread.tacv2`,
      name: 'All',
      isGeneral: false,
      isListed: true,
      goneAt: null,
    });
    for (const { id: groupId } of await unit.rows(groups).find({ boardId })) {
      await unit
        .rows(channelLinks)
        .insert({ boardId, channelRowId: channel.id, groupId, byHand: true, linkedAt: now });
    }
  });
}
