import assert from 'node:assert/strict';
import { isBuiltin } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeFiles, read, root } from './files.ts';

interface Import {
  file: string;
  /** A path from the root of the repository, or the name of a package. */
  target: string;
  isTypeOnly: boolean;
}

/** Every import and re-export of a file. */
function importsOf(file: string): Import[] {
  const source = read(file).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const statements = [
    ...source.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'";]*?\bfrom\s+'([^']+)'/gm),
    ...source.matchAll(/^\s*import\s+()'([^']+)'/gm),
    ...source.matchAll(/\bimport\(\s*()'([^']+)'\s*\)/g),
  ];
  return statements.map(([statement, type, path = '']) => ({
    file,
    target: path.startsWith('.') ? posix.join(posix.dirname(file), path) : path,
    isTypeOnly: type !== undefined && type.trim() === 'type' && statement.includes('type'),
  }));
}

const files = codeFiles(['bot', 'cards', 'services', 'cli']);
const imports = files.flatMap(importsOf);
const isIn = (folder: string) => (path: string) => path.startsWith(`${folder}/`);

/** Imports of files in a folder whose target is refused. */
function offences(folder: string, refused: (target: string) => boolean): string[] {
  return imports
    .filter(({ file, target }) => isIn(folder)(file) && refused(target))
    .map(({ file, target }) => `${file} imports ${target}`);
}

const isOurs = (target: string) => /^(bot|cards|services|cli|test|scripts)\//.test(target);
const isPackage = (target: string) => !isOurs(target) && !isBuiltin(target);
const isTeams = (target: string) =>
  /^(botbuilder|botframework|@microsoft\/(teams|agents)|restify)/.test(target);

describe('Imports go down only', () => {
  it('finds the imports that there are', () => {
    assert.ok(files.length > 100, `${files.length} files`);
    assert.ok(imports.some(({ file, target }) => file === 'bot/bot.ts' && target === 'services/ports.ts'));
    assert.ok(imports.some(({ file, target }) => file === 'cli/collate.mjs' && target === 'cli/main.ts'));
    assert.ok(imports.some(({ target, isTypeOnly }) => target === 'botbuilder' && isTypeOnly));
    const missing = imports.filter(({ target }) => isOurs(target) && !read(target, ''));
    assert.deepEqual(missing, []);
  });

  it('services know no card, no Teams and no terminal', () => {
    assert.deepEqual(
      offences('services', target => isOurs(target) && !isIn('services')(target)),
      [],
    );
    assert.deepEqual(offences('services', isTeams), []);
    assert.deepEqual(
      offences('services', target => isPackage(target) && /adaptive|commander|pino/.test(target)),
      [],
    );
  });

  it('cards know services, and packages for cards alone', () => {
    assert.deepEqual(
      offences('cards', target => isOurs(target) && !isIn('services')(target) && !isIn('cards')(target)),
      [],
    );
    assert.deepEqual(
      offences('cards', target => isPackage(target) && !/^(adaptive|luxon$)/.test(target)),
      [],
    );
    // Faces are pure: they are given data and read nothing.
    assert.deepEqual(
      offences('cards', target => /^services\/store\/(?!entities\/)/.test(target)),
      [],
    );
  });

  it('the terminal knows cards and services', () => {
    assert.deepEqual(
      offences('cli', target => isOurs(target) && !/^(services|cards|cli)\//.test(target)),
      [],
    );
    assert.deepEqual(offences('cli', isTeams), []);
  });

  it('no product file knows a test', () => {
    assert.deepEqual(
      ['bot', 'cards', 'services', 'cli'].flatMap(folder => offences(folder, isIn('test'))),
      [],
    );
  });

  it('only services/store knows typeorm and its drivers', () => {
    const wrong = imports.filter(
      ({ file, target }) => /^(typeorm|sqlite3|pg)(\/|$)/.test(target) && !isIn('services/store')(file),
    );
    assert.deepEqual(wrong, []);
  });

  it('only bot knows botbuilder and restify', () => {
    assert.deepEqual(
      imports.filter(({ file, target }) => isTeams(target) && !isIn('bot')(file)),
      [],
    );
    assert.ok(offences('bot', isTeams).length > 5);
  });

  it('only bot/config.ts and local mode read the environment', () => {
    // The start hands the environment over to the one that reads it.
    const codeOf = (file: string) => read(file).replace(/(readConfig|checkAll)\(process\.env/, '');
    const readers = files.filter(file =>
      /process\s*\.\s*env\b|process\[|from 'node:process'/.test(codeOf(file)),
    );
    assert.deepEqual(
      readers.filter(file => file !== 'bot/config.ts' && !isIn('bot/local')(file)),
      [],
    );
  });

  it('only bot/local starts the Playground', () => {
    const users = imports.filter(({ target }) => /playground|playwright/.test(target) && isPackage(target));
    assert.deepEqual(
      users.filter(({ file }) => !isIn('bot/local')(file)),
      [],
    );
  });

  it('goes in no circle', () => {
    const edges = new Map<string, string[]>();
    for (const { file, target, isTypeOnly } of imports) {
      if (isOurs(target) && !isTypeOnly) edges.set(file, [...(edges.get(file) ?? []), target]);
    }
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (file: string, path: string[]): void => {
      if (path.includes(file)) {
        circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      if (done.has(file)) return;
      for (const next of edges.get(file) ?? []) walk(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
    assert.deepEqual(circles, []);
  });

  it('uses the packages that are declared, and declares those that are used', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const nameOf = (target: string) =>
      target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/');
    const used = new Set(
      imports.filter(({ target }) => isPackage(target)).map(({ target }) => nameOf(target)),
    );
    // Local mode is for trying things from a clone, whose npm ci brings the tools too.
    const dev = new Set(['@microsoft/m365agentsplayground']);
    assert.deepEqual(
      [...used].filter(name => !(name in dependencies) && !dev.has(name)),
      [],
    );
  });
});

describe('The tests mirror the house', () => {
  it('has a folder of tests for each room that services has', () => {
    assert.equal(root, join(dirname(fileURLToPath(import.meta.url)), '..', '..'));
    const rooms = new Set(codeFiles(['test/services']).map(file => file.split('/')[2]));
    for (const room of ['delivery', 'people', 'plan', 'returns', 'rounds', 'summary', 'teams']) {
      assert.ok(rooms.has(room), room);
    }
  });
});
