/** A database as version 0.1 left it: only the first migration's tables, filled with rows that the services made. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import type { Dialect } from '../../services/store/columns.ts';
import { FirstTables1795219200000 } from '../../services/store/migrations/1795219200000-first-tables.ts';
import { dataSourceOptions } from '../../services/store/open-store.ts';
import { tables } from '../../services/store/tables.ts';
import { testPostgres } from '../support/postgres.ts';

/** A row as the database itself gives it, by column. */
export type RawRow = Record<string, unknown>;

/** The rows of every table, in the order of their ids. */
export type RawTables = Map<string, RawRow[]>;

export interface RawDatabase {
  url: string;
  source: DataSource;
  /** All rows of the tables that this schema has. */
  readAll(): Promise<RawTables>;
  /** Adds rows, without the columns that this schema lacks. */
  putAll(rows: RawTables): Promise<void>;
  /** Links that lead nowhere. */
  brokenLinks(): Promise<unknown[]>;
  close(): Promise<void>;
}

/** A new empty database whose schema is version 0.1's. */
export async function firstRelease(
  dialect: Dialect,
): Promise<{ database: RawDatabase; dispose(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'collate-0.1-'));
  const url =
    dialect === 'sqlite'
      ? `sqlite:${join(folder, 'collate.sqlite')}`
      : await (await testPostgres()).createEmptyDatabase();
  const database = await openRaw(url, [FirstTables1795219200000]);
  await database.source.runMigrations();
  return { database, dispose: () => rm(folder, { recursive: true, force: true }) };
}

/** Opens a database as it is; nothing is migrated. */
export async function openRaw(
  url: string,
  migrations: readonly (typeof FirstTables1795219200000)[] = [],
): Promise<RawDatabase> {
  const isSqlite = url.startsWith('sqlite:');
  const where = isSqlite ? { database: url.slice('sqlite:'.length), enableWAL: true } : { url };
  const options = dataSourceOptions(isSqlite ? 'sqlite' : 'postgres', where);
  const source = await new DataSource({ ...options, migrations: [...migrations] }).initialize();
  const runner = source.createQueryRunner();

  const columnsOf = async (): Promise<Map<string, string[]>> => {
    const names: string[] = [];
    for (const { name } of tables) if (await runner.hasTable(name)) names.push(name);
    const known = await runner.getTables(names);
    const found = new Map(
      known.map(table => [table.name.split('.').at(-1) ?? '', table.columns.map(column => column.name)]),
    );
    return new Map(tables.flatMap(({ name }) => (found.has(name) ? [[name, found.get(name) ?? []]] : [])));
  };
  const read = async (table: string): Promise<RawRow[]> => {
    if (isSqlite) return source.query(`SELECT * FROM "${table}" ORDER BY "id"`);
    const rows: { row: RawRow }[] = await source.query(
      `SELECT to_jsonb(t) AS row FROM "${table}" t ORDER BY "id"`,
    );
    return rows.map(({ row }) => row);
  };
  const put = async (table: string, columns: readonly string[], row: RawRow): Promise<void> => {
    if (!isSqlite) {
      const all = `INSERT INTO "${table}" SELECT * FROM jsonb_populate_record(NULL::"${table}", $1::jsonb)`;
      await source.query(all, [JSON.stringify(row)]);
      return;
    }
    const marks = columns.map(() => '?').join(', ');
    const names = columns.map(name => `"${name}"`).join(', ');
    const values = columns.map(name => row[name]);
    await source.query(`INSERT INTO "${table}" (${names}) VALUES (${marks})`, values);
  };
  return {
    url,
    source,
    readAll: async () => {
      const all: RawTables = new Map();
      for (const table of (await columnsOf()).keys()) all.set(table, await read(table));
      return all;
    },
    putAll: async all => {
      for (const [table, columns] of await columnsOf()) {
        for (const row of all.get(table) ?? []) await put(table, columns, row);
      }
    },
    brokenLinks: () => source.query(isSqlite ? 'PRAGMA foreign_key_check' : UNCHECKED),
    close: async () => {
      await runner.release();
      await source.destroy();
    },
  };
}

/** PostgreSQL checks links as rows come; what it may not have checked is named in its catalogue. */
const UNCHECKED = "SELECT conname FROM pg_constraint WHERE contype = 'f' AND NOT convalidated";
