import { postSummary } from '../../services/summary/papers.ts';
import { sayPosted } from '../show-facts.ts';
import type { Command } from './command.ts';

export const summaryPost: Command = {
  name: 'summary post',
  usage: 'summary post',
  about: 'approves the draft and posts it in the executive group’s channel',
  deed: 'summary.post',
  run: async (deps, { actor }, words) =>
    sayPosted(await postSummary(deps, actor, { period: words === '' ? null : words })),
};
