import { helpCard } from '../../cards/notice/help-card.ts';
import { hasRole } from '../../services/people/access.ts';
import type { Command } from './command.ts';

/** @param others the other commands; help shows itself too */
export const helpWith = (others: readonly Command[]): Command => {
  const help: Command = {
    name: 'help',
    usage: 'help',
    about: 'shows what you can do here',
    run: async ({ store }, { actor, place, board }) => {
      const isManager = await store.read(view => hasRole(view, actor, 'manager'));
      const here = [...others, help].filter(
        command =>
          (isManager || !command.managerOnly) &&
          (command.where === undefined || command.where === place.kind),
      );
      return helpCard({
        board: board.short,
        place: place.kind === 'channel' ? 'channel' : 'chat',
        commands: here.map(({ usage, about }) => ({ usage, what: about })),
      });
    },
  };
  return help;
};
