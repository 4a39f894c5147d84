/** A new command or family of buttons is a file and a line in the registry; neither may be forgotten. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { commands } from '../../bot/commands/registry.ts';
import { verbFamilies, verbs } from '../../bot/verbs/registry.ts';

const filesIn = (folder: string, ...others: string[]) =>
  readdirSync(new URL(`../../bot/${folder}/`, import.meta.url))
    .filter(name => name.endsWith('.ts'))
    .map(name => name.slice(0, -3))
    .filter(name => !['registry', ...others].includes(name))
    .sort();

describe('the registries of the bot', () => {
  it('have each command of the folder', () => {
    assert.deepEqual(
      commands.map(({ name }) => name.replaceAll(' ', '-')).sort(),
      filesIn('commands', 'command', 'read-command', 'read-typed-update'),
    );
  });

  it('have each family of buttons of the folder', () => {
    assert.deepEqual(Object.keys(verbFamilies).sort(), filesIn('verbs', 'verb'));
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
