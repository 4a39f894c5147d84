/** `collate check`: whether everything is there that the bot needs, without telling a secret or changing anything. */
import { Command } from 'commander';
import { checkAll } from '../services/settings/check.ts';
import { type CommonOptions, FoundWrong, print, withCommonOptions } from './context.ts';

export function checkCommand(): Command {
  const command = withCommonOptions(new Command('check'));
  return command
    .description('looks at the settings, the database, the board and the audit list; changes nothing')
    .action(async (options: CommonOptions) => {
      const isNamed = command.getOptionValueSource('database') === 'cli';
      const checks = await checkAll(process.env, isNamed ? options.database : null);
      const isGood = checks.every(({ state }) => state !== 'fail');
      print(options, { ok: isGood, checks }, () =>
        [...checks.map(({ state, text }) => `${words[state]}  ${text}`), end(isGood)].join('\n'),
      );
      if (!isGood) throw new FoundWrong();
    });
}

const words = { ok: 'good   ', warn: 'to do  ', fail: 'WRONG  ' } as const;

const end = (isGood: boolean) =>
  isGood ? 'Nothing is wrong.' : 'Something is wrong: the bot does not run like this.';
