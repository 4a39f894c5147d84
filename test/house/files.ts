/** The files of the repository, as the tests of its structure read them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The text of a file by its path from the root; `otherwise` where there is none. */
export function read(path: string, otherwise?: string): string {
  const file = join(root, path);
  if (otherwise !== undefined && !existsSync(file)) return otherwise;
  return readFileSync(file, 'utf8');
}

/** TypeScript and JavaScript files under these folders, by their paths from the root. */
export function codeFiles(folders: readonly string[]): string[] {
  return allFiles(folders).filter(file => /\.(ts|mjs|cjs|js)$/.test(file));
}

export function allFiles(folders: readonly string[]): string[] {
  return folders
    .flatMap(folder =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1)),
    )
    .filter(file => !file.includes('node_modules'))
    .map(file => file.replaceAll('\\', '/'))
    .sort();
}
