/** Each slot once, whichever replica looks, and once after any downtime: shown with a schedule made for it. */
import assert from 'node:assert/strict';
import { isCollateError } from '../../../services/errors.ts';
import { silentLog } from '../../../services/ports.ts';
import { calendarOf, openMoment } from '../../../services/rounds/working-days.ts';
import { listSchedule } from '../../../services/schedule/list-schedule.ts';
import { lookAtAll } from '../../../services/schedule/look.ts';
import { isIn, type Schedule, type Slot } from '../../../services/schedule/schedule.ts';
import { keepTime } from '../../../services/schedule/timekeeper.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { scheduleMarks, slots } from '../../../services/store/entities/schedule.ts';
import { openStore } from '../../../services/store/open-store.ts';
import type { Store } from '../../../services/store/unit-of-work.ts';
import { addDays, dayOf, instantAt } from '../../../services/time.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { newWorld, type World } from '../world.ts';

/** Every day at 09:00; its work is a row that anybody can count. */
const daily = (boardId: string, fails: (key: string) => boolean = () => false): Schedule => ({
  name: 'daily',
  title: 'Daily',
  times: null,
  slotsIn: async (_view, board, span) => {
    if (board.id !== boardId) return [];
    const found: Slot[] = [];
    for (let day = addDays(dayOf(span.from, board.timezone), -6); ; day = addDays(day, 1)) {
      const wished = instantAt(day, '09:00', board.timezone);
      if (wished > span.until) return found;
      const at = openMoment(calendarOf(board), wished);
      if (isIn(span, at)) found.push({ key: day, at, series: 'daily', about: `the day ${day}` });
    }
  },
  run: async (unit, { board, slot, now }) => {
    if (fails(slot.key)) throw new Error('out of order');
    const subject = { slot: slot.key };
    await unit.rows(auditEvents).insert({
      boardId: board.id,
      at: now,
      event: 'test.slot',
      personId: null,
      agencyId: null,
      channelRowId: null,
      subject,
      position: null,
      hash: null,
      role: null,
      source: null,
    });
    return null;
  },
});

onBothDatabases('A look at the clock', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    // A Monday.
    world = await newWorld(test.store, { now: '2026-06-01T12:00:00Z' });
  });

  const look = (schedule: Schedule, store: Store = test.store) =>
    lookAtAll({ store, clock: world.clock, log: silentLog }, [schedule]);
  const at = async (instant: string, schedule: Schedule) => {
    world.clock.set(instant);
    return look(schedule);
  };
  const settled = async () =>
    (
      await test.store.read(view =>
        view.rows(slots).find({ boardId: world.boardId }, { orderBy: { key: 'asc' } }),
      )
    ).map(({ key, state, reason }) => [key, state, reason]);
  const worked = async () =>
    (
      await test.store.read(view =>
        view.rows(auditEvents).find({ boardId: world.boardId, event: 'test.slot' }),
      )
    )
      .map(({ subject }) => subject['slot'])
      .sort();

  it('does what has become due, once, and nothing that lay before the board was first seen', async () => {
    const schedule = daily(world.boardId);
    assert.equal(await look(schedule), 0);
    assert.equal(await at('2026-06-02T07:59:59Z', schedule), 0);
    assert.equal(await at('2026-06-02T08:00:00Z', schedule), 1);
    assert.equal(await at('2026-06-02T08:01:00Z', schedule), 0);
    assert.deepEqual(await worked(), ['2026-06-02']);
  });

  it('does after an outage only the latest of a series, and tells what it left out and why', async () => {
    const schedule = daily(world.boardId);
    await look(schedule);
    assert.equal(await at('2026-06-04T10:00:00Z', schedule), 3);
    assert.deepEqual(await settled(), [
      ['2026-06-02', 'skipped', 'later-slot'],
      ['2026-06-03', 'skipped', 'later-slot'],
      ['2026-06-04', 'done', null],
    ]);
    assert.deepEqual(await worked(), ['2026-06-04']);
    const listed = await listSchedule(world, await world.as('mia@board.example'), [schedule]);
    assert.equal(listed.past[0]?.reason, null);
    assert.equal(listed.past[1]?.reason, 'a later one took its place');
    assert.equal(listed.coming[0]?.at, '2026-06-05T08:00:00.000Z');
    await assert.rejects(
      listSchedule(world, await world.as('ann@police.example'), [schedule]),
      (error: unknown) => isCollateError(error, 'not_allowed'),
    );
  });

  it('waits with what was missed until people may be written to', async () => {
    const schedule = daily(world.boardId);
    await look(schedule);
    // A Friday evening, then the weekend; the slots of both days move to Monday and are one series.
    assert.equal(await at('2026-06-05T20:00:00Z', schedule), 0);
    assert.equal(await at('2026-06-06T12:00:00Z', schedule), 0);
    await at('2026-06-08T06:30:00Z', schedule);
    assert.deepEqual(await worked(), ['2026-06-07']);
    await at('2026-06-08T08:00:00Z', schedule);
    assert.deepEqual(await worked(), ['2026-06-07', '2026-06-08']);
  });

  it('does one that failed at the next look, and lets others go on', async () => {
    let broken = true;
    const schedule = daily(world.boardId, key => broken && key === '2026-06-02');
    await look(schedule);
    assert.equal(await at('2026-06-02T08:00:00Z', schedule), 0);
    assert.deepEqual(await settled(), [], 'a slot that failed is not settled');
    broken = false;
    assert.equal(await at('2026-06-02T08:01:00Z', schedule), 1);
    assert.deepEqual(await worked(), ['2026-06-02']);
  });

  it('happens once where two replicas look at the same moment', async () => {
    const schedule = daily(world.boardId);
    const other = await openStore(test.url);
    try {
      await Promise.all([look(schedule), look(schedule, other)]);
      for (const day of ['02', '03', '04', '05']) {
        world.clock.set(`2026-06-${day}T08:00:00Z`);
        const counts = await Promise.all([look(schedule), look(schedule, other)]);
        assert.equal(counts[0] + counts[1], 1);
      }
      assert.deepEqual(await worked(), ['2026-06-02', '2026-06-03', '2026-06-04', '2026-06-05']);
    } finally {
      await other.close();
    }
  });

  it('writes no more than it must: a mark an hour where nothing is due', async () => {
    const schedule = daily(world.boardId);
    await look(schedule);
    const mark = async () =>
      (
        await test.store.read(view => view.rows(scheduleMarks).first({ boardId: world.boardId }))
      )?.until.toISOString();
    await at('2026-06-01T12:59:00Z', schedule);
    assert.equal(await mark(), '2026-06-01T12:00:00.000Z');
    await at('2026-06-01T13:00:00Z', schedule);
    assert.equal(await mark(), '2026-06-01T13:00:00.000Z');
  });

  it('is taken by the timekeeper while it runs, and not after it was stopped', async () => {
    const schedule = daily(world.boardId);
    await look(schedule);
    world.clock.set('2026-06-02T08:00:00Z');
    const stop = keepTime({ store: test.store, clock: world.clock, log: silentLog }, 5, [schedule]);
    await stop();
    assert.deepEqual(await worked(), ['2026-06-02'], 'stop waits for the look that is under way');
    world.clock.set('2026-06-03T08:00:00Z');
    await new Promise(resolve => setTimeout(resolve, 30));
    assert.deepEqual(await worked(), ['2026-06-02']);
  });
});
