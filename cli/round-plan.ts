/** `collate round plan|skip|unskip|move` */
import type { Command } from 'commander';
import { sayMoved, sayPlanned } from '../cards/notice/round-plan-words.ts';
import { terminal } from '../services/people/access.ts';
import { changePlannedRound, leaveOut, readPlan, takeBackIn } from '../services/rounds/change-plan.ts';
import { moveRound } from '../services/rounds/move-round.ts';
import type { PlannedRound } from '../services/rounds/planned-rounds.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';

interface PlanOptions extends CommonOptions {
  period?: string;
  due?: string;
  opens?: string;
  reset?: boolean;
}

interface GroupOptions extends CommonOptions {
  group: string;
  period: string;
}

export function addPlanCommands(round: Command): void {
  withCommonOptions(round.command('plan'))
    .description('the rounds of the coming year; with --period, changes one that is not open yet')
    .option('--period <period>', 'the round to change')
    .option('--due <day>', 'another due day')
    .option('--opens <day>', 'another day to open on')
    .option('--reset', 'back to the days of the board file')
    .action(async (options: PlanOptions) => {
      const planned = await withBoard(options, async (context, board) => {
        const actor = terminal(board.id);
        if (options.period === undefined) return readPlan(context, actor);
        const { due, opens } = options;
        const days = { ...(due ? { due } : {}), ...(opens ? { opens } : {}) };
        return [await changePlannedRound(context, actor, options.period, options.reset ? null : days)];
      });
      tell(options, planned);
    });
  withCommonOptions(round.command('skip'))
    .description('leaves a group out of one round')
    .requiredOption('--group <name>', 'the group')
    .requiredOption('--period <period>', 'the round')
    .requiredOption('--because <reason>', 'why, as the summary tells it')
    .action(async (options: GroupOptions & { because: string }) => {
      const planned = await withBoard(options, (context, board) =>
        leaveOut(context, terminal(board.id), { ...options, reason: options.because }),
      );
      tell(options, [planned]);
    });
  withCommonOptions(round.command('unskip'))
    .description('asks a group after all that was left out')
    .requiredOption('--group <name>', 'the group')
    .requiredOption('--period <period>', 'the round')
    .action(async (options: GroupOptions) => {
      const planned = await withBoard(options, (context, board) =>
        takeBackIn(context, terminal(board.id), options),
      );
      tell(options, [planned]);
    });
  withCommonOptions(round.command('move'))
    .description('gives an open round another due day; the running bot tells everybody who has not answered')
    .requiredOption('--due <day>', 'as 2026-07-03')
    .option('--period <period>', 'the open round unless given')
    .option('--because <reason>', 'why, as the cards tell it')
    .action(async (options: CommonOptions & { due: string; period?: string; because?: string }) => {
      const moved = await withBoard(options, (context, board) =>
        moveRound(context, terminal(board.id), {
          period: options.period ?? null,
          due: options.due,
          reason: options.because ?? null,
        }),
      );
      print(options, moved, () => sayMoved(moved));
    });
}

function tell(options: CommonOptions, planned: readonly PlannedRound[]): void {
  const rounds = planned.map(({ groups, leftOut, ...days }) => ({
    ...days,
    groups: groups.map(({ short }) => short),
    leftOut: leftOut.map(({ short, reason }) => ({ group: short, reason })),
  }));
  print(options, { rounds }, () =>
    planned.length === 0
      ? 'No group is asked by its cadence.'
      : planned.map(round => sayPlanned(round).join('\n  ')).join('\n'),
  );
}
