import { showAudit } from '../show-audit.ts';
import type { Command } from './command.ts';

export const audit: Command = {
  name: 'audit',
  usage: 'audit',
  about: 'who did what, newest first; in 1:1 chat',
  deed: 'audit.read',
  run: (deps, scene) => showAudit(deps, scene),
};
