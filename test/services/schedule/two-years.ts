/** Simulated years of a board, hour by hour, with restarts and outages at random: what happened by the clock. */
import { readFileSync } from 'node:fs';
import { subscribe } from '../../../services/digest/subscriptions.ts';
import { terminal } from '../../../services/people/access.ts';
import { importBoard } from '../../../services/plan/import-board.ts';
import { readBoardFile } from '../../../services/plan/read-board-file.ts';
import { fixedClock, type Log } from '../../../services/ports.ts';
import { lookAtAll } from '../../../services/schedule/look.ts';
import { schedules } from '../../../services/schedule/registry.ts';
import { groups, people } from '../../../services/store/entities/board.ts';
import { channelLinks, channels, teams } from '../../../services/store/entities/teams.ts';
import { openStore } from '../../../services/store/open-store.ts';
import type { Store } from '../../../services/store/unit-of-work.ts';
import { randomFrom } from '../../support/random.ts';
import type { TestStore } from '../../support/stores.ts';
import { type Life, liveADay } from './two-years-life.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Once in so many hours on average. */
const OFTEN = { allAway: 300, oneAway: 100, restart: 600 };
const LONGEST_AWAY = 9 * DAY;
/** The hour, in UTC, at which people do something: late enough for all zones' mornings. */
const PEOPLE = 11;
/** Hours in UTC around 07:30, 08:00, 09:00 and 16:00 in London, in winter and in summer. */
const MEANT = new Set([6, 7, 8, 9, PEOPLE, 15, 16]);
/** How many of the other hours are looked at too. */
const OTHERS = 0.03;
/** Clocks of replicas never agree to the second. */
const SKEW = 20_000;

export interface Simulation {
  seed: number;
  replicas: 1 | 2;
  /** Every hour, or those around the times that something is meant for and some others: that shows most, for a third. */
  hours: 'all' | 'some';
  /** Both full hours, in UTC. */
  from: string;
  until: string;
}

export const YEARS = { from: '2026-04-01T00:00:00Z', until: '2028-04-01T00:00:00Z' };

/** Who has a digest of their own; the second would come before anybody may be written to. */
export const SUBSCRIBERS = [
  { email: 'ravi.menon@council.example', day: 'friday', at: '16:00' },
  { email: 'clare.dunmore@community-health.example', day: 'monday', at: '06:00' },
] as const;

export interface Simulated extends Life {
  store: Store;
  boardId: string;
  from: Date;
  until: Date;
  /** The full hours at which at least one replica looked. */
  looked: number[];
  outages: number;
  restarts: number;
  /** What the schedules warned of. */
  problems: string[];
}

interface Replica {
  store: Store;
  skew: number;
  awayUntil: number;
}

/** The meetings of the executive: every second month, on a Thursday late in it. */
const MEETINGS = ['2026-05-28', '2026-07-30', '2026-09-24', '2026-11-26', '2027-01-28', '2027-03-25']
  .concat(['2027-05-27', '2027-07-29', '2027-09-30', '2027-11-25', '2028-01-27', '2028-03-30'])
  .map(date => `  - {date: ${date}}\n`)
  .join('');

/** On a database of its own: a look is at every board that is there. */
export async function simulate(
  { store, url }: Pick<TestStore, 'store' | 'url'>,
  { seed, replicas, hours, from, until }: Simulation,
): Promise<Simulated> {
  const random = randomFrom(seed);
  const clock = fixedClock(from);
  const [begun, end] = [Date.parse(from), Date.parse(until)];
  const sample = readFileSync('samples/warrington-2011-12.yaml', 'utf8');
  const source = `${sample}\nrounds: {auto: true}\ncalendar:\n${MEETINGS}`;
  const { boardId } = await importBoard({ store, clock }, readBoardFile(source));
  await giveChannel(store, boardId, clock.now());
  for (const { email, ...time } of SUBSCRIBERS) {
    const person = await store.read(view => view.rows(people).first({ boardId, email }));
    await subscribe({ store, clock }, terminal(boardId), person?.id ?? '', time);
  }
  const simulated: Simulated = {
    store,
    boardId,
    from: new Date(begun),
    until: new Date(end),
    looked: [],
    outages: 0,
    restarts: 0,
    problems: [],
    spans: [],
    snoozes: 0,
  };
  const log = logInto(simulated.problems);
  const nodes: Replica[] = [];
  for (let index = 0; index < replicas; index += 1)
    nodes.push({ store: await openStore(url), skew: index * SKEW, awayUntil: 0 });
  const once = (each: number) => random() < 1 / each;
  for (let now = begun; now <= end; now += HOUR) {
    clock.set(new Date(now));
    if (once(OFTEN.allAway)) {
      simulated.outages += 1;
      const back = now + Math.ceil(random() ** 2 * LONGEST_AWAY);
      for (const node of nodes) node.awayUntil = back;
    }
    for (const node of nodes) {
      if (nodes.length > 1 && once(OFTEN.oneAway)) node.awayUntil = now + Math.ceil(random() * 2 * DAY);
      if (!once(OFTEN.restart)) continue;
      simulated.restarts += 1;
      await node.store.close();
      node.store = await openStore(url);
    }
    if (hours === 'some' && !MEANT.has(clock.now().getUTCHours()) && random() >= OTHERS) continue;
    const awake = nodes.filter(({ awayUntil }) => awayUntil <= now);
    await Promise.all(
      awake.map(node =>
        lookAtAll({ store: node.store, log, clock: { now: () => new Date(now + node.skew) } }, schedules),
      ),
    );
    if (awake.length > 0) simulated.looked.push(now);
    if (clock.now().getUTCHours() === PEOPLE) await liveADay({ store, boardId, clock, random }, simulated);
  }
  await Promise.all(nodes.map(node => node.store.close()));
  return simulated;
}

const logInto = (problems: string[]): Log => ({
  debug() {},
  info() {},
  warn: message => problems.push(message),
  error: (message, fields) => problems.push(`${message} ${JSON.stringify(fields)}`),
});

/** One channel that serves every group. */
async function giveChannel(store: Store, boardId: string, now: Date): Promise<void> {
  await store.write(async unit => {
    const team = await unit.rows(teams).insert({
      boardId,
      tenantId: 'tenant',
      teamId: '19:two-years@thread.tacv2',
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
      channelId: '19:two-years-channel@thread.tacv2',
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
