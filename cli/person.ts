/** `collate person forget MAIL` */
import { Command } from 'commander';
import { sayForget, sayForgotten } from '../cards/notice/retention-words.ts';
import { terminal } from '../services/people/access.ts';
import { forgetPerson, lookAtPerson } from '../services/privacy/forget-person.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';

interface ForgetOptions extends CommonOptions {
  dryRun?: boolean;
  yes?: boolean;
}

export function personCommands(): Command {
  const person = new Command('person').description('people of the board');
  withCommonOptions(person.command('forget <mail>'))
    .description('shows what taking somebody’s name out of everything would be; does it with --yes')
    .option('--dry-run', 'only look, also with --yes')
    .option('--yes', 'do it')
    .action(async (mail: string, options: ForgetOptions) => {
      const isReal = options.yes === true && !options.dryRun;
      const look = await withBoard(options, (context, board) =>
        isReal
          ? forgetPerson(context, terminal(board.id), mail)
          : context.store.read(view => lookAtPerson(view, terminal(board.id), mail, context.clock.now())),
      );
      print(options, { ...look, forgotten: isReal }, () =>
        (isReal
          ? sayForgotten(look)
          : [...sayForget(look), ...(look.duties.length > 0 ? [] : ['Nothing was changed. To do it: --yes'])]
        ).join('\n'),
      );
    });
  return person;
}
