/**
 * Bundles a script of the project once for a test run, packages left out: a bot or a command that is started from the
 * bundle is ready in a third of the time that tsx needs for its several hundred files.
 */
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { onceInRun } from './run-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

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
  const name = relative(root, resolve(root, script)).replaceAll(/[^\w-]/g, '-');
  return onceInRun(`bundle-${name}`, async folder => {
    const outfile = join(folder, 'bundle.mjs');
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
  });
}
