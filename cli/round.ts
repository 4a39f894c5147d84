/** `collate round open|list|close` */
import { Command } from 'commander';
import { count, dayWords, listed } from '../cards/words.ts';
import { terminal } from '../services/people/access.ts';
import { listRounds } from '../services/rounds/list-rounds.ts';
import { type OpenedRound, openRound } from '../services/rounds/open-round.ts';
import { closeRound } from '../services/summary/papers.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';

interface OpenOptions extends CommonOptions {
  period: string;
  due: string;
  group: string[];
}

export function roundCommands(): Command {
  const round = new Command('round').description('reporting rounds');
  withCommonOptions(round.command('open'))
    .description('asks every group that owns actions; the running bot posts the cards')
    .requiredOption('--period <period>', 'as "2026-27 Q1", "2026-27 H1", "2026-27" or 2026-10')
    .requiredOption('--due <day>', 'as 2026-07-10')
    .option('--group <name...>', 'ask only these groups', [])
    .action(async (options: OpenOptions) => {
      const opened = await withBoard(options, (context, board) =>
        openRound(context, {
          boardId: board.id,
          period: options.period,
          due: options.due,
          groups: options.group,
        }),
      );
      print(options, opened, () => sayOpened(opened));
    });
  withCommonOptions(round.command('list'))
    .description('the rounds so far')
    .action(async (options: CommonOptions) => {
      const rounds = await withBoard(options, (context, board) => listRounds(context, board.id));
      print(options, { rounds }, () =>
        rounds.length === 0
          ? 'No round has been opened yet.'
          : rounds
              .map(
                ({ period, due, closed, received, expected }) =>
                  `${period}  ${closed ? 'closed' : 'open'}, due ${dayWords(due)}, ${received} of ${expected} returns in`,
              )
              .join('\n'),
      );
    });
  withCommonOptions(round.command('close'))
    .description('closes a round and makes the draft summary for the manager')
    .option('--period <period>', 'the open round unless given')
    .action(async (options: CommonOptions & { period?: string }) => {
      const closed = await withBoard(options, (context, board) =>
        closeRound(context, terminal(board.id), options.period ?? null),
      );
      print(
        options,
        closed,
        () =>
          `Round ${closed.period} is closed. A draft summary goes to ${listed(closed.sentTo) || 'nobody: the board names no manager'}.`,
      );
    });
  return round;
}

function sayOpened({
  period,
  due,
  existed,
  asked,
  withoutChannel,
  alreadyAsked,
  nothingToAsk,
  alsoOpen,
}: OpenedRound): string {
  const lines = [
    `Round ${period} ${existed ? 'was open already' : 'is open'}, due ${dayWords(due)}.`,
    ...asked.map(({ group, actions }) => `  ${group}: ${count(actions, 'action')}`),
  ];
  if (alreadyAsked.length > 0) lines.push(`Asked before: ${listed(alreadyAsked)}.`);
  if (alsoOpen.length > 0) lines.push(`Still open as well: ${listed(alsoOpen)}.`);
  if (nothingToAsk.length > 0) lines.push(`Owning no action, so not asked: ${listed(nothingToAsk)}.`);
  if (withoutChannel.length > 0) {
    lines.push(
      `Without a channel, so not reached yet: ${listed(withoutChannel)}. In each channel, type @Collate link NAME.`,
    );
  }
  return lines.join('\n');
}
