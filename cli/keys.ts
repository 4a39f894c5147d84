/** `collate keys rotate` */
import { Command } from 'commander';
import { rotateLinkKey } from '../services/documents/links.ts';
import { terminal } from '../services/people/access.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';

export function keyCommands(): Command {
  const keys = new Command('keys').description('the key that links to documents are signed with');
  withCommonOptions(keys.command('rotate'))
    .description('puts another key in use')
    .option('--at-once', 'links that were made before are good no more')
    .action(async (options: CommonOptions & { atOnce?: boolean }) => {
      const atOnce = options.atOnce === true;
      const key = await withBoard(options, (context, board) =>
        rotateLinkKey(context, terminal(board.id), { atOnce }),
      );
      print(
        options,
        { key },
        () =>
          `Key ${key} signs links from now on. Links made before ${atOnce ? 'are good no more' : 'stay good for their ten minutes'}.`,
      );
    });
  return keys;
}
