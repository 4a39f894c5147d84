/**
 * Bundles once for a test run, packages and all, what the tests start as processes of their own: such a process is at
 * work for a third of the processor time that its thousand files would take, and compiles nothing that one before it
 * has compiled.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { onceInRun } from './run-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** All that is started from bundles: what needs the store alone is sooner at work without the rest. */
const BUNDLES: Record<string, readonly string[]> = {
  bot: [
    'bot/main.ts',
    'bot/background/thread-main.ts',
    'bot/local/main.ts',
    'test/cli/collate-child.ts',
    'test/contract/clocked-bot.ts',
    'test/contract/counting-bot.ts',
    'test/support/teams/echo-bot.ts',
  ],
  store: ['test/store/hammer.ts', 'test/store/zone-child.ts', 'test/torture/kill-child.ts'],
};
const FROM_CACHE = join(root, 'test/support/from-cache.cjs');
const scripts = Object.values(BUNDLES).flat();

/** What is no JavaScript, or looks for files beside itself. */
const LEFT_OUT = ['sqlite3', 'dtrace-provider', 'open', 'thread-stream', 'app-root-path'];

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

/** The end of the last import of a file that has all of them at its beginning. */
const LAST_IMPORT = /^import [^;]*;$(?![\s\S]*^import [^;]*;$)/m;

/** Where a thread is started with a script, whose .mjs does nothing but read it as TypeScript. */
const THREAD = /new Worker\(new URL\('(.+?)\.mjs', import\.meta\.url\), \{/;

/** The project's own files, as they are where they stand, but for a thread, which runs from the same bundle. */
const inPlace = (outfile: string): Plugin => ({
  name: 'in place',
  setup(bundling) {
    bundling.onLoad({ filter: /\.(ts|mjs)$/ }, async ({ path }) => {
      if (path.includes('node_modules')) return undefined;
      // What stands beside a file is looked for beside the file, not beside the bundle.
      const written = (await readFile(path, 'utf8'))
        .replace(THREAD, (_, script: string) => {
          const argv = [outfile, relative(root, resolve(dirname(path), `${script}.ts`))];
          return `new Worker(${JSON.stringify(FROM_CACHE)}, { argv: ${JSON.stringify(argv)},`;
        })
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      // A script waits at its top level; what can be compiled beforehand cannot.
      const contents = scripts.includes(relative(root, path))
        ? `${written.replace(LAST_IMPORT, imports => `${imports}\nvoid (async () => {`)}\n})();\n`
        : written;
      return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' };
    });
  },
});

/** @param script its path, from the root of the project or whole. @returns what `node` is called with to run it */
export async function bundled(script: string): Promise<string[]> {
  const name = relative(root, resolve(root, script));
  const found = Object.entries(BUNDLES).find(([, members]) => members.includes(name));
  if (!found) throw new Error(`${name} is in no bundle.`);
  const [bundle, members] = found;
  const file = await onceInRun(`bundle-${bundle}`, folder => bundleInto(folder, members));
  return [FROM_CACHE, file, name];
}

async function bundleInto(folder: string, members: readonly string[]): Promise<string> {
  const outfile = join(folder, 'bundle.cjs');
  await build({
    absWorkingDir: root,
    stdin: {
      contents: members
        .map(
          script => `exports[${JSON.stringify(script)}] = () => require(${JSON.stringify(`./${script}`)});`,
        )
        .join('\n'),
      resolveDir: root,
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // What V8 compiled before cannot import any more; it can require.
    supported: { 'dynamic-import': false },
    // As V8 reads it, one byte a character.
    charset: 'ascii',
    keepNames: true,
    external: [...LEFT_OUT, ...ABSENT],
    banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
    footer: { js: '})' },
    logLevel: 'silent',
    plugins: [inPlace(outfile)],
  });
  return outfile;
}
