import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { seedBoard } from '../../../bot/local/seed.ts';
import { systemClock } from '../../../services/ports.ts';
import { rounds } from '../../../services/store/entities/rounds.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { sqliteStore, type TestStore } from '../../support/stores.ts';

for (const sample of ['cheshire-west', 'warrington-2015-17', 'warrington-2011-12']) {
  describe(`The sample ${sample} as npm start fills it in`, function () {
    this.timeout(30_000);
    let test: TestStore;
    before(async () => {
      test = await sqliteStore();
    });
    after(() => test.dispose());

    it('has an open round, the answers of the round before, and dates about today', async () => {
      const { store } = test;
      const { board } = await seedBoard(store, resolve('samples', `${sample}.yaml`));
      const all = await store.read(view =>
        view.rows(rounds).find({ boardId: board.id }, { orderBy: { startsOn: 'asc' } }),
      );
      const open = all.filter(round => round.closedAt === null);
      assert.equal(open.length, 1);
      const facts = await readFacts({ store, clock: systemClock }, board.id, null);
      assert.equal(facts.period, open[0]?.period);
      assert.equal(facts.returns.received, 0);
      assert.ok(facts.actions.every(action => action.rag === 'notReported'));
      const told = facts.actions.filter(action => action.lastReported !== null).length;
      if (sample === 'warrington-2011-12') assert.equal(told, 0);
      else assert.ok(told > facts.actions.length / 2, `${told} of ${facts.actions.length}`);
    });

    it('is left as it is by a second start', async () => {
      const before = await test.store.read(view => view.rows(rounds).count());
      const { imported } = await seedBoard(test.store, resolve('samples', `${sample}.yaml`));
      assert.deepEqual(imported.changes, []);
      assert.equal(await test.store.read(view => view.rows(rounds).count()), before);
    });
  });
}
