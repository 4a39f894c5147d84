/** A script with all packages that it needs in one small file: what the child that is killed does not use is left out. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Is loaded only where somebody asks for bank holidays. */
const LEFT_OUT = /node_modules\/date-holidays\//;

/** What typeorm and pg would load for other databases; none of it is installed. */
const ABSENT = [
  '@google-cloud/spanner',
  '@sap/*',
  'better-sqlite3',
  'expo-sqlite',
  'hdb-pool',
  'ioredis',
  'mongodb',
  'mssql',
  'mysql',
  'mysql2',
  'oracledb',
  'pg-native',
  'pg-query-stream',
  'react-native-sqlite-storage',
  'redis',
  'sql.js',
  'ts-node',
  'typeorm-aurora-data-api-driver',
];

const leavingOut: Plugin = {
  name: 'leaving out',
  setup(bundling) {
    bundling.onLoad({ filter: LEFT_OUT }, () => ({ contents: 'export default class {}', loader: 'js' }));
  },
};

/** @returns the bundle for `from-cache.cjs`, and what takes it away again */
export async function wholeBundle(script: string): Promise<{ file: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'collate-torture-'));
  const file = join(folder, 'bundle.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: [script],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // What V8 compiled before cannot import any more; it can require.
    supported: { 'dynamic-import': false },
    // As V8 reads it, one byte a character.
    charset: 'ascii',
    minify: true,
    keepNames: true,
    external: ['sqlite3', ...ABSENT],
    logLevel: 'silent',
    plugins: [leavingOut],
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
