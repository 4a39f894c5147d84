/** Opens the store that `DATABASE_URL` names, and brings its schema up to date. */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { CollateError } from '../errors.ts';
import type { Dialect } from './columns.ts';
import { migrations } from './migrations/index.ts';
import { entityOf, type Table } from './table.ts';
import { tables } from './tables.ts';
import { createPostgresStore, createSqliteStore, type Store } from './unit-of-work.ts';

/** How long a unit waits for another process to finish its own, in milliseconds. */
const BUSY_TIMEOUT = 10_000;

/** How long a connection to PostgreSQL may take to come about, in milliseconds. */
const CONNECT_TIMEOUT = 10_000;

/** Any number that no other program of the same server uses for its own lock. */
const MIGRATION_LOCK = 20_261_121;

/** SQLite's OPEN_READONLY. The package's own constants are reached only through a CommonJS default. */
export const OPEN_READONLY = 1;

export interface StoreOptions {
  /** Another time than the database's own, where it gives one; for tests. */
  now?: () => Date | null;
}

/**
 * @param url `sqlite:FILE` (relative to the working directory) or `postgres://…`
 * @throws CollateError `config_invalid` for any other
 */
export async function openStore(url: string, { now }: StoreOptions = {}): Promise<Store> {
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, now);
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length), now);
  throw new CollateError(
    'config_invalid',
    'DATABASE_URL is neither sqlite:FILE nor postgres://USER:PASSWORD@HOST/DATABASE.',
  );
}

async function openSqlite(file: string, now: StoreOptions['now']): Promise<Store> {
  const database = resolve(file.replace(/^\/\/(?=\/)/, ''));
  mkdirSync(dirname(database), { recursive: true });
  const driver = await sqliteDriver();
  const writer = sqliteSource(database, { driver });
  await writer.initialize();
  await migrateSqlite(writer);
  const reader = sqliteSource(database, { driver, flags: OPEN_READONLY, enableWAL: false });
  await reader.initialize();
  return createSqliteStore(writer, reader, now);
}

async function openPostgres(url: string, now: StoreOptions['now']): Promise<Store> {
  const source = new DataSource(dataSourceOptions('postgres', { url, connectTimeoutMS: CONNECT_TIMEOUT }));
  await source.initialize();
  await migratePostgres(source);
  return createPostgresStore(source, now);
}

/**
 * TypeORM asks sqlite3 to be verbose: then it takes a stack trace and prints all parameters for each statement, in case
 * it fails. That doubles the cost of a statement, and would put what people wrote into the trace of an error.
 */
async function sqliteDriver(): Promise<object> {
  const { default: sqlite3 } = await import('sqlite3');
  return { verbose: () => sqlite3 };
}

function sqliteSource(database: string, options: object = {}): DataSource {
  return new DataSource(
    dataSourceOptions('sqlite', { database, enableWAL: true, busyTimeout: BUSY_TIMEOUT, ...options }),
  );
}

/** What both databases share; exported for the test that compares the schema with the entities. */
export function dataSourceOptions(type: Dialect, where: object): DataSourceOptions {
  return {
    type,
    ...where,
    entities: tables.map(definition => entityOf(definition as Table<{ id: string }>, type)),
    migrations: [...migrations],
    synchronize: false,
    logging: false,
  } as DataSourceOptions;
}

/**
 * One immediate transaction over all of them: a second process waits, then finds nothing to do. SQLite changes a
 * column by building its table anew, which no row that points to it may hinder: the links are checked at the end.
 */
async function migrateSqlite(source: DataSource): Promise<void> {
  await source.query('PRAGMA synchronous = FULL');
  // What is removed is overwritten at once, not only marked as free.
  await source.query('PRAGMA secure_delete = ON');
  await source.query('PRAGMA foreign_keys = OFF');
  await source.query('BEGIN IMMEDIATE');
  try {
    await source.runMigrations({ transaction: 'none' });
    const broken: unknown[] = await source.query('PRAGMA foreign_key_check');
    if (broken.length > 0)
      throw new CollateError('internal', 'A migration left links to rows that are gone.');
    await source.query('COMMIT');
  } catch (error) {
    await source.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await source.query('PRAGMA foreign_keys = ON');
  }
}

/** Two processes that migrate one empty database at once would crash: the second waits for the lock. */
async function migratePostgres(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await source.runMigrations({ transaction: 'all' });
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
  }
}
