/** Stores for tests: the same test runs on both databases. */
import { copyFileSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../services/store/open-store.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import { testPostgres } from './postgres.ts';
import { onceInRun } from './run-folder.ts';

export interface TestStore {
  store: Store;
  url: string;
  /** The database's time; its own while this is null. */
  time: (() => Date) | null;
  dispose(): Promise<void>;
}

/** A new SQLite file with nothing in it but its tables, and its store. */
export async function sqliteStore(): Promise<TestStore> {
  const { url, remove } = await newDatabase('sqlite');
  return opened(url, remove);
}

/** A new PostgreSQL database with nothing in it but its tables, and its store. */
export async function postgresStore(): Promise<TestStore> {
  const { url, remove } = await newDatabase('postgres');
  return opened(url, remove);
}

/** A database with today's tables and nothing in them, which nobody has opened yet. */
export async function newDatabase(
  dialect: Store['dialect'],
): Promise<{ url: string; remove(): Promise<void> }> {
  if (dialect === 'postgres') {
    const server = await testPostgres();
    const url = await server.createDatabase();
    return { url, remove: () => server.dropDatabase(url) };
  }
  const folder = mkdtempSync(join(tmpdir(), 'collate-'));
  const file = join(folder, 'collate.sqlite');
  copyFileSync(await migratedFile(), file);
  return { url: `sqlite:${file}`, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The file that others are copied from: that takes a hundredth of what migrating takes. */
const migratedFile = () =>
  onceInRun('sqlite', async folder => {
    const file = join(folder, 'migrated.sqlite');
    await (await openStore(`sqlite:${file}`)).close();
    return file;
  });

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

/** Set to `both`, it runs on both databases what else is shared out between them. */
const SETTING = 'COLLATE_TEST_DATABASES';

/**
 * Declares a suite for one of the databases, always the same for a name: for what only reads and saves through the
 * store, and behaves alike wherever the store does, which has tests of its own on both.
 */
export function onOneDatabase(name: string, suite: (open: () => Promise<TestStore>) => void): void {
  if (process.env[SETTING] === 'both') onBothDatabases(name, suite);
  else if (name.length % 2 === 0) describe(`${name} (SQLite)`, () => suite(sqliteStore));
  else {
    describe(`${name} (PostgreSQL)`, function () {
      this.timeout(60_000);
      suite(postgresStore);
    });
  }
}
