/** Fills an empty database, so that a first start has something to tell: the board, a past round, an open one. */
import { existsSync, readFileSync } from 'node:fs';
import { readCalendarsBeside } from '../../services/calendar/file-calendars.ts';
import { CollateError } from '../../services/errors.ts';
import { type ImportResult, importBoard } from '../../services/plan/import-board.ts';
import { readBoardFile } from '../../services/plan/read-board-file.ts';
import { type Clock, systemClock } from '../../services/ports.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { type Period, quarterOf } from '../../services/rounds/periods.ts';
import { type BoardRow, boards } from '../../services/store/entities/board.ts';
import { rounds } from '../../services/store/entities/rounds.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import { addDays, type Day, dayOf } from '../../services/time.ts';
import { readHistory } from './history-file.ts';
import { seedHistory } from './seed-history.ts';

export interface Seeded {
  board: BoardRow;
  imported: ImportResult;
}

/** Imports the board file, and on a board without rounds opens the quarter's, after the one before it. */
export async function seedBoard(store: Store, file: string, clock: Clock = systemClock): Promise<Seeded> {
  const boardFile = readBoardFile(readText(file));
  const calendars = await readCalendarsBeside(file, boardFile);
  const imported = await importBoard({ store, clock }, boardFile, { rebase: true, calendars });
  const board = await store.read(view => view.rows(boards).get(imported.boardId));
  const before = await store.read(view => view.rows(rounds).count({ boardId: board.id }));
  if (before === 0) await seedRounds({ store, clock }, board, file, imported.rebasedYears);
  return { board, imported };
}

async function seedRounds(
  { store, clock }: { store: Store; clock: Clock },
  board: BoardRow,
  file: string,
  years: number,
): Promise<void> {
  const today = dayOf(clock.now(), board.timezone);
  const quarter = quarterOf(today, board.yearStarts);
  const previous = quarterOf(addDays(quarter.starts, -1), board.yearStarts);
  const history = file.replace(/\.ya?ml$/, '.history.yaml');
  if (existsSync(history)) {
    const due = notAfter(dueAfter(previous), addDays(today, -1));
    const past = { board, period: previous, due, years };
    await seedHistory(store, past, readHistory(history, readText(history)));
  }
  await openRound(
    { store, clock },
    { boardId: board.id, period: quarter.name, due: notBefore(dueAfter(quarter), today) },
  );
}

/** Returns are asked for soon after a quarter's end. */
const dueAfter = ({ ends }: Period): Day => workingDay(addDays(ends, 9));

// Days compare as strings.
const notBefore = (day: Day, earliest: Day): Day => [day, earliest].sort()[1] ?? day;
const notAfter = (day: Day, latest: Day): Day => [day, latest].sort()[0] ?? day;

/** The day itself, or the Monday after a weekend. */
function workingDay(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CollateError('board_file_unreadable', `${file} cannot be read. Is the name right?`, {
      cause: error,
    });
  }
}
