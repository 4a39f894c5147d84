/** The rounds that open by themselves: also where the plan comes to say so after the hour, and listed while they are to come. */
import assert from 'node:assert/strict';
import { importCalendar } from '../../../services/calendar/import-calendar.ts';
import { terminal } from '../../../services/people/access.ts';
import { silentLog } from '../../../services/ports.ts';
import { changePlannedRound, readPlan } from '../../../services/rounds/change-plan.ts';
import { listSchedule, soonest } from '../../../services/schedule/list-schedule.ts';
import { lookAtAll } from '../../../services/schedule/look.ts';
import { openRoundsSchedule } from '../../../services/schedule/schedules/open-rounds.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { rounds } from '../../../services/store/entities/rounds.ts';
import { slots } from '../../../services/store/entities/schedule.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { event, ics } from '../calendar/calendars.ts';
import { newWorld, type RawBoard, type World } from '../world.ts';

const Q1 = '2026-27 Q1';

/** With this meeting the first quarter's round opens on Thursday 18 June, and with a week later, a week later. */
const meeting = (date: string) => (raw: RawBoard) =>
  Object.assign(raw, { calendar: [{ date }], rounds: { auto: true } });

onOneDatabase('Rounds that open by themselves', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());

  const at = (instant: string) => {
    world.clock.set(instant);
    return lookAtAll({ ...world, log: silentLog }, [openRoundsSchedule]);
  };
  const ofBoard = () => ({ boardId: world.boardId });
  const opened = async () =>
    (await test.store.read(view => view.rows(rounds).find(ofBoard()))).map(({ period }) => period);
  const told = async () =>
    (
      await test.store.read(view => view.rows(deliveries).find({ ...ofBoard(), purpose: 'round-to-open' }))
    ).map(({ subjectId }) => subjectId);

  it('do so where the board file comes after nine on the very day', async () => {
    world = await newWorld(test.store, { now: '2026-06-18T10:30:00Z', edit: meeting('2026-07-23') });
    await at('2026-06-18T10:31:00Z');
    assert.deepEqual(await opened(), [Q1]);
    await at('2026-06-18T10:32:00Z');
    assert.equal(
      (await test.store.read(view => view.rows(slots).find(ofBoard()))).length,
      1,
      'it is settled once',
    );
  });

  it('do so where a board file that is known comes to say so after nine', async () => {
    world = await newWorld(test.store, { edit: meeting('2026-07-30') });
    await at('2026-06-18T07:00:00Z');
    await at('2026-06-18T10:30:00Z');
    assert.deepEqual(await opened(), []);
    await world.reimport(meeting('2026-07-23'));
    await at('2026-06-18T10:31:00Z');
    assert.deepEqual(await opened(), [Q1]);
  });

  it('do so where the manager’s own plan comes to say so after nine', async () => {
    world = await newWorld(test.store, { edit: meeting('2026-07-30') });
    await at('2026-06-18T10:30:00Z');
    await changePlannedRound(world, terminal(world.boardId), Q1, { opens: '2026-06-18' });
    await at('2026-06-18T10:31:00Z');
    assert.deepEqual(await opened(), [Q1]);
  });

  it('do so where a calendar comes to say so after nine', async () => {
    world = await newWorld(test.store, { edit: meeting('2026-07-30') });
    await at('2026-06-18T10:30:00Z');
    const calendar = ics([event('a', 'Executive Group meeting', '20260723')]);
    await importCalendar(world, terminal(world.boardId), calendar, {
      mode: 'only',
      titles: [],
      group: null,
      take: true,
    });
    await at('2026-06-18T10:31:00Z');
    assert.deepEqual(await opened(), [Q1]);
  });

  it('wait for people’s hours, and for the manager where the board file does not ask for it', async () => {
    world = await newWorld(test.store, {
      now: '2026-06-18T19:30:00Z',
      edit: raw => Object.assign(meeting('2026-07-23')(raw), { rounds: {} }),
    });
    await at('2026-06-18T19:31:00Z');
    assert.deepEqual(await told(), []);
    await at('2026-06-19T06:30:00Z');
    assert.deepEqual([await told(), await opened()], [[Q1], []]);
  });

  it('are not caught up where their day was over before the board was known, and stay in the plan', async () => {
    world = await newWorld(test.store, { now: '2026-06-19T08:30:00Z', edit: meeting('2026-07-23') });
    await at('2026-06-19T08:31:00Z');
    assert.deepEqual(await opened(), []);
    const [first] = await readPlan(world, terminal(world.boardId));
    assert.deepEqual([first?.period, first?.opens, first?.state], [Q1, '2026-06-18', 'planned']);
  });

  it('are listed as coming until they are open, whoever opened them', async () => {
    world = await newWorld(test.store, { edit: meeting('2026-07-23') });
    const coming = async () =>
      (await listSchedule(world, terminal(world.boardId), [openRoundsSchedule])).coming.map(
        ({ about }) => about,
      );
    assert.ok((await coming()).includes(`${Q1} opens`));
    await world.open(Q1, '2026-07-09');
    assert.ok(!(await coming()).includes(`${Q1} opens`));
    await at('2026-06-18T08:00:00Z');
    const { past } = await listSchedule(world, terminal(world.boardId), [openRoundsSchedule]);
    assert.equal(past[0]?.reason, 'the round was opened already', 'what it came to is told all the same');
  });

  it('stand among what comes, however many digests come before them', async () => {
    world = await newWorld(test.store, {
      edit: raw => Object.assign(meeting('2026-07-23')(raw), { digest: { day: 'monday', at: '08:30' } }),
    });
    const listed = await listSchedule(world, terminal(world.boardId));
    assert.ok(listed.coming.filter(({ schedule }) => schedule === 'digest').length > 6);
    const shown = soonest(listed, { most: 8, ofEach: 3 });
    assert.deepEqual(
      shown.map(({ about }) => about),
      ['the digest of 8 Jun 2026', 'the digest of 15 Jun 2026', `${Q1} opens`, 'the digest of 22 Jun 2026'],
    );
  });
});
