import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { importBoard } from '../../../services/plan/import-board.ts';
import { readBoardFile } from '../../../services/plan/read-board-file.ts';
import { fixedClock } from '../../../services/ports.ts';
import { boards } from '../../../services/store/entities/board.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';

onOneDatabase('The samples', open => {
  let test: TestStore;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());

  for (const name of ['cheshire-west', 'warrington-2015-17', 'warrington-2011-12']) {
    it(`changes nothing when ${name} is imported a second time`, async () => {
      const file = readBoardFile(
        readFileSync(new URL(`../../../samples/${name}.yaml`, import.meta.url), 'utf8'),
      );
      const deps = { store: test.store, clock: fixedClock('2026-06-01T09:00:00Z') };
      const first = await importBoard(deps, file, { rebase: true });
      assert.ok(first.changes.length > 30);
      const second = await importBoard(deps, file, { rebase: true });
      assert.deepEqual(second.changes, []);
      assert.deepEqual((await importBoard(deps, file, { rebase: true, dryRun: true })).changes, []);
      const board = await test.store.read(view => view.rows(boards).get(first.boardId));
      assert.equal(board.rebasedYears, first.rebasedYears);
      assert.ok(first.rebasedYears > 0);
    });
  }
});
