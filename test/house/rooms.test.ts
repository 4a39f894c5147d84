import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../../services/store/migrations/index.ts';
import { tables } from '../../services/store/tables.ts';

const LONGEST = 300;

const sources = ['bot', 'cards', 'services', 'cli', 'scripts'].flatMap(room =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => ({ file: join(room, name), text: readFileSync(join(room, name), 'utf8') })),
);

describe('The rooms', () => {
  it('hold small files', () => {
    const long = sources.filter(
      ({ file, text }) => text.split('\n').length > LONGEST && !file.includes('/migrations/'),
    );
    assert.deepEqual(
      long.map(({ file, text }) => `${file}: ${text.split('\n').length}`),
      [],
    );
  });

  it('do not switch the compiler off', () => {
    const off = sources.filter(({ text }) =>
      /:\s*any\b|\bas any\b|@ts-ignore|@ts-nocheck|@ts-expect-error/.test(text),
    );
    assert.deepEqual(
      off.map(({ file }) => file),
      [],
    );
  });

  it('say at the top of a file what it is for, but for those whose name and one export say it', () => {
    const silent = sources.filter(
      ({ file, text }) => !/^\s*(\/\*\*|\/\/|import|export)/.test(text) && file !== '',
    );
    assert.deepEqual(
      silent.map(({ file }) => file),
      [],
    );
  });

  it('have every table of the entities in the list, once', () => {
    const declared = sources
      .filter(({ file }) => file.startsWith('services/store/entities/'))
      .flatMap(({ text }) => [...text.matchAll(/= table<\w+>\(\s*'(\w+)'/g)].map(([, name]) => name));
    assert.deepEqual(tables.map(table => table.name).sort(), declared.sort());
  });

  it('have every migration of the folder in the list, oldest first', () => {
    const files = readdirSync('services/store/migrations').filter(name => /^\d+-/.test(name));
    const stamps = (names: readonly string[]) => names.map(name => /\d{13}/.exec(name)?.[0] ?? '');
    assert.deepEqual(stamps(migrations.map(migration => migration.name)), stamps(files.sort()));
  });
});
