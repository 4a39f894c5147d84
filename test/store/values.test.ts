import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { boards } from '../../services/store/entities/board.ts';
import { rounds } from '../../services/store/entities/rounds.ts';
import { channels } from '../../services/store/entities/teams.ts';
import { newWorld, type World } from '../services/world.ts';
import { onBothDatabases, type TestStore } from '../support/stores.ts';
import { runChild } from './child.ts';

const output = async (...run: Parameters<typeof runChild>) => (await runChild(...run)).output;

onBothDatabases('Values in the store', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
    world = await newWorld(test.store);
  });
  after(() => test?.dispose());

  it('keeps instants and days as they are, whatever zone a process runs in', async function () {
    this.timeout(60_000);
    const { roundId } = await world.open('2026-27 Q1', '2026-07-10');
    const instants = ['2026-03-29T01:30:00.123Z', '2026-10-25T00:30:00.000Z', '2026-12-31T23:59:59.999Z'];
    for (const instant of instants) {
      await test.store.write(unit =>
        unit.rows(rounds).update({ id: roundId }, { openedAt: new Date(instant), due: '2026-03-29' }),
      );
      const { openedAt, due } = await test.store.read(view => view.rows(rounds).get(roundId));
      assert.deepEqual([openedAt.toISOString(), due], [instant, '2026-03-29']);
    }
    for (const [zone, hour] of [
      ['America/New_York', 20],
      ['Pacific/Kiritimati', 14],
    ] as const) {
      const read = JSON.parse(await output('zone-child.ts', [test.url, roundId], { TZ: zone }));
      assert.equal(read.zone, hour, 'the child is in another zone');
      assert.deepEqual([read.openedAt, read.due], ['2026-12-31T23:59:59.999Z', '2026-03-29']);
    }
    const written = '2026-07-01T03:04:05.678Z 2026-02-28';
    await output('zone-child.ts', [test.url, roundId, written], { TZ: 'America/New_York' });
    const { openedAt, due } = await test.store.read(view => view.rows(rounds).get(roundId));
    assert.equal(`${openedAt.toISOString()} ${due}`, written);
  });

  it('orders instants by time, across the hour that a clock change repeats', async () => {
    const first = DateTime.fromISO('2026-10-25T00:30:00Z');
    const ids = ['b', 'a', 'c'];
    for (const [index, key] of ids.entries()) {
      await test.store.write(async unit => {
        const board = await unit.rows(boards).get(world.boardId);
        await unit.rows(boards).insert({
          ...board,
          id: undefined,
          key: `order-${key}`,
          importedAt: first.plus({ minutes: 45 * index }).toJSDate(),
        });
      });
    }
    const found = await test.store.read(view =>
      view.rows(boards).find({ key: ids.map(key => `order-${key}`) }, { orderBy: { importedAt: 'asc' } }),
    );
    assert.deepEqual(
      found.map(board => board.key),
      ids.map(key => `order-${key}`),
    );
  });

  it('gives small documents, flags and empty columns back as they were', async () => {
    const settings = {
      ratings: { red: { label: 'Rot “ß” 🟥', meaning: 'it’s' } },
      training: { deep: [1, 2.5, true, null, 'x', { y: '2026-07-10' }] },
      digest: null,
    };
    await test.store.write(unit => unit.rows(boards).update({ id: world.boardId }, { settings }));
    assert.deepEqual(
      (await test.store.read(view => view.rows(boards).get(world.boardId))).settings,
      settings,
    );
    const channelId = await world.channel('qa');
    for (const isGeneral of [true, false]) {
      await test.store.write(unit => unit.rows(channels).update({ id: channelId }, { isGeneral }));
      const row = await test.store.read(view => view.rows(channels).get(channelId));
      assert.strictEqual(row.isGeneral, isGeneral);
      assert.strictEqual(row.goneAt, null);
      assert.equal(await test.store.read(view => view.rows(channels).count({ isGeneral, id: channelId })), 1);
    }
  });

  it('keeps text of any script and length', async () => {
    const name = `Ŵyn ◌́ 𝔘 "quoted" 'single' \\ % _ ; -- ${'x'.repeat(100_000)}`;
    await test.store.write(unit => unit.rows(boards).update({ id: world.boardId }, { name }));
    assert.equal((await test.store.read(view => view.rows(boards).get(world.boardId))).name, name);
  });
});
