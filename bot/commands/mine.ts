import { readMine } from '../mine.ts';
import type { Command } from './command.ts';

export const mine: Command = {
  name: 'mine',
  usage: 'mine',
  about: 'what waits for you, in all your groups',
  run: (deps, scene) => readMine(deps, scene, 0),
};
