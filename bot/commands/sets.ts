import { setsCard } from '../../cards/sets/sets-card.ts';
import { ratingWords } from '../../services/returns/ratings.ts';
import { listSets } from '../../services/sets/list-sets.ts';
import type { Command } from './command.ts';

export const sets: Command = {
  name: 'sets',
  usage: 'sets',
  about: 'sets of actions that are asked for in a rhythm of their own',
  run: async (deps, { actor, board, place }) => ({
    card: setsCard(await listSets(deps, actor), {
      timezone: board.timezone,
      ratings: ratingWords(board.settings.ratings),
    }),
    isPrivate: place.kind === 'group-chat',
  }),
};
