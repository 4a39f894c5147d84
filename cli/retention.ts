/** `collate retention`: what the board’s period would remove; with --yes it is removed. */
import { Command } from 'commander';
import { sayRemoved, sayRetention } from '../cards/notice/retention-words.ts';
import { terminal } from '../services/people/access.ts';
import { applyRetention, isEmpty, lookAtRetention } from '../services/privacy/retention.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';

interface RetentionOptions extends CommonOptions {
  dryRun?: boolean;
  yes?: boolean;
}

export function retentionCommand(): Command {
  return withCommonOptions(new Command('retention'))
    .description('shows by round what the board’s period would remove; removes it with --yes')
    .option('--dry-run', 'only look, also with --yes')
    .option('--yes', 'remove what the look shows')
    .action(async (options: RetentionOptions) => {
      const isReal = options.yes === true && !options.dryRun;
      const look = await withBoard(options, (context, board) =>
        isReal
          ? applyRetention(context, terminal(board.id))
          : context.store.read(view => lookAtRetention(view, terminal(board.id), context.clock.now())),
      );
      print(options, { ...look, removed: isReal }, () =>
        (isReal
          ? sayRemoved(look)
          : [...sayRetention(look), ...(isEmpty(look) ? [] : ['Nothing was removed. To remove it: --yes'])]
        ).join('\n'),
      );
    });
}
