/** `collate summary`: the approved paper of a period, or the draft as it stands. */
import { Command } from 'commander';
import { noteRead, readOf } from '../services/audit/note-read.ts';
import { terminal } from '../services/people/access.ts';
import { postSummary, readLatestPaper } from '../services/summary/papers.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';
import { saySummary } from './say-facts.ts';

interface SummaryOptions extends CommonOptions {
  period?: string;
  post?: boolean;
}

export function summaryCommand(): Command {
  return withCommonOptions(new Command('summary'))
    .description('the executive summary')
    .option('--period <period>', 'the open or newest round unless given')
    .option('--post', 'approve the draft, and have the bot post it to the executive group')
    .action(async (options: SummaryOptions) => {
      const period = options.period ?? null;
      if (options.post) {
        const posted = await withBoard(options, (context, board) =>
          postSummary(context, terminal(board.id), { period }),
        );
        print(options, posted, () =>
          posted.already
            ? `Paper ${posted.version} of ${posted.period} was posted to ${posted.group} before.`
            : `Paper ${posted.version} of ${posted.period} is approved; the bot posts it to ${posted.group}.`,
        );
        return;
      }
      const paper = await withBoard(options, async (context, board) => {
        const latest = await readLatestPaper(context, board.id, period);
        await noteRead(context, terminal(board.id), readOf(latest), { period: latest.facts.period });
        return latest;
      });
      print(options, paper.facts, () => saySummary(paper));
    });
}
