/** What every kind of ask has in common, as its cards and forms show it. */

import { newestReturns, wantedSubjects } from '../rounds/ask-progress.ts';
import { type AskedName, askedNames } from '../rounds/asked-names.ts';
import { readSignOffLine, type SignOffLine } from '../sign-off/line.ts';
import { type BoardRow, boards, memberships, people } from '../store/entities/board.ts';
import { returns } from '../store/entities/returns.ts';
import { type AskRow, asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import type { Day } from '../time.ts';
import type { PersonLine } from './ask-state.ts';
import { personLines } from './history.ts';
import type { KindName } from './kinds.ts';
import { askOfKind } from './saving.ts';

export interface AskBase {
  askId: string;
  kind: KindName;
  board: { id: string; key: string; name: string; short: string; timezone: string };
  /** Who is asked: a group, an agency, a priority's lead. */
  asked: AskedName;
  round: { id: string; period: string; starts: Day; ends: Day; due: Day; closed: boolean };
  /** How many of its parts are answered. */
  done: number;
  total: number;
  /** The newest version of any part, for its Undo; null where there is nothing to undo. */
  lastSaved: LastSaved | null;
  /** How the sign-off of the group's returns stands; null while a part here is not answered, and for agencies. */
  signOff: SignOffLine | null;
  /** Whom the card in a channel calls: the group's chair, where Teams has shown the bot who that is. */
  calls: { teamsUserId: string; name: string }[];
}

export interface LastSaved {
  returnId: string;
  subjectId: string;
  version: number;
  by: PersonLine;
  enteredBy: PersonLine | null;
  at: Date;
  /** True where the part was taken out. */
  withdrawn: boolean;
}

export interface AskRows {
  ask: AskRow;
  board: BoardRow;
  round: RoundRow;
  /** The parts that must be answered, in order. */
  subjects: string[];
}

/** @throws CollateError `ask_unknown` for an ask of another board or kind */
export async function readAskBase(
  view: View,
  boardId: string,
  askId: string,
  kind: KindName,
): Promise<{ base: AskBase; rows: AskRows }> {
  const ask = await askOfKind(view, boardId, askId, kind);
  const board = await view.rows(boards).get(boardId);
  const round = await view.rows(rounds).get(ask.roundId);
  const subjects = await wantedSubjects(view, ask);
  const newest = await newestReturns(view, askId);
  const nameOf = await askedNames(view, boardId);
  const { id, key, name, short, timezone } = board;
  const done = subjects.filter(subjectId => newest.has(subjectId)).length;
  return {
    base: {
      askId,
      kind,
      board: { id, key, name, short, timezone },
      asked: nameOf(ask),
      round: {
        id: round.id,
        period: round.period,
        starts: round.startsOn,
        ends: round.endsOn,
        due: round.due,
        closed: round.closedAt !== null,
      },
      done,
      total: subjects.length,
      lastSaved: await readLastSaved(view, boardId, askId),
      signOff: done === subjects.length ? await readSignOffLine(view, ask) : null,
      calls: await readCalls(view, ask),
    },
    rows: { ask, board, round, subjects },
  };
}

async function readCalls(view: View, { boardId, groupId }: AskRow): Promise<AskBase['calls']> {
  if (groupId === null) return [];
  const chairs = await view.rows(memberships).find({ boardId, groupId, kind: 'chair' });
  const rows = await view
    .rows(people)
    .find({ id: chairs.map(chair => chair.personId), retiredAt: null }, { orderBy: { name: 'asc' } });
  return rows.flatMap(({ teamsUserId, name }) => (teamsUserId ? [{ teamsUserId, name }] : []));
}

async function readLastSaved(view: View, boardId: string, askId: string): Promise<LastSaved | null> {
  const row = await view.rows(returns).first({ askId }, { orderBy: { savedAt: 'desc', version: 'desc' } });
  if (!row || row.undoesId !== null) return null;
  const who = await personLines(view, boardId);
  const line = (id: string) => who.get(id) ?? { id, name: 'Somebody no longer named', agency: null };
  return {
    returnId: row.id,
    subjectId: row.subjectId,
    version: row.version,
    by: line(row.personId),
    enteredBy: row.enteredById ? line(row.enteredById) : null,
    at: row.savedAt,
    withdrawn: row.withdrawn,
  };
}

/** The newest earlier ask of the same kind to the same, for "last time"; null where there was none. */
export async function askBefore(
  view: View,
  { ask, round }: Pick<AskRows, 'ask' | 'round'>,
): Promise<AskRow | null> {
  // A turn of a set goes on from the turn before, a round of a period from the one before.
  const { setId } = round;
  const all = await view
    .rows(rounds)
    .find({ boardId: ask.boardId, setId }, { orderBy: { startsOn: 'desc' } });
  const earlier = all.filter(other => other.startsOn < round.startsOn);
  const candidates = await view.rows(asks).find({
    roundId: earlier.map(other => other.id),
    kind: ask.kind,
    groupId: ask.groupId,
    agencyId: ask.agencyId,
    priorityId: ask.priorityId,
  });
  for (const { id } of earlier) {
    const found = candidates.find(candidate => candidate.roundId === id);
    if (found) return found;
  }
  return null;
}
