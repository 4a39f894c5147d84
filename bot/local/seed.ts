/** Fills an empty database, so that a first start has something to tell: the board, a past round, an open one. */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { CollateError } from '../../services/errors.ts';
import { terminal } from '../../services/people/access.ts';
import { findPerson } from '../../services/people/find-person.ts';
import { findGroup } from '../../services/people/groups.ts';
import { type ImportResult, importBoard } from '../../services/plan/import-board.ts';
import { readBoardFile } from '../../services/plan/read-board-file.ts';
import { type Clock, fixedClock, systemClock } from '../../services/ports.ts';
import { saveActionUpdate } from '../../services/returns/action-updates.ts';
import { readAsk } from '../../services/returns/read-ask.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { type Period, quarterOf } from '../../services/rounds/periods.ts';
import { type BoardRow, boards, groups } from '../../services/store/entities/board.ts';
import { asks, rounds } from '../../services/store/entities/rounds.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import { closeRound } from '../../services/summary/papers.ts';
import { addDays, addYears, type Day, dayOf, startOfDay } from '../../services/time.ts';

export interface Seeded {
  board: BoardRow;
  imported: ImportResult;
}

/** Imports the board file, and on a board without rounds opens the quarter's, after the one before it. */
export async function seedBoard(store: Store, file: string, clock: Clock = systemClock): Promise<Seeded> {
  const imported = await importBoard({ store, clock }, readBoardFile(readText(file)), {
    rebase: true,
  });
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
    await seedHistory(store, board, { period: previous.name, due }, readHistory(history), years);
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

const historySchema = z.object({
  returns: z.array(
    z.object({
      action: z.string(),
      group: z.string(),
      by: z.string(),
      rating: z.string(),
      progress: z.string().optional(),
      impact: z.string().optional(),
      next: z.string().optional(),
      blockers: z.string().optional(),
      evidence: z.string().optional(),
      revisedDue: z.string().optional(),
      revisedReason: z.string().optional(),
      decision: z.object({ what: z.string(), from: z.string(), by: z.string() }).optional(),
    }),
  ),
});

type History = z.output<typeof historySchema>['returns'];

function readHistory(file: string): History {
  const parsed = historySchema.safeParse(parse(readText(file), { schema: 'failsafe' }));
  if (parsed.success) return parsed.data.returns;
  const where = parsed.error.issues[0];
  throw new CollateError('board_file_invalid', `${file}: ${where?.path.join('.')} ${where?.message}.`);
}

/** The round before, as if it had been asked, answered and closed in its time. */
async function seedHistory(
  store: Store,
  board: BoardRow,
  { period, due }: { period: string; due: Day },
  history: History,
  years: number,
): Promise<void> {
  const then = fixedClock(hourOf(addDays(due, -14), 9, board));
  const deps = { store, clock: then };
  const { roundId } = await openRound(deps, { boardId: board.id, period, due });
  const groupRows = await store.read(view => view.rows(groups).find({ boardId: board.id }));
  const askRows = await store.read(view => view.rows(asks).find({ roundId }));
  for (const [index, entry] of history.entries()) {
    then.set(hourOf(addDays(due, -8 + Math.floor((index * 8) / history.length)), 10 + (index % 6), board));
    const group = findGroup(groupRows, entry.group);
    const ask = askRows.find(row => row.groupId === group.id);
    const found = ask && (await store.read(view => readAsk(view, board.id, ask.id, then.now())));
    const action = found?.actions.find(candidate => candidate.ref === entry.action);
    const author = await store.read(view => findPerson(view, board.id, entry.by));
    if (!ask || !action) continue;
    const { rating, revisedDue, decision, action: _action, group: _group, by: _by, ...texts } = entry;
    await saveActionUpdate(
      deps,
      { boardId: board.id, personId: author.id, channelRowId: null },
      {
        askId: ask.id,
        actionId: action.id,
        seenVersion: null,
        fields: {
          ...texts,
          rating: rating === 'not-started' ? 'notStarted' : rating,
          ...(revisedDue ? { revisedDue: addYears(revisedDue, years) } : {}),
          ...(decision
            ? {
                decisionWhat: decision.what,
                decisionFrom: decision.from,
                decisionBy: addYears(decision.by, years),
              }
            : {}),
        },
      },
    );
  }
  then.set(hourOf(due, 17, board));
  await closeRound(deps, terminal(board.id), period);
}

const hourOf = (day: Day, hour: number, { timezone }: BoardRow) =>
  new Date(startOfDay(day, timezone).getTime() + hour * 3_600_000);

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CollateError('board_file_unreadable', `${file} cannot be read. Is the name right?`, {
      cause: error,
    });
  }
}
