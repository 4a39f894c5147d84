import assert from 'node:assert/strict';
import { leases } from '../../services/store/entities/delivery.ts';
import { together } from '../../services/store/together.ts';
import type { Unit } from '../../services/store/unit-of-work.ts';
import { onBothDatabases, type TestStore } from '../support/stores.ts';

onBothDatabases('Units together', open => {
  let test: TestStore;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());

  it('do what comes meanwhile in few units, each result its own, and one that fails alone', async () => {
    let units = 0;
    const write = together<Unit>(work => {
      units += 1;
      return test.store.write(work);
    }, 6);
    const until = new Date('2026-06-01T09:00:00Z');
    const ids = Array.from({ length: 13 }, (_, index) => `piece-${index}`);
    const results = await Promise.allSettled(
      ids.map((id, index) =>
        write(async unit => {
          await unit.rows(leases).insert({ id, holder: 'test', until });
          if (index === 9) throw new Error('on purpose');
          return id;
        }),
      ),
    );
    for (const [index, result] of results.entries()) {
      if (index === 9) assert.match(String((result as PromiseRejectedResult).reason), /on purpose/);
      else assert.equal((result as PromiseFulfilledResult<string>).value, `piece-${index}`);
    }
    const kept = await test.store.read(view => view.rows(leases).find({ id: ids }));
    assert.deepEqual(kept.map(({ id }) => id).sort(), ids.filter(id => id !== 'piece-9').sort());
    // The first alone, twice six, and the six with the failing one each alone.
    assert.ok(units <= 9, `${units} units for 13 pieces`);
  });
});
