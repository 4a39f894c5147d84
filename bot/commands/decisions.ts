import { showDecisions } from '../decision-forms.ts';
import type { Command } from './command.ts';

export const decisions: Command = {
  name: 'decisions',
  usage: 'decisions',
  about: 'what is asked to be decided, and what came back; in 1:1 chat the manager notes it',
  run: (deps, scene) => showDecisions(deps, scene),
};
