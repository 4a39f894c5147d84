import { helpCard } from '../../cards/notice/help-card.ts';
import { hasRole } from '../../services/people/access.ts';
import type { Command } from './command.ts';
import { commands } from './registry.ts';

export const help: Command = {
  name: 'help',
  usage: 'help',
  about: 'shows what you can do here',
  run: async ({ store }, { actor, place, board }) => {
    const isManager = await store.read(view => hasRole(view, actor, 'manager'));
    const here = commands.filter(
      command =>
        (isManager || !command.managerOnly) && (command.where === undefined || command.where === place.kind),
    );
    return helpCard({
      board: board.short,
      place: place.kind === 'channel' ? 'channel' : 'chat',
      commands: here.map(({ usage, about }) => ({ usage, what: about })),
    });
  },
};
