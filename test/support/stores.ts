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
  /** The database's time; its own while this is null. */
  time: (() => Date) | null;
  dispose(): Promise<void>;
}

/** A new empty SQLite file and its store. */
export async function sqliteStore(): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'collate-'));
  const url = `sqlite:${join(folder, 'collate.sqlite')}`;
  return opened(url, () => rm(folder, { recursive: true, force: true }));
}

/** A new empty PostgreSQL database and its store. */
export async function postgresStore(): Promise<TestStore> {
  const url = await (await testPostgres()).createDatabase();
  return opened(url, async () => undefined);
}

async function opened(url: string, clean: () => Promise<void>): Promise<TestStore> {
  const test: Omit<TestStore, 'store'> = {
    url,
    time: null,
    dispose: async () => {
      await store.close();
      await clean();
    },
  };
  const store = await openStore(url, { now: () => test.time?.() ?? null });
  return Object.assign(test, { store });
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
