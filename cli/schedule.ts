/** `collate schedule` */
import { Command } from 'commander';
import { sayScheduled } from '../cards/notice/schedule-words.ts';
import { terminal } from '../services/people/access.ts';
import { listSchedule } from '../services/schedule/list-schedule.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';

export function scheduleCommand(): Command {
  return withCommonOptions(new Command('schedule'))
    .description('what happens by the clock: what is coming, what was done, what was not and why')
    .action(async (options: CommonOptions) => {
      const listed = await withBoard(options, (context, board) => listSchedule(context, terminal(board.id)));
      const { coming, past } = sayScheduled(listed);
      print(options, listed, () =>
        [
          coming.length > 0 ? 'Coming:' : 'Nothing is coming up.',
          ...coming.map(line => `  ${line}`),
          ...(past.length > 0 ? ['Lately:', ...past.map(line => `  ${line}`)] : []),
        ].join('\n'),
      );
    });
}
