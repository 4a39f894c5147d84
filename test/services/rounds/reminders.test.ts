/** Who is reminded of what, when, and who is not. */
import assert from 'node:assert/strict';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import { terminal } from '../../../services/people/access.ts';
import { silentLog } from '../../../services/ports.ts';
import { readReminder } from '../../../services/rounds/read-reminder.ts';
import { remindByHand } from '../../../services/rounds/remind-by-hand.ts';
import { snoozeReminder } from '../../../services/rounds/snooze.ts';
import { calendarOf } from '../../../services/rounds/working-days.ts';
import { lookAtAll } from '../../../services/schedule/look.ts';
import { remindersSchedule, slotsOfRound } from '../../../services/schedule/schedules/reminders.ts';
import { deliveries, messages } from '../../../services/store/entities/delivery.ts';
import { reminders } from '../../../services/store/entities/reminders.ts';
import { slots } from '../../../services/store/entities/schedule.ts';
import { closeRound } from '../../../services/summary/papers.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { newWorld, saved, type World } from '../world.ts';

const code = (wanted: ErrorCode) => (error: unknown) => isCollateError(error, wanted);
const PERIOD = '2026-27 Q1';
const GREEN = { rating: 'green', progress: 'Done so far.' };

describe('The reminders of a round', () => {
  const calendar = calendarOf({
    timezone: 'Europe/London',
    holidays: null,
    settings: { ratings: {}, training: null, digest: null },
  });
  const round = {
    id: 'r',
    period: PERIOD,
    due: '2026-07-10',
    firstDue: null,
    dueSetAt: null,
    openedAt: new Date('2026-06-01T09:00:00Z'),
    closedAt: null,
  };
  const marks = (given: Partial<typeof round> | object, from: string, until: string) =>
    slotsOfRound({ ...round, ...given }, [0, 10, 3], calendar, {
      from: new Date(from),
      until: new Date(until),
    }).map(({ key, at }) => `${key.split(' ')[2]} ${at.toISOString().slice(0, 16)}`);

  it('come 10, 3 and 0 working days before it is due, then weekly', () => {
    assert.deepEqual(marks({}, '2026-06-01T00:00:00Z', '2026-07-25T00:00:00Z'), [
      'before-10 2026-06-26T08:00',
      'before-3 2026-07-07T08:00',
      'before-0 2026-07-10T08:00',
      'late-1 2026-07-17T08:00',
      'late-2 2026-07-24T08:00',
    ]);
  });

  it('come on the Friday before where it is due at a weekend, and not on the day on which it was opened', () => {
    const openedAt = new Date('2026-06-29T06:00:00Z');
    assert.deepEqual(marks({ openedAt, due: '2026-07-11' }, '2026-06-01T00:00:00Z', '2026-07-13T00:00:00Z'), [
      'before-3 2026-07-08T08:00',
      'before-0 2026-07-10T08:00',
    ]);
  });

  it('are reckoned again where it moved, and late ones from the first day that people were given', () => {
    const moved = { due: '2026-07-03', firstDue: '2026-07-10', dueSetAt: new Date('2026-06-24T10:00:00Z') };
    assert.deepEqual(marks(moved, '2026-06-01T00:00:00Z', '2026-07-18T00:00:00Z'), [
      'before-3 2026-06-30T08:00',
      'before-0 2026-07-03T08:00',
      'late-1 2026-07-17T08:00',
    ]);
  });

  it('end with its close, but for one that was missed before it', () => {
    const closedAt = new Date('2026-07-08T12:00:00Z');
    assert.deepEqual(marks({ closedAt }, '2026-07-07T00:00:00Z', '2026-08-30T00:00:00Z'), [
      'before-3 2026-07-07T08:00',
    ]);
  });
});

