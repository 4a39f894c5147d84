/** `collate training import FILE`: a learning system's file into a return of training figures. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { CollateError } from '../services/errors.ts';
import { terminal } from '../services/people/access.ts';
import { findGroup } from '../services/people/groups.ts';
import { managersOf } from '../services/people/leaders.ts';
import { type AskChoice, asksToFill } from '../services/returns/training-asks.ts';
import {
  type FileLook,
  type ImportSaved,
  lookAtFile,
  saveFile,
} from '../services/returns/training-import.ts';
import { parsePeriod } from '../services/rounds/periods.ts';
import { type BoardRow, groups, people } from '../services/store/entities/board.ts';
import type { View } from '../services/store/unit-of-work.ts';
import { readFileWords, type SaidWords } from '../services/training/file-words.ts';
import { matchColumns } from '../services/training/files/columns.ts';
import { MAX_FILE_BYTES } from '../services/training/files/read-sheets.ts';
import type { FileReading } from '../services/training/files/reading.ts';
import { openFile } from '../services/training/open-file.ts';
import { type CommonOptions, type Context, print, withBoard, withCommonOptions } from './context.ts';
import {
  missingColumns,
  sayLook,
  sayUnsaved,
  UnmatchedError,
  unmatchedColumns,
  unmatchedWords,
} from './say-training-file.ts';
import { columnMatches, parseMatches, wordMatches } from './training-matches.ts';

interface ImportOptions extends CommonOptions {
  group?: string;
  period?: string;
  by?: string;
  match: string[];
  changed?: 'take' | 'keep';
  note?: string;
  sure?: boolean;
  dryRun?: boolean;
  yes?: boolean;
}

export function trainingCommands(): Command {
  const training = new Command('training').description('training figures');
  withCommonOptions(training.command('import <file>'))
    .description('shows what a learning system’s .csv or .xlsx would bring; saves it with --yes')
    .option('--group <name>', 'the group that is asked, where several are')
    .option('--period <period>', 'the round, unless it is the open one')
    .option('--by <mail>', 'whose answer it is; the board’s manager unless given')
    .option(
      '--match <words=meaning>',
      'what words of the file mean, as "Cheshire Constabulary=Police"; once for each',
      (pair: string, others: string[]) => [...others, pair],
      [],
    )
    .addOption(
      new Option('--changed <which>', 'for runs that stand with other figures').choices(['take', 'keep']),
    )
    .option('--note <text>', 'why figures do not add up, for the runs of which they do not')
    .option('--sure', 'save improbable figures too')
    .option('--dry-run', 'only look, also with --yes')
    .option('--yes', 'save what the look shows')
    .action(async (file: string, options: ImportOptions) => {
      const bytes = await readBytes(file);
      const result = await withBoard(options, (context, board) => importFile(context, board, bytes, options));
      const { agencies: _agencies, digest: _digest, ...look } = result.look;
      print(options, { file: basename(file), ...look, saved: result.saved }, () =>
        sayLook(basename(file), result.look, result.saved),
      );
    });
  return training;
}

async function importFile(
  context: Context,
  board: BoardRow,
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<{ look: FileLook; saved: { fresh: number; changed: number } | null }> {
  const { store, clock } = context;
  const actor = terminal(board.id);
  const { ask, personId } = await store.read(async view => ({
    ask: await findAsk(view, board, clock.now(), options),
    personId: await findAuthor(view, board.id, options.by ?? null),
  }));
  const { reading, said } = await readMatched(context, board, bytes, options.match);
  const file = { askId: ask.askId, reading, said };
  const { look, unmatched } = await store.read(async view => {
    const seen = await lookAtFile(view, board.id, file, clock.now());
    return { look: seen, unmatched: unmatchedWords(seen, await readFileWords(view, board.id)) };
  });
  if (unmatched.length > 0) throw new UnmatchedError(unmatched);
  if (!options.yes || options.dryRun) return { look, saved: null };
  const result = await saveFile(context, actor, file, {
    digest: null,
    changed: options.changed ?? null,
    except: [],
    note: options.note?.trim() || null,
    sure: options.sure ?? false,
    personId,
  });
  return { look: result.look, saved: savedOf(result) };
}

/** @throws CollateError `input_invalid` for what has to be said first */
function savedOf(result: ImportSaved): { fresh: number; changed: number } {
  if (result.kind === 'saved') return { fresh: result.fresh, changed: result.changed };
  if (result.kind === 'nothing') return { fresh: 0, changed: 0 };
  throw new CollateError('input_invalid', sayUnsaved(result));
}

/** @throws UnmatchedError for columns that nobody has said the meaning of */
async function readMatched(
  { store }: Context,
  board: BoardRow,
  bytes: Uint8Array,
  match: readonly string[],
): Promise<{ reading: FileReading; said: SaidWords }> {
  const matches = parseMatches(match);
  const plain = await store.read(view => readFileWords(view, board.id));
  const columns = columnMatches(matches, plain);
  const words = await store.read(view => readFileWords(view, board.id, { columns }));
  const opened = await openFile(bytes, words, board.timezone);
  if (opened.kind === 'columns') {
    const found = matchColumns(opened, words);
    throw new UnmatchedError(unmatchedColumns(found, words), opened.problem ?? missingColumns(found));
  }
  return { reading: opened.reading, said: wordMatches(matches, opened, plain) };
}

/** @throws CollateError `round_none_open`, `group_unknown`, `period_invalid`, `input_invalid` where several fit */
async function findAsk(
  view: View,
  board: BoardRow,
  now: Date,
  { group, period }: ImportOptions,
): Promise<AskChoice> {
  const wanted = period === undefined ? null : parsePeriod(period, board.yearStarts).name;
  const all = await asksToFill(view, terminal(board.id), now, wanted === null ? 'open' : 'all');
  const groupId =
    group === undefined
      ? null
      : findGroup(await view.rows(groups).find({ boardId: board.id, retiredAt: null }), group).id;
  const fitting = all.filter(
    ask => (wanted === null || ask.period === wanted) && (groupId === null || ask.asked.id === groupId),
  );
  const [only, another] = fitting;
  if (!only)
    throw new CollateError(
      'round_none_open',
      'Nobody is asked for training figures there. Open a round first.',
    );
  if (!another) return only;
  const known = fitting.map(ask => `${ask.asked.short} for ${ask.period}`).join(', ');
  throw new CollateError('input_invalid', `Say which return it is for, by --group and --period: ${known}.`);
}

/** @throws CollateError `person_unknown` */
async function findAuthor(view: View, boardId: string, mail: string | null): Promise<string> {
  if (mail !== null) {
    const person = await view
      .rows(people)
      .first({ boardId, email: mail.trim().toLowerCase(), retiredAt: null });
    if (person) return person.id;
    throw new CollateError('person_unknown', `Nobody on this board has the address ${mail}.`);
  }
  const [only, another] = await managersOf(view, boardId);
  if (only && !another) return only.id;
  throw new CollateError('person_unknown', 'Say whose answer this is: --by MAIL.');
}

/** @throws CollateError `file_unreadable`, `file_too_large` */
async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > MAX_FILE_BYTES)
      throw new CollateError(
        'file_too_large',
        `${file}: the file is larger than 5 MB. Keep only the months that are asked for.`,
      );
    return await readFile(file);
  } catch (error) {
    if (error instanceof CollateError) throw error;
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = isMissing ? 'there is no such file' : 'it cannot be read';
    throw new CollateError('file_unreadable', `${file}: ${reason}.`, { cause: error });
  }
}
