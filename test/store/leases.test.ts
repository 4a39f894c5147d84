import assert from 'node:assert/strict';
import { leases } from '../../services/store/entities/delivery.ts';
import { lookAtLease, releaseLease, takeLease } from '../../services/store/leases.ts';
import { onBothDatabases, type TestStore } from '../support/stores.ts';

onBothDatabases('A lease', open => {
  let test: TestStore;
  let now = 0;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    now = Date.parse('2026-06-01T09:00:00Z');
    test.time = () => new Date(now);
    await test.store.write(unit => unit.rows(leases).remove({ id: 'work' }));
  });

  const take = (holder: string, forMs = 10_000) =>
    test.store.write(unit => takeLease(unit, { id: 'work', holder, forMs }));
  const look = (holder: string) => test.store.read(view => lookAtLease(view, { id: 'work', holder }));

  it('is one holder’s until it runs out, and can be renewed', async () => {
    assert.equal(await take('one'), true);
    assert.equal(await take('two'), false);
    now += 6_000;
    assert.equal(await take('one'), true);
    now += 9_999;
    assert.equal(await take('two'), false);
    assert.deepEqual(await look('one'), { isOurs: true, forMs: 1 });
    assert.deepEqual(await look('two'), { isOurs: false, forMs: 1 });
    now += 1;
    assert.equal(await take('two'), true);
    assert.equal(await take('one'), false);
  });

  it('is free once it is given back, which only its holder can do', async () => {
    await take('one');
    await test.store.write(unit => releaseLease(unit, { id: 'work', holder: 'two' }));
    assert.equal(await take('two'), false);
    await test.store.write(unit => releaseLease(unit, { id: 'work', holder: 'one' }));
    assert.deepEqual(await look('two'), { isOurs: false, forMs: 0 });
    assert.equal(await take('two'), true);
  });

  it('goes to one of many who ask at once', async () => {
    const taken = await Promise.all(Array.from({ length: 8 }, (_, index) => take(`holder ${index}`)));
    assert.equal(taken.filter(Boolean).length, 1);
  });

  it('goes by the database’s own time where nobody gives another', async () => {
    test.time = null;
    const [before, told, after] = [Date.now(), await test.store.read(view => view.now()), Date.now()];
    assert.ok(told.getTime() >= before - 1 && told.getTime() <= after + 1, told.toISOString());
    assert.equal(await take('one'), true);
    assert.equal(await take('two'), false);
  });
});
