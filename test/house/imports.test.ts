import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The rooms of the house, and what each may import of the others. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  services: [],
  cards: ['services'],
  bot: ['cards', 'services'],
  cli: ['cards', 'services'],
};

interface Import {
  file: string;
  /** A path from the root for a file of ours, else the package's name. */
  target: string;
  isOurs: boolean;
  isType: boolean;
}

const files = Object.keys(MAY_IMPORT).flatMap(room =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => join(room, name)),
);

const imports: Import[] = files.flatMap(file =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'/gms)].map(
    ([, type, from = '']) => {
      const isOurs = from.startsWith('.');
      return {
        file,
        target: isOurs ? normalize(join(dirname(file), from)) : from,
        isOurs,
        isType: Boolean(type),
      };
    },
  ),
);

const roomOf = (path: string) => path.split('/')[0] ?? '';
const told = (list: readonly Import[]) => list.map(({ file, target }) => `${file} → ${target}`);
const breaches = (holds: (each: Import) => boolean) => told(imports.filter(each => !holds(each)));
const packages = (pattern: RegExp, folder: string) =>
  breaches(({ file, target, isOurs }) => isOurs || !pattern.test(target) || file.startsWith(folder));

describe('The house', () => {
  it('is read: there are files and imports in every room', () => {
    for (const room of Object.keys(MAY_IMPORT))
      assert.ok(
        imports.some(({ file }) => roomOf(file) === room),
        room,
      );
  });

  it('imports go down only', () => {
    const allowed = (from: string, to: string) => from === to || (MAY_IMPORT[from] ?? []).includes(to);
    assert.deepEqual(
      breaches(({ file, target, isOurs }) => !isOurs || allowed(roomOf(file), roomOf(target))),
      [],
    );
  });

  it('only the store imports typeorm', () => {
    assert.deepEqual(packages(/^typeorm/, 'services/store/'), []);
  });

  it('only the bot imports botbuilder and restify', () => {
    assert.deepEqual(packages(/^(botbuilder|botframework|restify)/, 'bot/'), []);
  });

  it('only cards imports the templating', () => {
    assert.deepEqual(packages(/^adaptive/, 'cards/'), []);
  });

  it('only the settings and local mode read the environment', () => {
    const readers = files.filter(file => /process\.env\b/.test(readFileSync(file, 'utf8')));
    assert.deepEqual(
      readers.filter(
        file => !['bot/config.ts', 'bot/main.ts'].includes(file) && !file.startsWith('bot/local/'),
      ),
      [],
    );
  });

  it('has no circle of imports, types left out', () => {
    const next = new Map<string, string[]>();
    for (const { file, target, isOurs, isType } of imports) {
      if (isOurs && !isType) next.set(file, [...(next.get(file) ?? []), target]);
    }
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]): string[] => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return [];
      for (const target of next.get(file) ?? []) {
        const circle = walk(target, [...path, file]);
        if (circle.length > 0) return circle;
      }
      done.add(file);
      return [];
    };
    for (const file of files) assert.deepEqual(walk(file, []), []);
  });
});
