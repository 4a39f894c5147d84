/** What a manager does in a year needs no terminal: each of its commands has a way in chat, or a reason to have none. */
import assert from 'node:assert/strict';
import type { Command } from 'commander';
import { commands } from '../../bot/commands/registry.ts';
import { fileKinds } from '../../bot/files/registry.ts';
import { createProgram } from '../../cli/main.ts';

type Way = { command: string } | { file: keyof typeof fileKinds } | { operator: string };

const ways: Record<string, Way> = {
  'plan import': { file: 'board-file' },
  'plan show': { command: 'plan show' },
  'round open': { command: 'round open' },
  'round list': { command: 'round list' },
  'round close': { command: 'round close' },
  'round move': { command: 'round move' },
  'round plan': { command: 'round plan' },
  'round skip': { command: 'round skip' },
  'round unskip': { command: 'round unskip' },
  digest: { command: 'digest' },
  'round hold': { command: 'round hold' },
  'round release': { command: 'round release' },
  'round remind': { command: 'round remind' },
  'round progress': { command: 'round progress' },
  sets: { command: 'sets' },
  schedule: { command: 'schedule' },
  'calendar import': { file: 'calendar' },
  'report import': { file: 'word-report' },
  'report show': { command: 'status' },
  status: { command: 'status' },
  summary: { command: 'summary' },
  'decisions note': { command: 'decisions' },
  'decisions undo': { command: 'decisions' },
  'training import': { file: 'training-figures' },
  deliveries: { command: 'deliveries' },
  'deliveries retry': { command: 'deliveries' },
  audit: { command: 'audit' },
  retention: { command: 'retention' },
  'person forget': { command: 'person forget' },
  check: { operator: 'settings and the database are looked at by who runs the machine' },
  'keys rotate': { operator: 'keys are changed by who runs the machine' },
};

function leavesOf(command: Command, before = ''): string[] {
  const name = `${before} ${command.name()}`.trim();
  return command.commands.length === 0 ? [name] : command.commands.flatMap(child => leavesOf(child, name));
}

describe('the terminal and the chat', () => {
  it('are compared, command by command', () => {
    const known = createProgram().commands.flatMap(command => leavesOf(command));
    assert.deepEqual(
      known.filter(name => !(name in ways)),
      [],
      'a command of the terminal without a way in chat, or a reason',
    );
  });

  it('name ways that there are', () => {
    for (const [name, way] of Object.entries(ways)) {
      if ('command' in way)
        assert.ok(
          commands.some(command => command.name === way.command),
          name,
        );
      else if ('file' in way) assert.ok(way.file in fileKinds, name);
      else assert.ok(way.operator.length > 10, name);
    }
  });
});
