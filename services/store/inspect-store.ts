/** Looks at a database without changing anything of it: whether it is there, and whether its schema is today's. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DataSource } from 'typeorm';
import { nameOf } from '../errors.ts';
import { migrations } from './migrations/index.ts';
import { dataSourceOptions, OPEN_READONLY } from './open-store.ts';

export type Inspected =
  | { kind: 'absent' }
  /** The name of the error alone: its words may hold an address or a password. */
  | { kind: 'unreachable'; error: string }
  | {
      kind: 'there';
      /** Migrations that the next start carries out. */
      pending: string[];
      /** Migrations of a later version, which this one must not be run on. */
      unknown: string[];
    };

/** @param url `sqlite:FILE` or `postgres://…` */
export async function inspectStore(url: string): Promise<Inspected> {
  const file = url.startsWith('sqlite:') ? resolve(url.slice('sqlite:'.length)) : null;
  if (file !== null && !existsSync(file)) return { kind: 'absent' };
  const source = new DataSource(
    file === null
      ? dataSourceOptions('postgres', { url })
      : dataSourceOptions('sqlite', { database: file, flags: OPEN_READONLY, enableWAL: false }),
  );
  try {
    await source.initialize();
    const done = await doneIn(source);
    const known = migrations.map(({ name }) => name);
    return {
      kind: 'there',
      pending: known.filter(name => !done.includes(name)),
      unknown: done.filter(name => !known.includes(name as (typeof known)[number])),
    };
  } catch (error) {
    return { kind: 'unreachable', error: codeOf(error) };
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}

/** None where nothing was ever set up in it. */
async function doneIn(source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner();
  try {
    if (!(await runner.hasTable('migrations'))) return [];
    const rows = (await runner.query('SELECT name FROM migrations')) as { name: string }[];
    return rows.map(({ name }) => name);
  } finally {
    await runner.release();
  }
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : nameOf(error);
}
