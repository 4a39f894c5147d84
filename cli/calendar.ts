/** `collate calendar import FILE`: the dates of meetings from a calendar file. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import { groupLines, leftOutLines, roundLine, totalWords } from '../cards/calendar/words.ts';
import { count } from '../cards/words.ts';
import { importCalendar } from '../services/calendar/import-calendar.ts';
import type { CalendarLook } from '../services/calendar/look-at-calendar.ts';
import { CollateError } from '../services/errors.ts';
import { terminal } from '../services/people/access.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';
import { parseMatches } from './training-matches.ts';

interface CalendarOptions extends CommonOptions {
  group?: string;
  match: string[];
  add?: boolean;
  dryRun?: boolean;
  yes?: boolean;
}

export function calendarCommands(): Command {
  const calendar = new Command('calendar').description('the dates of meetings');
  withCommonOptions(calendar.command('import <file>'))
    .description('shows what a calendar’s .ics would change; takes its dates with --yes')
    .option('--group <name>', 'the group whose meetings all of the file is')
    .option(
      '--match <title=group>',
      'whose meeting a title is, as "QAG=QAS", or "Team lunch=-" for nobody’s; once for each',
      (pair: string, others: string[]) => [...others, pair],
      [],
    )
    .option('--add', 'keep the coming dates that the file does not speak of')
    .option('--dry-run', 'only look, also with --yes')
    .option('--yes', 'take the dates that the look shows')
    .action(async (file: string, options: CalendarOptions) => {
      const bytes = await readBytes(file);
      const take = (options.yes ?? false) && !options.dryRun;
      const { meetings: _meetings, ...look } = await withBoard(options, (context, board) =>
        importCalendar(context, terminal(board.id), bytes, {
          mode: options.add ? 'add' : 'only',
          titles: parseMatches(options.match),
          group: options.group ?? null,
          take,
        }),
      );
      print(options, { file: basename(file), ...look, taken: take }, () =>
        sayCalendar(basename(file), look, take),
      );
    });
  return calendar;
}

function sayCalendar(name: string, look: Omit<CalendarLook, 'meetings'>, taken: boolean): string {
  const { groups, rounds, titles, losesDays } = look;
  const changes = groups.some(({ fresh, gone }) => fresh.length + gone.length > 0);
  const strange = titles
    .filter(({ groupId }) => groupId === null)
    .map(
      ({ title, count: days }) =>
        `“${title}” (${count(days, 'date')}) is the meeting of no group here. To say whose: --match "${title}=GROUP"`,
    );
  const end = taken
    ? changes
      ? 'Taken.'
      : 'Nothing has changed.'
    : changes
      ? `Nothing is changed yet. To take these dates: --yes${losesDays ? '; to keep those that the file does not speak of: --add --yes' : ''}`
      : 'Nothing would change.';
  return [
    `${name}: ${totalWords(look)}`,
    ...groups.flatMap(group => [group.name, ...groupLines(group).map(line => `  ${line}`)]),
    ...rounds.map(roundLine),
    ...leftOutLines(look),
    ...strange,
    end,
  ].join('\n');
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'it cannot be read';
    throw new CollateError('file_unreadable', `${file}: ${why}.`, { cause: error });
  }
}
