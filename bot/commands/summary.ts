import { CollateError } from '../../services/errors.ts';
import { showSummary } from '../show-facts.ts';
import type { Command } from './command.ts';

export const summary: Command = {
  name: 'summary',
  usage: 'summary 2026-27 Q1',
  about: 'the executive summary; without a period, of the newest round',
  run: async (deps, scene, words) => {
    const { place, board } = scene;
    const isExecutive =
      place.kind === 'channel' && place.groups.some(({ id }) => id === board.executiveGroupId);
    if (place.kind !== 'personal' && !isExecutive) {
      throw new CollateError(
        'not_allowed',
        'A summary of the whole board is not shown here. Ask me in our 1:1 chat, or in the executive group’s channel.',
      );
    }
    return showSummary(deps, scene, words === '' ? null : words);
  },
};
