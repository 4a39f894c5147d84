/** What every command has: the database, the board, and one way to print. */
import { type Command, Option } from 'commander';
import { findBoard } from '../services/boards.ts';
import { type Clock, systemClock } from '../services/ports.ts';
import type { BoardRow } from '../services/store/entities/board.ts';
import { openStore } from '../services/store/open-store.ts';
import type { Store } from '../services/store/unit-of-work.ts';

export interface CommonOptions {
  json?: boolean;
  board?: string;
  database: string;
}

export interface Context {
  store: Store;
  clock: Clock;
}

/** Adds the options that every command takes. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--json', 'print one JSON document')
    .option('--board <key>', 'the board, where the database holds several')
    .addOption(
      new Option('--database <url>', 'sqlite:FILE or postgres://…')
        .env('DATABASE_URL')
        .default('sqlite:data/collate.sqlite'),
    );
}

/** Opens the store, does the work, and closes it whatever happens. */
export async function withStore<T>(
  { database }: CommonOptions,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const store = await openStore(database);
  try {
    return await work({ store, clock: systemClock });
  } finally {
    await store.close();
  }
}

/** The same with the board that the options name. */
export function withBoard<T>(
  options: CommonOptions,
  work: (context: Context, board: BoardRow) => Promise<T>,
): Promise<T> {
  return withStore(options, async context => {
    const board = await context.store.read(view => findBoard(view, options.board ?? null));
    return work(context, board);
  });
}

/** One JSON document, or the words for a person. */
export function print({ json }: CommonOptions, document: unknown, words: () => string): void {
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${words()}\n`);
}

/** What a check ends with that found something wrong, and has told it already. */
export class FoundWrong extends Error {}
