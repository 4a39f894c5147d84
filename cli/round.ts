/** `collate round open|list|close` */
import { Command } from 'commander';
import { sayHeld } from '../cards/notice/retention-words.ts';
import { sayNotIn } from '../cards/notice/round-plan-words.ts';
import { sayOpened, sayReminded } from '../cards/notice/round-words.ts';
import { progressLines } from '../cards/round/progress-words.ts';
import { dayWords, listed } from '../cards/words.ts';
import { terminal } from '../services/people/access.ts';
import { type Held, holdRound, releaseRound } from '../services/rounds/hold-round.ts';
import { listRounds } from '../services/rounds/list-rounds.ts';
import { openRound } from '../services/rounds/open-round.ts';
import { remindByHand } from '../services/rounds/remind-by-hand.ts';
import { closeRound } from '../services/summary/papers.ts';
import { findRound } from '../services/summary/records.ts';
import { readProgress } from '../services/summary/round-progress.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';
import { addPlanCommands } from './round-plan.ts';

interface OpenOptions extends CommonOptions {
  period: string;
  due: string;
  group: string[];
  ask: string[];
}

export function roundCommands(): Command {
  const round = new Command('round').description('reporting rounds');
  withCommonOptions(round.command('open'))
    .description('asks for everything that is due; the running bot posts the cards')
    .requiredOption('--period <period>', 'as "2026-27 Q1", "2026-27 H1", "2026-27" or 2026-10')
    .requiredOption('--due <day>', 'as 2026-07-10')
    .option('--group <name...>', 'ask only these groups', [])
    .option('--ask <kind...>', 'ask only for these kinds, whatever the season', [])
    .action(async (options: OpenOptions) => {
      const opened = await withBoard(options, (context, board) =>
        openRound(context, {
          boardId: board.id,
          period: options.period,
          due: options.due,
          groups: options.group,
          kinds: options.ask,
        }),
      );
      print(options, opened, () =>
        [
          `Round ${opened.period} ${opened.existed ? 'was open already' : 'is open'}.`,
          ...sayOpened(opened),
          ...(opened.unreached.groups.length > 0 ? ['In each channel, type @Collate link NAME.'] : []),
        ].join('\n'),
      );
    });
  withCommonOptions(round.command('list'))
    .description('the rounds so far')
    .action(async (options: CommonOptions) => {
      const rounds = await withBoard(options, (context, board) => listRounds(context, terminal(board.id)));
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
  withCommonOptions(round.command('progress'))
    .description('how far a round is, and who is not in')
    .option('--period <period>', 'the open round unless given')
    .action(async (options: CommonOptions & { period?: string }) => {
      const progress = await withBoard(options, ({ store, clock }, { id: boardId }) =>
        store.read(async view => {
          const { id: roundId } = await findRound(view, boardId, options.period ?? null);
          return readProgress(view, { boardId, roundId, now: clock.now() });
        }),
      );
      print(options, progress, () => (progress ? progressLines(progress).join('\n') : ''));
    });
  withCommonOptions(round.command('remind'))
    .description('reminds those who have not answered; the running bot posts it')
    .option('--period <period>', 'the open round unless given')
    .option('--group <name>', 'only this group')
    .action(async (options: CommonOptions & { period?: string; group?: string }) => {
      const { reminded, timezone, now } = await withBoard(options, async (context, board) => ({
        reminded: await remindByHand(context, terminal(board.id), {
          period: options.period ?? null,
          group: options.group ?? null,
        }),
        timezone: board.timezone,
        now: context.clock.now(),
      }));
      print(options, reminded, () => sayReminded(reminded, { timezone, now }).join('\n'));
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
          `Round ${closed.period} is closed. ${sayNotIn(closed.notIn)} A draft summary goes to ${listed(closed.sentTo) || 'nobody: the board names no manager'}.`,
      );
    });
  withCommonOptions(round.command('hold <period>'))
    .description('keeps everything of a round, whatever its age')
    .requiredOption('--reason <text>', 'why it is held')
    .action(async (period: string, options: CommonOptions & { reason: string }) => {
      const held = await withBoard(options, (context, board) =>
        holdRound(context, terminal(board.id), period, options.reason),
      );
      print(options, held, () => sayHold(held, 'held'));
    });
  withCommonOptions(round.command('release <period>'))
    .description('ends the hold on a round')
    .action(async (period: string, options: CommonOptions) => {
      const released = await withBoard(options, (context, board) =>
        releaseRound(context, terminal(board.id), period),
      );
      print(options, released, () => sayHold(released, 'released'));
    });
  addPlanCommands(round);
  return round;
}

function sayHold(held: Held, what: 'held' | 'released'): string {
  const { title, text } = sayHeld(held, what);
  return `${title}. ${text}`;
}
