/** `collate plan import|show` */
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { planLines } from '../cards/notice/plan-words.ts';
import { count, dayWords } from '../cards/words.ts';
import { readCalendarsBeside } from '../services/calendar/file-calendars.ts';
import { CollateError } from '../services/errors.ts';
import type { Change } from '../services/plan/changes.ts';
import { type ImportResult, importBoard } from '../services/plan/import-board.ts';
import { readBoardFile } from '../services/plan/read-board-file.ts';
import { readPlan, type ShownPlan } from '../services/plan/read-plan.ts';
import { type CommonOptions, print, withBoard, withCommonOptions, withStore } from './context.ts';

interface ImportOptions extends CommonOptions {
  dryRun?: boolean;
  rebase?: boolean;
}

export function planCommands(): Command {
  const plan = new Command('plan').description('the board file and its plan');
  withCommonOptions(plan.command('import <file>'))
    .description('reads a board file: adds, changes and retires what differs')
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--rebase', 'move every date by whole years so that today lies in the plan (for trying a sample)')
    .action(async (file: string, options: ImportOptions) => {
      const source = await readSource(file);
      const boardFile = readBoardFile(source);
      const calendars = await readCalendarsBeside(file, boardFile);
      const result = await withStore(options, context =>
        importBoard(context, boardFile, { ...options, calendars }),
      );
      print(options, result, () => sayImport(result));
    });
  withCommonOptions(plan.command('show'))
    .description('prints the plan as it stands')
    .action(async (options: CommonOptions) => {
      const shown = await withBoard(options, ({ store }, board) =>
        store.read(view => readPlan(view, board.id)),
      );
      print(options, shown, () => sayPlan(shown));
    });
  return plan;
}

async function readSource(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'it cannot be read';
    throw new CollateError('board_file_unreadable', `${file}: ${reason}.`, { cause: error });
  }
}

function sayImport({ boardName, planTitle, changes, rebasedYears, unmatched, dryRun }: ImportResult): string {
  const moved =
    rebasedYears > 0
      ? [`Every date is moved by ${count(rebasedYears, 'year')}, so that today lies in the plan.`]
      : [];
  const head = `${boardName}: ${planTitle}`;
  const strange = unmatched.map(
    ({ ics, title, count: days }) =>
      `${ics}: “${title}” (${count(days, 'date')}) is the meeting of no group here. To say whose: collate calendar import ${ics} --match "${title}=GROUP"`,
  );
  if (changes.length === 0) return [head, ...moved, 'Nothing has changed.', ...strange].join('\n');
  const lines = kinds.flatMap(kind => {
    const own = changes.filter(change => change.kind === kind);
    return own.length === 0
      ? []
      : [`${dryRun ? 'to be ' : ''}${kind} (${own.length})`, ...own.map(change => `  ${sayChange(change)}`)];
  });
  const end = dryRun ? ['This was a dry run: nothing was changed.'] : [];
  return [head, ...moved, ...lines, ...strange, ...end].join('\n');
}

const kinds = ['added', 'changed', 'restored', 'retired', 'removed'] as const;

const sayChange = ({ what, name, fields }: Change) =>
  `${what} ${name}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`;

function sayPlan({ board, plan, priorities }: ShownPlan): string {
  const head = `${board.name}\n${plan.title}, ${dayWords(plan.starts)} to ${dayWords(plan.ends)}`;
  const parts = priorities.map(priority => {
    const lead = priority.lead ? ` (${priority.lead})` : '';
    return [`${priority.ref}  ${priority.title}${lead}`, ...planLines(priority.outcomes)].join('\n');
  });
  return [head, ...parts].join('\n\n');
}