onBothDatabases('A reminder', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store, {
      edit: raw => Object.assign(raw.groups[1] ?? {}, { deputy: 'ben@council.example' }),
    });
    await look();
    await world.channel('qa', 'practice');
    await world.open(PERIOD, '2026-07-10');
  });

  const look = () =>
    lookAtAll({ store: test.store, clock: world.clock, log: silentLog }, [remindersSchedule]);
  const at = async (instant: string) => {
    world.clock.set(instant);
    await look();
  };
  const rowsOf = () =>
    test.store.read(view =>
      view.rows(reminders).find({ boardId: world.boardId }, { orderBy: { madeAt: 'asc' } }),
    );
  const due = () =>
    test.store.read(view =>
      view.rows(deliveries).find({ boardId: world.boardId, purpose: 'reminder', state: 'due' }),
    );
  const read = async (id: string) => {
    const state = await test.store.read(view => readReminder(view, id, world.clock.now()));
    if (!state) throw new Error('no reminder');
    return state;
  };
  /** The newest reminder of a group in its channel. */
  const newest = async (group: string) => {
    const groupId = await world.group(group);
    const row = (await rowsOf()).findLast(one => one.groupId === groupId && one.audience === 'group');
    if (!row) throw new Error(`no reminder of ${group}`);
    return row;
  };
  const answerAll = async (group: string, email: string) => {
    const ask = await world.ask(PERIOD, group);
    for (const { ref, rates } of ask.actions)
      await saved(world.save(email, ask, ref, rates ? GREEN : { progress: 'Words.' }));
  };
  const fates = async () =>
    (
      await test.store.read(view =>
        view.rows(slots).find({ boardId: world.boardId }, { orderBy: { at: 'asc' } }),
      )
    ).map(({ key, state, reason }) => [key.split(' ')[2], state, reason]);

  it('goes to the groups that have not answered, names what is missing, and calls the chair from the second on', async () => {
    await answerAll('practice', 'cat@council.example');
    const ask = await world.ask(PERIOD, 'qa');
    await saved(world.save('ben@council.example', ask, '2.1.a', GREEN));
    await at('2026-06-26T08:00:00Z');
    const [only, another] = await rowsOf();
    assert.ok(only && !another);
    const state = await read(only.id);
    assert.deepEqual(
      state.missing.map(({ asked, asks }) => [
        asked.short,
        asks.map(({ actions }) => actions.map(({ ref }) => ref)),
      ]),
      [['QA', [['1.1.a', '1.1.b']]]],
    );
    assert.equal(state.missing[0]?.asks[0]?.actions[0]?.lead?.name, 'Leo Lead');
    assert.equal(only.stage, 0);
    await at('2026-07-07T08:00:00Z');
    assert.equal((await newest('qa')).stage, 1);
    assert.deepEqual(await fates(), [
      ['before-10', 'done', null],
      ['before-3', 'done', null],
    ]);
  });

  it('takes the place of the one before', async () => {
    await at('2026-06-26T08:00:00Z');
    const first = await newest('qa');
    const placeId = (await due()).find(row => row.subjectId === first.id)?.placeId ?? '';
    const standing = await test.store.write(unit =>
      unit.rows(messages).insert({
        boardId: world.boardId,
        purpose: 'reminder',
        subjectId: first.id,
        placeKind: 'channel',
        placeId,
        conversationId: `19:reminder-${world.key}`,
        activityId: '1',
        postedAt: world.clock.now(),
        retiredAt: null,
      }),
    );
    await at('2026-07-07T08:00:00Z');
    const gone = await test.store.read(view => view.rows(messages).get(standing.id));
    assert.ok(gone.retiredAt, 'the old one counts as gone');
    const subjects = new Set((await due()).map(row => row.subjectId));
    assert.equal(subjects.has(first.id), false, 'nor is it posted any more');
    assert.equal(subjects.has((await newest('qa')).id), true);
  });

  it('says nothing where everything is in, and the schedule says why', async () => {
    await answerAll('qa', 'ben@council.example');
    await answerAll('practice', 'cat@council.example');
    await at('2026-06-26T08:00:00Z');
    assert.deepEqual(await due(), []);
    assert.deepEqual(await fates(), [['before-10', 'skipped', 'nothing-missing']]);
  });

  it('has nothing left to say to somebody who answers before it is posted', async () => {
    await at('2026-06-26T08:00:00Z');
    await answerAll('qa', 'ben@council.example');
    assert.deepEqual((await read((await newest('qa')).id)).missing, []);
  });

  it('is not caught up for a round that was closed meanwhile, and the schedule says so', async () => {
    world.clock.set('2026-06-26T12:00:00Z');
    await closeRound(world, terminal(world.boardId), null);
    await at('2026-06-29T08:00:00Z');
    assert.deepEqual(await due(), []);
    assert.deepEqual(await fates(), [['before-10', 'skipped', 'round-closed']]);
  });

  it('is told once after an outage: the newest alone', async () => {
    await at('2026-07-08T12:00:00Z');
    assert.deepEqual(await fates(), [
      ['before-10', 'skipped', 'later-slot'],
      ['before-3', 'done', null],
    ]);
    assert.equal((await due()).length, 2);
  });

  it('goes privately to chair and deputy when it is a week late, and to the manager when it is two', async () => {
    await at('2026-07-10T08:00:00Z');
    assert.ok((await rowsOf()).every(row => row.audience === 'group'));
    await at('2026-07-17T08:00:00Z');
    const people = async (audience: string) => {
      const rows = (await rowsOf()).filter(row => row.audience === audience);
      const places = (await due()).filter(row => rows.some(({ id }) => id === row.subjectId));
      return places.map(row => row.placeId).sort();
    };
    const leaders = ['ann@police.example', 'ben@council.example', 'cat@council.example'];
    assert.deepEqual(await people('leaders'), (await Promise.all(leaders.map(world.person))).sort());
    assert.deepEqual(await people('manager'), []);
    await at('2026-07-24T08:00:00Z');
    assert.deepEqual(await people('manager'), [await world.person('mia@board.example')]);
    const overview = (await rowsOf()).find(row => row.audience === 'manager');
    assert.equal((await read(overview?.id ?? '')).missing.length, 2, 'of the whole round');
  });

  it('can be put off once, by the group itself, and comes again', async () => {
    await at('2026-06-26T08:00:00Z');
    const first = await newest('qa');
    assert.deepEqual((await read(first.id)).snoozeDays, ['2026-06-29', '2026-07-01']);
    const snooze = async (email: string, until: string) =>
      snoozeReminder(world, await world.as(email), { reminderId: first.id, until });
    await assert.rejects(snooze('cat@council.example', '2026-06-29'), code('not_allowed'));
    await assert.rejects(snooze('ben@council.example', '2026-08-29'), code('input_invalid'));
    await snooze('ben@council.example', '2026-06-29');
    await snooze('ben@council.example', '2026-06-29');
    assert.deepEqual((await read(first.id)).snoozed, { until: '2026-06-29', by: 'Ben Cole' });
    await at('2026-06-29T07:59:00Z');
    assert.equal((await newest('qa')).id, first.id);
    await at('2026-06-29T08:00:00Z');
    const again = await newest('qa');
    assert.notEqual(again.id, first.id);
    assert.deepEqual((await read(again.id)).snoozeDays, [], 'not a second time');
    const practice = (await rowsOf()).filter(
      row => row.audience === 'group' && row.groupId !== again.groupId,
    );
    assert.equal(practice.length, 1, 'another group is not reminded by it');
  });

  it('that is put off keeps the next one away until then', async () => {
    await at('2026-07-06T08:00:00Z');
    const { id } = await newest('qa');
    await snoozeReminder(world, await world.as('ann@police.example'), {
      reminderId: id,
      until: '2026-07-09',
    });
    await at('2026-07-07T08:00:00Z');
    assert.equal((await newest('qa')).id, id);
    assert.equal((await newest('practice')).stage, 1);
    await at('2026-07-09T08:00:00Z');
    assert.notEqual((await newest('qa')).id, id);
  });

  it('is sent by hand by the manager alone, to all or to one group', async () => {
    const by = async (email: string, group: string | null) =>
      remindByHand(world, await world.as(email), { period: null, group });
    await assert.rejects(by('ann@police.example', null), code('not_allowed'));
    const all = await by('mia@board.example', null);
    assert.deepEqual(all.reminded.sort(), ['Practice Group', 'Quality Group']);
    const one = await by('mia@board.example', 'qa');
    assert.deepEqual([one.reminded, one.messages], [['Quality Group'], 1]);
    assert.equal(one.at, '2026-06-01T09:00:00.000Z');
    world.clock.set('2026-06-05T21:00:00Z');
    assert.equal((await by('mia@board.example', 'qa')).at, '2026-06-08T06:30:00.000Z', 'not at night');
    await answerAll('qa', 'ben@council.example');
    assert.deepEqual((await by('mia@board.example', 'qa')).reminded, []);
    await closeRound(world, terminal(world.boardId), null);
    await assert.rejects(by('mia@board.example', null), code('round_none_open'));
  });
});
