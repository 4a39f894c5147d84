/** Every slot exactly once, none on a closed day or in quiet hours, and both changes of the clocks right. */
import assert from 'node:assert/strict';
import { readPlanning } from '../../../services/rounds/planned-rounds.ts';
import { calendarOf } from '../../../services/rounds/working-days.ts';
import type { Span } from '../../../services/schedule/schedule.ts';
import { openingSlots } from '../../../services/schedule/schedules/open-rounds.ts';
import { slotsOfRound, USUAL_DISTANCES } from '../../../services/schedule/schedules/reminders.ts';
import { boards } from '../../../services/store/entities/board.ts';
import { reminders } from '../../../services/store/entities/reminders.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { type Simulated, type Simulation, simulate } from './two-years.ts';

/** Published by the government for England and Wales, written down by hand. */
const BANK_HOLIDAYS = new Set(
  ['2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28']
    .concat(['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30'])
    .concat(['2027-12-27', '2027-12-28', '2028-01-03']),
);

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** As the clocks of London show an instant, by the platform and not by our calendar. */
function clockOf(instant: Date) {
  const part = Object.fromEntries(london.formatToParts(instant).map(({ type, value }) => [type, value]));
  return {
    day: `${part['year']}-${part['month']}-${part['day']}`,
    weekday: part['weekday'] ?? '',
    time: `${part['hour']}:${part['minute']}`,
  };
}

async function check({ store, boardId, slots, problems, from, until }: Simulated): Promise<void> {
  assert.deepEqual(problems, []);
  const keys = slots.map(({ schedule, key }) => `${schedule} ${key}`);
  assert.equal(new Set(keys).size, keys.length, 'no slot twice');
  for (const { key, at, doneAt } of slots) {
    for (const instant of [at, doneAt]) {
      const { day, weekday, time } = clockOf(instant);
      const where = `${key} at ${instant.toISOString()}`;
      assert.ok(!['Sat', 'Sun'].includes(weekday) && !BANK_HOLIDAYS.has(day), where);
      assert.ok(time >= '07:30' && time < '19:00', where);
    }
    assert.equal(clockOf(at).time, '09:00', `${key}: nine o’clock in winter and in summer`);
    assert.ok(doneAt >= at, key);
  }
  assert.deepEqual([...new Set(slots.map(({ at }) => at.toISOString().slice(11, 16)))].sort(), [
    '08:00',
    '09:00',
  ]);
  // What falls due in the last days may still wait for somebody to be awake.
  const span = { from, until: new Date(until.getTime() - 12 * 24 * 3_600_000) };
  await checkOpenings(store, boardId, slots, span);
  await checkReminders(store, boardId, slots, span.until);
}

/** Each round that was planned has its slot, and was opened once where the slot says so. */
async function checkOpenings(
  store: Simulated['store'],
  boardId: string,
  slots: Simulated['slots'],
  span: Span,
): Promise<void> {
  const { planned, opened } = await store.read(async view => {
    const board = await view.rows(boards).get(boardId);
    const records = { ...(await readPlanning(view, board)), rounds: [] };
    return { planned: openingSlots(records, span), opened: await view.rows(rounds).find({ boardId }) };
  });
  const own = slots.filter(({ schedule }) => schedule === 'open-rounds');
  const settled = new Map(own.map(row => [row.key, row]));
  for (const { key, at } of planned) assert.deepEqual(settled.get(key)?.at, at, key);
  assert.deepEqual(
    own
      .filter(({ state }) => state === 'done')
      .map(({ key }) => key)
      .sort(),
    opened.map(({ period }) => period).sort(),
  );
}

/** Each reminder that lay within the life of a round has its slot, and each slot that was done its messages, once. */
async function checkReminders(
  store: Simulated['store'],
  boardId: string,
  slots: Simulated['slots'],
  last: Date,
): Promise<void> {
  const { all, calendar, rows, asked } = await store.read(async view => ({
    all: await view.rows(rounds).find({ boardId }),
    calendar: calendarOf(await view.rows(boards).get(boardId)),
    rows: await view.rows(reminders).find({ boardId, audience: 'group' }),
    asked: await view.rows(asks).find({ boardId }),
  }));
  const own = slots.filter(({ schedule }) => schedule === 'reminders');
  for (const round of all) {
    const span = {
      from: round.openedAt,
      until: round.closedAt !== null && round.closedAt < last ? round.closedAt : last,
    };
    const wanted = slotsOfRound(round, USUAL_DISTANCES, calendar, span).map(({ key }) => key);
    const found = new Set(own.map(({ key }) => key));
    assert.deepEqual(
      wanted.filter(key => !found.has(key)),
      [],
      round.period,
    );
  }
  const done = own.filter(({ state }) => state === 'done');
  for (const row of rows) {
    const of = done.filter(slot => slot.key.startsWith(row.roundId) && +slot.doneAt === +row.madeAt);
    assert.equal(of.length, 1, 'a reminder comes of one slot');
  }
  const told = rows.map(({ roundId, groupId, madeAt }) => `${roundId} ${groupId} ${+madeAt}`);
  assert.equal(new Set(told).size, told.length, 'nobody is told the same twice');
  for (const { roundId, groupId, madeAt } of rows) {
    const waiting = asked.filter(ask => ask.roundId === roundId && ask.groupId === groupId);
    assert.ok(
      waiting.some(({ completedAt }) => completedAt === null || completedAt >= madeAt),
      'who has answered is not reminded',
    );
  }
}

onBothDatabases('Two years of a board by the clock', open => {
  let test: TestStore;
  // A look is at every board of a database: each simulation has its own.
  beforeEach(async function () {
    this.timeout(60_000);
    test = await open();
  });
  afterEach(() => test?.dispose());

  const years = (given: Simulation) => simulate(test, given);

  it('are right with one bot, which is restarted and away at random', async function () {
    this.timeout(240_000);
    // Half a year holds both changes of the clocks; SQLite takes the two years.
    const half = { from: '2026-10-01T00:00:00Z', until: '2027-04-20T00:00:00Z' };
    const isSmall = test.store.dialect === 'postgres';
    const simulated = await years({ seed: 4, replicas: 1, ...(isSmall ? half : {}) });
    await check(simulated);
    assert.ok(simulated.outages > 0 && simulated.restarts > 0);
    if (isSmall) return;
    const reasons = new Set(simulated.slots.map(({ reason }) => reason));
    for (const reason of ['later-slot', 'round-closed']) assert.ok(reasons.has(reason), reason);
    assert.ok(simulated.slots.length > 100, `${simulated.slots.length} slots`);
  });

  it('are right with two at once on one database', async function () {
    this.timeout(240_000);
    await check(
      await years({ seed: 11, replicas: 2, from: '2026-10-01T00:00:00Z', until: '2027-04-20T00:00:00Z' }),
    );
  });
});
