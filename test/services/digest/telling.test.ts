import assert from 'node:assert/strict';
import {
  parseDigestTime,
  subscribe,
  subscriptionOf,
  unsubscribe,
} from '../../../services/digest/subscriptions.ts';
import { postDigest } from '../../../services/digest/tell-digest.ts';
import { digestMoments } from '../../../services/digest/times.ts';
import { silentLog } from '../../../services/ports.ts';
import { lookAtAll } from '../../../services/schedule/look.ts';
import { digestSchedule } from '../../../services/schedule/schedules/digest.ts';
import { type BoardRow, boards } from '../../../services/store/entities/board.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { digests } from '../../../services/store/entities/digests.ts';
import { slots } from '../../../services/store/entities/schedule.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { newWorld, saved, type World } from '../world.ts';

const MIA = 'mia@board.example';
const ANN = 'ann@police.example';
const Q1 = '2026-27 Q1';

const board = { timezone: 'Europe/London', holidays: null, settings: {} } as unknown as BoardRow;

describe('The moments of digests', () => {
  const of = (from: string, until: string, at = '08:30') =>
    digestMoments(board, { day: 'monday', at }, { from: new Date(from), until: new Date(until) }).map(
      moment => [moment.of, moment.at.toISOString()],
    );

  it('are at the same time of day in summer and in winter', () => {
    assert.deepEqual(of('2026-10-18T00:00:00Z', '2026-11-02T23:00:00Z'), [
      ['2026-10-19', '2026-10-19T07:30:00.000Z'],
      ['2026-10-26', '2026-10-26T08:30:00.000Z'],
      ['2026-11-02', '2026-11-02T08:30:00.000Z'],
    ]);
    assert.deepEqual(of('2027-03-22T12:00:00Z', '2027-03-30T23:00:00Z'), [
      // Easter Monday; the clocks went forward the day before.
      ['2027-03-29', '2027-03-30T07:30:00.000Z'],
    ]);
  });

  it('come on the next working day after a bank holiday, and over Christmas', () => {
    assert.deepEqual(of('2026-12-26T00:00:00Z', '2026-12-31T00:00:00Z'), [
      ['2026-12-28', '2026-12-29T08:30:00.000Z'],
    ]);
    // Of a span that begins on the holiday itself.
    assert.deepEqual(of('2026-12-28T12:00:00Z', '2026-12-31T00:00:00Z'), [
      ['2026-12-28', '2026-12-29T08:30:00.000Z'],
    ]);
  });

  it('wait for the end of the quiet hours', () => {
    assert.deepEqual(of('2026-06-01T00:00:00Z', '2026-06-02T00:00:00Z', '05:00'), [
      ['2026-06-01', '2026-06-01T06:30:00.000Z'],
    ]);
  });
});

describe('The time of a digest of one’s own', () => {
  for (const typed of ['on fridays 16:00', 'Friday 16:00', 'on fri at 16.00', 'fridays at 16:00']) {
    it(`is read from “${typed}”`, () => {
      assert.deepEqual(parseDigestTime(typed), { day: 'friday', at: '16:00' });
    });
  }
  for (const typed of [
    'on sundays 9:00',
    'on fridays',
    'on fridays 25:00',
    'weekly',
    'on fridays 9:75',
    '',
  ]) {
    it(`is not read from “${typed}”`, () => {
      assert.throws(() => parseDigestTime(typed), /Type: digest on fridays 16:00/);
    });
  }
});

