/**
 * The only way to the data. A unit of work is everything or nothing, and has no effect outside the database,
 * because PostgreSQL may ask for it to run again.
 *
 * SQLite: one writer connection, units one at a time, each begun with BEGIN IMMEDIATE, so that it waits its
 * turn beside another process (a deferred BEGIN that reads before it writes fails at once with SQLITE_BUSY).
 * Reads have a connection of their own, so that they never see what a unit has not committed.
 *
 * PostgreSQL: SERIALIZABLE, run again on 40001 (serialization), 40P01 (deadlock) and 23505 (somebody inserted
 * the same key first: the second run sees it).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import type { DataSource } from 'typeorm';
import { CollateError } from '../errors.ts';
import { isConflict, isTaken, storeErrorOf } from './failures.ts';
import { createQueue } from './queue.ts';
import { createMemory, type ReadRows, type Rows, rowsOf, type Within } from './rows.ts';
import { postgresSession, type Session, sqliteSession } from './sessions.ts';
import type { Table } from './table.ts';

/** A consistent view of committed rows. */
export interface View {
  rows<Row extends { id: string }>(table: Table<Row>): ReadRows<Row>;
  /** What time it is for the database, the same for all replicas; what people see is told by Clock. */
  now(): Promise<Date>;
}

/** A unit of work. */
export interface Unit extends View {
  rows<Row extends { id: string }>(table: Table<Row>): Rows<Row>;
}

/** @param changed the names of the tables that were written to */
export type OnCommit = (changed: ReadonlySet<string>) => void;

export interface Store {
  readonly dialect: 'sqlite' | 'postgres';
  /**
   * Runs a unit of work and commits it, or rolls all of it back. It may run more than once.
   * @throws CollateError `store_busy`, `store_unreachable` (where the connection ended at the commit, nobody knows
   * whether it was kept), and what the work throws
   */
  write<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
  /** Runs reads in one transaction: they all see the same state. */
  read<T>(work: (view: View) => Promise<T>): Promise<T>;
  /** Calls back after each commit of this process, so that a dispatcher need not wait for its next look. */
  onCommit(listener: OnCommit): () => void;
  /** Takes what was removed out of the database's own files too, as far as they are in its reach. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

/** After a conflict it runs again for as long as SQLite would wait its turn, in milliseconds. */
const PATIENCE = 10_000;
/** Where a key was taken the next run sees it; one that does not has a fault of its own. */
const RETRIES = 5;

/** @param now another time than the database's own, where it gives one */
export function createSqliteStore(writer: DataSource, reader: DataSource, now?: () => Date | null): Store {
  const writes = createQueue();
  const reads = createQueue();
  const [writing, reading] = [sqliteSession(writer), sqliteSession(reader)];
  const on = <T>(source: DataSource, session: Session, begin: string, run: Run<T>): Promise<T> =>
    transaction(session, begin, () => run({ source, session, memory: createMemory() }));
  return storeOver({
    dialect: 'sqlite',
    now: async session => now?.() ?? sqliteTime(session),
    write: run => writes(() => on(writer, writing, 'BEGIN IMMEDIATE', run)).catch(tell),
    read: run => reads(() => on(reader, reading, 'BEGIN', run)).catch(tell),
    scrub: () => writes(() => reads(() => scrubSqlite(writer))),
    close: async () => {
      await writes(() => writing.close().then(() => writer.destroy()));
      await reads(() => reading.close().then(() => reader.destroy()));
    },
  });
}

/** @param now another time than the database's own, where it gives one */
export function createPostgresStore(source: DataSource, now?: () => Date | null): Store {
  async function on<T>(begin: string, run: Run<T>): Promise<T> {
    const runner = source.createQueryRunner();
    try {
      const session = await postgresSession(runner);
      return await transaction(session, begin, () => run({ source, session, memory: createMemory() }));
    } finally {
      await runner.release();
    }
  }
  return storeOver({
    dialect: 'postgres',
    now: async session => now?.() ?? postgresTime(session),
    write: run => retrying(() => on('BEGIN ISOLATION LEVEL SERIALIZABLE', run)),
    read: run => on('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', run).catch(tell),
    scrub: async () => {
      await source.query('VACUUM');
    },
    close: () => source.destroy(),
  });
}

/** The file is on this machine, and so is its clock. */
async function sqliteTime(session: Session): Promise<Date> {
  const { records } = await session.run(`SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS now`);
  return new Date(String(records[0]?.['now']));
}

/** The moment of the question, not of the unit's begin. */
async function postgresTime(session: Session): Promise<Date> {
  const { records } = await session.run('SELECT clock_timestamp() AS now');
  return records[0]?.['now'] as Date;
}

/** How often the log is tried to be emptied, while another process still reads from it. */
const CHECKPOINTS = 25;

/** Builds the file anew without its free pages, and empties the log, in which the old ones stand too. */
async function scrubSqlite(writer: DataSource): Promise<void> {
  await writer.query('VACUUM');
  for (let left = CHECKPOINTS; left > 0; left -= 1) {
    const [row] = (await writer.query('PRAGMA wal_checkpoint(TRUNCATE)')) as { busy: number }[];
    if (row?.busy === 0) return;
    await pause(200);
  }
}

/** The work of a unit, given where it runs. */
type Run<T> = (within: Within) => Promise<T>;

interface Engine {
  dialect: Store['dialect'];
  now(session: Session): Promise<Date>;
  write<T>(run: Run<T>): Promise<T>;
  read<T>(run: Run<T>): Promise<T>;
  scrub(): Promise<void>;
  close(): Promise<void>;
}

function storeOver(engine: Engine): Store {
  const commits = new EventEmitter();
  commits.setMaxListeners(0);
  return {
    dialect: engine.dialect,
    write: async work => {
      refuseNesting();
      // Of several runs the last is the one that was committed.
      let changed: ReadonlySet<string> = new Set();
      const result = await engine.write(within => {
        changed = within.memory.changed;
        return inside.run(true, () => work(unitOf(engine, within)));
      });
      commits.emit('commit', changed);
      return result;
    },
    read: async work => {
      refuseNesting();
      return engine.read(within => inside.run(true, () => work(unitOf(engine, within))));
    },
    onCommit: listener => {
      commits.on('commit', listener);
      return () => commits.off('commit', listener);
    },
    scrub: engine.scrub,
    close: engine.close,
  };
}

const inside = new AsyncLocalStorage<true>();

/** A unit begun inside another would wait for the other to end, which waits for it. */
function refuseNesting(): void {
  if (inside.getStore()) throw new CollateError('internal', 'A unit of work was begun inside another one.');
}

const unitOf = (engine: Engine, within: Within): Unit => ({
  rows: table => rowsOf(within, table),
  now: () => engine.now(within.session),
});

async function transaction<T>(session: Session, begin: string, work: () => Promise<T>): Promise<T> {
  try {
    await session.run(begin);
    const result = await work();
    await session.run('COMMIT');
    return result;
  } catch (error) {
    // The first error is the one to tell: a rollback of a transaction that never began says nothing new.
    await session.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function retrying<T>(run: () => Promise<T>): Promise<T> {
  const patientUntil = performance.now() + PATIENCE;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const again = isConflict(error)
        ? performance.now() < patientUntil
        : isTaken(error) && attempt < RETRIES;
      if (!again) throw storeErrorOf(error);
      await pause(Math.random() * Math.min(10 * 2 ** attempt, 200));
    }
  }
}

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

function tell(error: unknown): never {
  throw storeErrorOf(error);
}
