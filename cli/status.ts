/** `collate status` */
import { Command } from 'commander';
import { agendaLines, NO_AGENDA } from '../cards/status/agenda-words.ts';
import { type ApprovedPaper, paperWords } from '../cards/status/sentences.ts';
import { noteRead } from '../services/audit/note-read.ts';
import { terminal } from '../services/people/access.ts';
import { readAgenda } from '../services/summary/agenda.ts';
import type { Facts } from '../services/summary/facts.ts';
import { approvedOf, readLatestPaper } from '../services/summary/papers.ts';
import { statusFor } from '../services/summary/status-for.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';
import { sayFacts } from './say-facts.ts';
import { sayTraining } from './say-training.ts';

interface StatusOptions extends CommonOptions {
  period?: string;
  priority?: string;
  group?: string;
  overdue?: boolean;
  training?: boolean;
  agenda?: boolean;
}

export function statusCommand(): Command {
  return withCommonOptions(new Command('status'))
    .description('how the plan stands now')
    .option('--period <period>', 'the open round unless given')
    .option('--priority <ref>', 'only this priority')
    .option('--group <name>', 'only this group')
    .option('--overdue', 'only what is overdue')
    .option('--training', 'the training figures and compliance, line by line')
    .option('--agenda', 'which priority reports to which meeting, and whether its report is in')
    .action(async (options: StatusOptions) => {
      if (options.agenda) {
        const agenda = await withBoard(options, (context, board) => readAgenda(context, terminal(board.id)));
        print(options, agenda, () => agendaLines(agenda).join('\n') || NO_AGENDA);
        return;
      }
      const { facts, paper } = await readScoped(options);
      const said = paper ? `\n\n${paperWords(paper, facts.board.timezone)}` : '';
      print(options, { ...facts, paper }, () =>
        options.training ? sayTraining(facts) : `${sayFacts(facts)}${said}`,
      );
    });
}

interface Scoped {
  facts: Facts;
  /** The approved paper of the period, and how much came after it; null where there is none. */
  paper: ApprovedPaper | null;
}

const readScoped = (options: StatusOptions): Promise<Scoped> =>
  withBoard(options, async (context, board) => {
    const { period = null, priority = null, group = null, overdue = false } = options;
    const question = { period, priority, group, overdue };
    const { facts, isWhole } = await statusFor(context, terminal(board.id), question);
    if (isWhole) await noteRead(context, terminal(board.id), 'status', { period: facts.period });
    return { facts, paper: approvedOf(await readLatestPaper(context, board.id, facts.period)) };
  });
