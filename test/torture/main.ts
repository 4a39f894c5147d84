/** `npm run torture`: the long tests of what must hold whatever happens. Names given run those alone. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from '../house/files.ts';
import { newWorld } from '../services/world.ts';
import { postgresStore, sqliteStore, type TestStore } from '../support/stores.ts';
import { endRun } from '../support/whole-run.ts';
import { fuzz } from './fuzz.ts';
import { killAgainAndAgain } from './kill.ts';
import { liveYears } from './years.ts';

const KILLS = 500;
const FUZZED = 20_000;
const SEEDS = [1, 2, 3, 4];

/** Each throws where something does not hold, and tells what it counted. */
const runs: Record<string, () => Promise<unknown>> = {
  'kill-sqlite': () => kill(sqliteStore),
  'kill-postgres': () => kill(postgresStore),
  'years-sqlite': () => liveYears(sqliteStore, SEEDS),
  'years-postgres': () => liveYears(postgresStore, SEEDS),
  troubles: () => mocha('test/services/delivery/troubles.test.ts', { COLLATE_TEST_CHANNELS: '1500' }),
  fuzz: () => fuzz({ count: FUZZED, seed: 2026 }),
};

const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(runs)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const begun = performance.now();
  const counted = await run();
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  process.stdout.write(`${name}: held, in ${seconds} s, ${JSON.stringify(counted)}\n`);
}
await endRun();

async function kill(open: () => Promise<TestStore>): Promise<unknown> {
  const test = await open();
  try {
    const { boardId } = await newWorld(test.store);
    return await killAgainAndAgain({ ...test, boardId, kills: KILLS, seed: 2026 });
  } finally {
    await test.dispose();
  }
}

/** A test of `npm test`, with more to do than there. @returns what mocha counted */
async function mocha(file: string, env: Record<string, string>): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ['node_modules/mocha/bin/mocha.js', file], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  return stdout.trim().split('\n').at(-1);
}
