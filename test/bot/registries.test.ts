/** A new command, family of buttons or kind is a file and a line in a registry; neither may be forgotten. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { commands } from '../../bot/commands/registry.ts';
import { askFaces } from '../../bot/faces/registry.ts';
import { fileKindOf, fileKinds } from '../../bot/files/registry.ts';
import { verbFamilies, verbs } from '../../bot/verbs/registry.ts';
import { kindNames, kinds, kindsOfWord } from '../../services/returns/kinds.ts';
import { contentsOf } from '../../services/returns/undo-answer.ts';
import { owedIn } from '../../services/rounds/owed/registry.ts';
import { boards } from '../../services/store/entities/board.ts';
import { newWorld } from '../services/world.ts';
import { sqliteStore } from '../support/stores.ts';

const namesIn = (folder: string) => readdirSync(new URL(`../../${folder}/`, import.meta.url));

const filesIn = (folder: string, ...others: string[]) =>
  namesIn(`bot/${folder}`)
    .filter(name => name.endsWith('.ts'))
    .map(name => name.slice(0, -3))
    .filter(name => !['registry', ...others].includes(name))
    .sort();

const sorted = (names: readonly string[]) => [...names].sort();

describe('the registries of the bot', () => {
  it('have each command of the folder', () => {
    assert.deepEqual(
      commands.map(({ name }) => name.replaceAll(' ', '-')).sort(),
      filesIn('commands', 'command', 'read-command', 'read-typed-update', 'read-group-period'),
    );
  });

  it('have each family of buttons of the folder', () => {
    assert.deepEqual(Object.keys(verbFamilies).sort(), filesIn('verbs', 'verb'));
  });

  it('have each kind of file of the folder, each extension once', () => {
    assert.deepEqual(Object.keys(fileKinds).sort(), filesIn('files', 'file-kind'));
    const extensions = Object.values(fileKinds).flatMap(kind => kind.extensions);
    assert.equal(new Set(extensions).size, extensions.length);
    for (const kind of Object.values(fileKinds)) {
      for (const extension of kind.extensions) assert.equal(fileKindOf(extension), kind);
    }
  });

  it('know which buttons hold what was typed: whatever saves a form', () => {
    const saves = [...verbs.values()].filter(({ name }) => /\.(save|sign|send-back|submit)$/.test(name));
    const bare = saves.filter(({ holdsTyped }) => !holdsTyped).map(({ name }) => name);
    // Its list has nothing to type into.
    assert.deepEqual(bare, ['no-change.save']);
  });

  it('name each button once, and say what each command is for', () => {
    const all = Object.values(verbFamilies).flat();
    assert.equal(verbs.size, all.length);
    for (const { name, usage, about } of commands) {
      assert.ok(usage.startsWith(name), usage);
      assert.ok(about.length > 0);
    }
  });
});

/** The written kinds share one face in words: they differ in their headings alone. */
const cardsOf = (kind: string) =>
  ['group-report', 'priority-report', 'agency-statement'].includes(kind) ? 'written-report' : kind;

describe('Every kind of return', () => {
  it('has a face, in a file of its own', () => {
    assert.deepEqual(sorted(Object.keys(askFaces)), sorted(kindNames));
    assert.deepEqual(filesIn('faces', 'face'), sorted(kindNames));
  });

  it('has cards, and no folder of cards is nobody’s', () => {
    const shared = [
      'asked',
      'calendar',
      'decisions',
      'digest',
      'audit',
      'notice',
      'reminder',
      'round',
      'sets',
      'sign-off',
      'status',
      'summary',
      'training-file',
    ];
    const folders = namesIn('cards').filter(name => !name.includes('.'));
    assert.deepEqual(sorted(folders), sorted([...new Set([...kindNames.map(cardsOf), ...shared])]));
    const templates = folders.flatMap(folder =>
      namesIn(`cards/${folder}`).map(name => `cards/${folder}/${name}`),
    );
    for (const template of templates.filter(name => name.endsWith('.json'))) {
      assert.ok(existsSync(template.replace(/json$/, 'ts')), `${template} has no view beside it`);
    }
  });

  it('can be undone: action updates in their own way, the others as their contents say', () => {
    assert.deepEqual(
      sorted(Object.keys(contentsOf)),
      sorted(kindNames.filter(kind => kind !== 'action-updates')),
    );
  });

  it('has a rule that says who owes it', async () => {
    const test = await sqliteStore();
    try {
      const { boardId } = await newWorld(test.store);
      await test.store.read(async view => {
        const board = await view.rows(boards).get(boardId);
        const period = { starts: '2026-04-01', ends: '2026-07-01' };
        for (const kind of kindNames) {
          const owed = await owedIn(view, board, period, [kind]);
          assert.ok(
            owed.every(one => one.kind === kind),
            kind,
          );
        }
      });
    } finally {
      await test.dispose();
    }
  });

  it('has a title, and a word to type where it has no refs', () => {
    const titles = kindNames.map(kind => kinds[kind].title);
    assert.equal(new Set(titles).size, titles.length);
    for (const kind of kindNames) {
      const { word } = kinds[kind];
      assert.equal(word === null, kind === 'action-updates');
      if (word !== null) assert.ok(kindsOfWord(word.toUpperCase()).includes(kind), kind);
    }
  });
});
