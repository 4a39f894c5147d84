import { showRetention } from '../show-retention.ts';
import type { Command } from './command.ts';

export const retention: Command = {
  name: 'retention',
  usage: 'retention',
  about: 'what the board’s period would remove; nothing goes before you say so',
  deed: 'retention.manage',
  run: (deps, scene) => showRetention(deps, scene),
};
