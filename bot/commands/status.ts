import { CollateError } from '../../services/errors.ts';
import { showStatus } from '../show-facts.ts';
import { parseStatusQuestion } from '../status-question.ts';
import type { Command } from './command.ts';

export const status: Command = {
  name: 'status',
  usage: 'status',
  about:
    'how the plan stands; also status priority 1, status group QAS, status overdue, status training, status all',
  run: (deps, scene, words) => {
    const question = parseStatusQuestion(words);
    if (question) return showStatus(deps, scene, question);
    throw new CollateError(
      'input_invalid',
      `“${words.slice(0, 60)}” is not a part of the plan. Try: status, status priority 1, status group QAS, status overdue, status training, status all.`,
    );
  },
};
