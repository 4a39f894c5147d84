/** `collate status` */
import { Command } from 'commander';
import { noteRead } from '../services/audit/note-read.ts';
import { terminal } from '../services/people/access.ts';
import { findGroup } from '../services/people/groups.ts';
import { groups } from '../services/store/entities/board.ts';
import type { Facts } from '../services/summary/facts.ts';
import { readFacts } from '../services/summary/read-facts.ts';
import { isOfBoard, onlyGroups, onlyOverdue, onlyPriority } from '../services/summary/scopes.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';
import { sayFacts } from './say-facts.ts';
import { sayTraining } from './say-training.ts';

interface StatusOptions extends CommonOptions {
  period?: string;
  priority?: string;
  group?: string;
  overdue?: boolean;
  training?: boolean;
}

export function statusCommand(): Command {
  return withCommonOptions(new Command('status'))
    .description('how the plan stands now')
    .option('--period <period>', 'the open round unless given')
    .option('--priority <ref>', 'only this priority')
    .option('--group <name>', 'only this group')
    .option('--overdue', 'only what is overdue')
    .option('--training', 'the training figures and compliance, line by line')
    .action(async (options: StatusOptions) => {
      const facts = await readScoped(options);
      print(options, facts, () => (options.training ? sayTraining(facts) : sayFacts(facts)));
    });
}

function readScoped(options: StatusOptions): Promise<Facts> {
  return withBoard(options, async (context, board) => {
    let facts = await readFacts(context, board.id, options.period ?? null);
    if (options.group !== undefined) {
      const name = options.group;
      const all = await context.store.read(view =>
        view.rows(groups).find({ boardId: board.id, retiredAt: null }),
      );
      facts = onlyGroups(facts, [findGroup(all, name).short]);
    }
    if (options.priority !== undefined) facts = onlyPriority(facts, options.priority);
    const scoped = options.overdue ? onlyOverdue(facts) : facts;
    if (isOfBoard(scoped)) await noteRead(context, terminal(board.id), 'status', { period: scoped.period });
    return scoped;
  });
}
