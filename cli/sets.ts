/** `collate sets` */
import { Command } from 'commander';
import { ratingFace } from '../cards/ratings.ts';
import { saidLine, setLine, setTitle } from '../cards/sets/words.ts';
import { terminal } from '../services/people/access.ts';
import { ratingWords } from '../services/returns/ratings.ts';
import { type ListedSet, listSets } from '../services/sets/list-sets.ts';
import type { BoardRow } from '../services/store/entities/board.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';

export function setsCommand(): Command {
  return withCommonOptions(new Command('sets'))
    .description('sets of actions that are asked for in a rhythm of their own')
    .action(async (options: CommonOptions) => {
      const { sets, board } = await withBoard(options, async (context, found) => ({
        board: found,
        sets: await listSets(context, terminal(found.id)),
      }));
      print(options, { sets }, () => saySets(sets, board));
    });
}

function saySets(sets: readonly ListedSet[], { timezone, settings }: BoardRow): string {
  if (sets.length === 0) return 'No action has a rhythm of its own.';
  const words = ratingWords(settings.ratings);
  return sets
    .map(set =>
      [
        `${setTitle(set)} (${set.key}): ${setLine(set)}`,
        ...set.actions.map(action => {
          const said = saidLine(action, timezone);
          const line = `  ${ratingFace(action.rag, words).word}  ${action.ref}  ${action.title}`;
          return said === '' ? line : `${line}\n    ${said}`;
        }),
      ].join('\n'),
    )
    .join('\n');
}
