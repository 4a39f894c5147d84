import assert from 'node:assert/strict';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../services/store/open-store.ts';
import { onBothDatabases, type TestStore } from '../support/stores.ts';

onBothDatabases('The migrated schema', open => {
  let test: TestStore;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());

  it('equals the entities', async () => {
    const where =
      test.store.dialect === 'sqlite' ? { database: test.url.slice('sqlite:'.length) } : { url: test.url };
    const source = await new DataSource(dataSourceOptions(test.store.dialect, where)).initialize();
    const changes = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    assert.deepEqual(
      changes.upQueries.map(({ query }) => query),
      [],
    );
  });
});
