/**
 * `npm test`: all test files, two at a time, those that take longest first, so that neither waits for the
 * other at the end. Options of mocha come after `--`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const LONGEST = [
  'test/services/delivery/troubles.test.ts',
  'test/services/schedule/two-years.test.ts',
  'test/services/delivery/kill.test.ts',
  'test/playground/returns.test.ts',
  'test/playground/story.test.ts',
  'test/pictures/pictures.test.ts',
  'test/store/migrate-populated.test.ts',
  'test/contract/at-once.test.ts',
  'test/cards/rules.test.ts',
  'test/roles/restricted-words.test.ts',
  'test/bot/local/seed.test.ts',
  'test/roles/matrix.test.ts',
  'test/contract/fuzz.test.ts',
].map(file => join(file));

const gone = LONGEST.filter(file => !existsSync(file));
if (gone.length > 0) throw new Error(`Not there any more: ${gone.join(', ')}`);
const found = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.test.ts'))
  .map(file => join('test', file))
  .sort();
const files = [...new Set([...LONGEST, ...found])];
const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
const { status } = spawnSync(
  process.execPath,
  [mocha, '--parallel', '--jobs', '2', ...process.argv.slice(2), ...files],
  {
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;
