/** Stores for tests: the same test runs on both databases. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../services/store/open-store.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import { stopPostgres, testPostgres } from './postgres.ts';

export interface TestStore {
  store: Store;
  url: string;
  dispose(): Promise<void>;
}

/** A new empty SQLite file and its store. */
export async function sqliteStore(): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'collate-'));
  const url = `sqlite:${join(folder, 'collate.sqlite')}`;
  const store = await openStore(url);
  return {
    store,
    url,
    dispose: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A new empty PostgreSQL database and its store. */
export async function postgresStore(): Promise<TestStore> {
  const url = await (await testPostgres()).createDatabase();
  const store = await openStore(url);
  return { store, url, dispose: () => store.close() };
}

/** Declares the same suite for SQLite and for PostgreSQL. */
export function onBothDatabases(name: string, suite: (open: () => Promise<TestStore>) => void): void {
  describe(`${name} (SQLite)`, () => suite(sqliteStore));
  describe(`${name} (PostgreSQL)`, function () {
    this.timeout(60_000);
    suite(postgresStore);
  });
}

export const mochaHooks = { afterAll: stopPostgres };
