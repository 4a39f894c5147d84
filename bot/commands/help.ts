import { helpCard } from '../../cards/notice/help-card.ts';
import { may } from '../../services/people/permissions.ts';
import type { Command } from './command.ts';

/** @param others the other commands; help shows itself too */
export const helpWith = (others: readonly Command[]): Command => {
  const help: Command = {
    name: 'help',
    usage: 'help',
    about: 'shows what you can do here',
    run: async ({ store, clock }, { actor, place, board }) => {
      const here: Command[] = [];
      for (const command of [...others, help]) {
        const { deed, where } = command;
        if (where !== undefined && where !== place.kind) continue;
        if (!deed || (await store.read(view => may(view, actor, deed, { now: clock.now() }))))
          here.push(command);
      }
      return helpCard({
        board: board.short,
        place: place.kind === 'channel' ? 'channel' : 'chat',
        commands: here.map(({ usage, about }) => ({ usage, what: about })),
      });
    },
  };
  return help;
};
