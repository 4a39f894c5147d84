/** `collate audit`: who did what, and whether the record is as it was written. */
import { Command } from 'commander';
import { sayAuditLine, sayCheck } from '../cards/audit/audit-words.ts';
import { listAudit } from '../services/audit/list-audit.ts';
import { noteRead } from '../services/audit/note-read.ts';
import { type ChainCheck, type ChainEnd, parseChainEnd, verifyAudit } from '../services/audit/verify.ts';
import { CollateError } from '../services/errors.ts';
import { terminal } from '../services/people/access.ts';
import { type CommonOptions, FoundWrong, print, withBoard, withCommonOptions } from './context.ts';

interface AuditOptions extends CommonOptions {
  since?: string;
  person?: string;
  event?: string;
  limit: string;
  verify?: boolean;
  noted?: string;
}

export function auditCommand(): Command {
  return withCommonOptions(new Command('audit'))
    .description('who did what, when, from where; newest first')
    .option('--since <day>', 'from the beginning of this day, as 2026-07-10')
    .option('--person <mail>', 'of one person')
    .option('--event <name>', 'of one kind, as return.saved or return')
    .option('--limit <number>', 'how many at most', '50')
    .option('--verify', 'check the chain of hashes; ends with 1 where it is broken')
    .option('--noted <end>', 'with --verify: the end that an earlier check printed')
    .action((options: AuditOptions) => (options.verify ? verify(options) : list(options)));
}

async function list(options: AuditOptions): Promise<void> {
  const { since = null, person = null, event = null } = options;
  const found = await withBoard(options, async (context, board) => {
    const question = { since, person, event, limit: parseLimit(options.limit) };
    const result = await context.store.read(view => listAudit(view, board.id, question));
    await noteRead(context, terminal(board.id), 'audit');
    return result;
  });
  print(options, { events: found.lines, all: found.all }, () =>
    found.lines.length === 0
      ? 'There is nothing.'
      : found.lines.map(line => sayAuditLine(line, found.timezone)).join('\n'),
  );
}

async function verify(options: AuditOptions): Promise<void> {
  const noted = options.noted === undefined ? null : parseNoted(options.noted);
  const check: ChainCheck = await withBoard(options, (context, board) =>
    verifyAudit(context, board.id, noted),
  );
  print(options, check, () => sayCheck(check).join('\n'));
  if (check.firstBreak) throw new FoundWrong();
}

function parseNoted(text: string): ChainEnd {
  const end = parseChainEnd(text);
  if (end) return end;
  throw new CollateError('input_invalid', 'Write --noted as an earlier check printed it: 412:3fa9….');
}

function parseLimit(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new CollateError('input_invalid', '--limit must be a whole number above 0.');
}
