/**
 * Bundles a script of the project once for each test process, packages left out: a bot or a command that is started
 * from the bundle is ready in a third of the time that tsx needs for its several hundred files.
 */
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Inside the project, so that the bundle finds the packages. */
const cache = join(realpathSync(join(root, 'node_modules')), '.cache', 'collate-tests');

const bundles = new Map<string, Promise<string>>();

/** What stands beside a file is looked for beside the file, not beside the bundle. */
const ownPlaces: Plugin = {
  name: 'own places',
  setup(bundling) {
    bundling.onLoad({ filter: /\.(ts|mjs)$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: path.endsWith('.ts') ? 'ts' : 'js',
    }));
  },
};

/** @param script its path, from the root of the project or whole. @returns the bundle, for `node` alone */
export function bundle(script: string): Promise<string> {
  const known = bundles.get(script);
  if (known) return known;
  const made = make(script);
  bundles.set(script, made);
  return made;
}

async function make(script: string): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const outfile = join(cache, `${process.pid}-${bundles.size}-${basename(script).replace(/\.\w+$/, '')}.mjs`);
  process.once('exit', () => rmSync(outfile, { force: true }));
  await build({
    absWorkingDir: root,
    entryPoints: [script],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
    plugins: [ownPlaces],
  });
  return outfile;
}