onOneDatabase('Telling a digest', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test.dispose());

  const start = async (settings: Record<string, unknown> | null) => {
    world = await newWorld(test.store, {
      edit: raw => Object.assign(raw, settings ? { digest: settings } : {}),
    });
    await world.open(Q1, '2026-07-10');
  };
  const say = async (ref: string) =>
    saved(world.save(ANN, await world.ask(Q1, 'qa'), ref, { rating: 'green', progress: 'Words' }));
  const told = async () =>
    (
      await world.store.read(view =>
        view.rows(digests).find({ boardId: world.boardId }, { orderBy: { until: 'asc' } }),
      )
    ).map(({ since, until }) => [since.toISOString(), until.toISOString()]);
  const posted = () =>
    world.store.read(view => view.rows(deliveries).find({ boardId: world.boardId, purpose: 'digest' }));
  const look = async (now: string) => {
    world.clock.set(now);
    await lookAtAll({ store: world.store, clock: world.clock, log: silentLog }, [digestSchedule]);
  };

  it('happens each week once, and after three weeks of downtime once, since the last', async () => {
    await start({ day: 'monday', at: '08:30' });
    await look('2026-06-05T09:00:00Z');
    for (const now of [
      '2026-06-08T07:29:00Z',
      '2026-06-08T07:31:00Z',
      '2026-06-08T07:32:00Z',
      '2026-06-10T09:00:00Z',
    ]) {
      await look(now);
    }
    assert.deepEqual(await told(), [['2026-06-01T07:31:00.000Z', '2026-06-08T07:31:00.000Z']]);
    await look('2026-06-30T10:00:00Z');
    assert.deepEqual((await told())[1], ['2026-06-08T07:31:00.000Z', '2026-06-30T10:00:00.000Z']);
    assert.equal((await told()).length, 2);
    const rows = await world.store.read(view =>
      view.rows(slots).find({ boardId: world.boardId }, { orderBy: { at: 'asc' } }),
    );
    assert.deepEqual(
      rows.map(({ state, reason }) => [state, reason]),
      [
        ['done', null],
        ['skipped', 'later-slot'],
        ['skipped', 'later-slot'],
        ['done', null],
      ],
    );
    const [row] = await posted();
    assert.deepEqual([row?.placeKind, row?.placeId], ['person', await world.person(MIA)]);
  });

  it('goes to the group that the board file names, and to the manager while it has no channel', async () => {
    await start({ day: 'monday', at: '08:30', group: 'Exec' });
    await look('2026-06-05T09:00:00Z');
    await look('2026-06-08T08:00:00Z');
    assert.equal((await posted())[0]?.placeKind, 'person');
    const channel = await world.channel('exec');
    await look('2026-06-15T08:00:00Z');
    const rows = await posted();
    assert.deepEqual(
      rows.filter(({ placeKind }) => placeKind === 'channel').map(({ placeId }) => placeId),
      [channel],
    );
  });

  it('is posted by hand for the manager, and not twice where nothing has come in', async () => {
    await start(null);
    const mia = await world.as(MIA);
    await assert.rejects(
      postDigest(world, await world.as(ANN)),
      /Only the board's manager can post the digest/,
    );
    assert.equal((await postDigest(world, mia)).already, false);
    world.clock.set('2026-06-01T09:10:00Z');
    assert.equal((await postDigest(world, mia)).already, true);
    await say('1.1.a');
    world.clock.set('2026-06-01T09:20:00Z');
    assert.equal((await postDigest(world, mia)).already, false);
    assert.equal((await posted()).length, 2);
    assert.deepEqual((await told())[1], ['2026-06-01T09:00:00.000Z', '2026-06-01T09:20:00.000Z']);
  });

  it('is pressed twice at once and done once', async () => {
    await start(null);
    const mia = await world.as(MIA);
    const both = await Promise.all([postDigest(world, mia), postDigest(world, mia)]);
    assert.deepEqual(both.map(({ already }) => already).sort(), [false, true]);
    assert.equal((await posted()).length, 1);
  });

  it('comes to who ordered one, at their time, until they end it', async () => {
    await start(null);
    const ann = await world.as(ANN);
    const personId = await world.person(ANN);
    await subscribe(world, ann, personId, { day: 'monday', at: '10:00' });
    await subscribe(world, ann, personId, { day: 'friday', at: '16:00' });
    assert.deepEqual(await world.store.read(view => subscriptionOf(view, world.boardId, personId)), {
      day: 'friday',
      at: '16:00',
    });
    await look('2026-06-02T09:00:00Z');
    await look('2026-06-05T15:30:00Z');
    assert.deepEqual(
      (await posted()).map(({ placeId }) => placeId),
      [personId],
    );
    assert.equal(await unsubscribe(world, ann, personId), true);
    assert.equal(await unsubscribe(world, ann, personId), false);
    await look('2026-06-12T15:30:00Z');
    assert.equal((await posted()).length, 1);
  });

  it('does not come at once to who orders one after its time', async () => {
    await start(null);
    const ann = await world.as(ANN);
    await look('2026-06-05T15:00:00Z');
    world.clock.set('2026-06-05T15:10:00Z');
    await subscribe(world, ann, await world.person(ANN), { day: 'friday', at: '16:05' });
    await look('2026-06-05T15:11:00Z');
    assert.equal((await posted()).length, 0);
    await look('2026-06-12T15:06:00Z');
    assert.equal((await posted()).length, 1);
  });

  it('is left out, with the reason, for who may see nothing any more', async () => {
    await start(null);
    const leo = await world.person('leo@police.example');
    await subscribe(world, await world.as('leo@police.example'), leo, { day: 'friday', at: '16:00' });
    await look('2026-06-02T09:00:00Z');
    await world.reimport(raw => {
      raw.people = raw.people.filter(({ email }) => email !== 'leo@police.example');
      for (const priority of raw.plan.priorities)
        for (const outcome of priority.outcomes) for (const action of outcome.actions) delete action['lead'];
    });
    await look('2026-06-05T15:30:00Z');
    const [row] = await world.store.read(view => view.rows(slots).find({ boardId: world.boardId }));
    assert.deepEqual([row?.state, row?.reason], ['skipped', 'subscriber-gone']);
    assert.deepEqual(await posted(), []);
    assert.ok(await world.store.read(view => view.rows(boards).first({ id: world.boardId })));
  });
});
