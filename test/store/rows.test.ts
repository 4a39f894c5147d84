import assert from 'node:assert/strict';
import { people } from '../../services/store/entities/board.ts';
import { leases } from '../../services/store/entities/delivery.ts';
import { returns } from '../../services/store/entities/returns.ts';
import { atMost, noneOf, not, notNull } from '../../services/store/rows.ts';
import { newWorld, saved, type World } from '../services/world.ts';
import { onBothDatabases, type TestStore } from '../support/stores.ts';

const NEWEST = { highest: { by: 'version', of: ['askId', 'subjectId'] } } as const;

onBothDatabases('Rows', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
    world = await newWorld(test.store);
  });
  after(() => test?.dispose());

  it('are found by values, lists, nothing, comparisons and all of them together', async () => {
    const { boardId } = world;
    const names = (where: object) =>
      test.store.read(async view =>
        (await view.rows(people).find({ boardId, ...where }, { orderBy: { name: 'asc' } })).map(
          row => row.name,
        ),
      );
    const mails = ['ann@police.example', 'ben@council.example', 'nobody@example.org'];
    assert.deepEqual(await names({ email: mails }), ['Ann Ward', 'Ben Cole']);
    assert.deepEqual(await names({ email: [] }), []);
    assert.deepEqual(await names({ email: noneOf(mails), retiredAt: null }), [
      'Cat Hill',
      'Leo Lead',
      'Mia Manager',
    ]);
    assert.equal((await names({ name: not('Ann Ward') })).length, 4);
    assert.equal((await names({ tenantId: notNull() })).length, 0);
    assert.deepEqual(await names({ name: atMost('B') }), ['Ann Ward']);
    assert.equal(await test.store.read(view => view.rows(people).count({ boardId, email: [] })), 0);
    await assert.rejects(names({ email: undefined }), /no value/);
    await assert.rejects(names({ 'email"; --': 'x' }), /has no/);
  });

  it('are read in order, a part at a time, and of some columns alone', async () => {
    const { boardId } = world;
    const page = await test.store.read(view =>
      view.rows(people).pick(['name'], { boardId }, { orderBy: { name: 'desc' }, limit: 2, offset: 1 }),
    );
    assert.deepEqual(page, [{ name: 'Leo Lead' }, { name: 'Cat Hill' }]);
  });

  it('are the highest of those that are alike, as far as they are wanted', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    const ask = await world.ask('2026-27 Q1', 'qa');
    const say = (ref: string, progress: string) =>
      saved(world.save('ann@police.example', ask, ref, { rating: 'amber', progress }));
    for (const [minute, ref, words] of [
      [1, '1.1.a', 'one'],
      [2, '1.1.b', 'one'],
      [3, '1.1.a', 'two'],
      [4, '1.1.a', 'three'],
    ] as const) {
      world.clock.set(`2026-06-02T09:0${minute}:00Z`);
      await say(ref, words);
    }
    const versions = (where: object) =>
      test.store.read(async view =>
        (await view.rows(returns).find({ askId: ask.askId, ...where }, NEWEST))
          .map(row => row.version)
          .sort(),
      );
    assert.deepEqual(await versions({}), [1, 3]);
    assert.deepEqual(await versions({ savedAt: atMost(new Date('2026-06-02T09:03:30Z')) }), [1, 2]);
    assert.deepEqual(await versions({ savedAt: atMost(new Date('2026-06-02T09:01:30Z')) }), [1]);
  });

  it('are what a unit itself has written, also where it asked before', async () => {
    const until = new Date('2026-06-01T09:00:00Z');
    await test.store.write(async unit => {
      const holders = async () => (await unit.rows(leases).find({ id: ['a', 'b'] })).map(row => row.holder);
      assert.deepEqual(await holders(), []);
      await unit.rows(leases).insert({ id: 'a', holder: 'one', until });
      assert.deepEqual(await holders(), ['one']);
      assert.equal(await unit.rows(leases).update({ id: 'a' }, { holder: 'two' }), 1);
      assert.deepEqual(await holders(), ['two']);
      assert.equal(await unit.rows(leases).count({ id: 'a' }), 1);
      assert.equal(await unit.rows(leases).remove({ id: 'a' }), 1);
      assert.deepEqual([await holders(), await unit.rows(leases).count({ id: 'a' })], [[], 0]);
    });
  });

  it('are the same for all who ask in a unit, so nobody can change them', async () => {
    await test.store.read(async view => {
      const first = await view.rows(people).find({ boardId: world.boardId });
      first.length = 0;
      const [again] = await view.rows(people).find({ boardId: world.boardId });
      assert.ok(again);
      assert.throws(() => {
        again.name = 'Somebody else';
      }, TypeError);
    });
  });
});
