import { CollateError } from '../../services/errors.ts';
import { showPersonToForget } from '../show-retention.ts';
import type { Command } from './command.ts';

export const personForget: Command = {
  name: 'person forget',
  usage: 'person forget ann@example.org',
  about: 'takes somebody’s name out of everything; shows first what that would be',
  deed: 'person.manage',
  run: (deps, scene, words) => {
    if (words === '') throw new CollateError('input_invalid', 'Say whom: person forget ann@example.org');
    return showPersonToForget(deps, scene, words);
  },
};
