/** A board file that the manager sent in 1:1 chat: what it would change, shown before anything does. */
import { recordAudit } from '../audit/record.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { boards } from '../store/entities/board.ts';
import { sentFiles } from '../store/entities/training.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import type { BoardFile } from './board-file.ts';
import { type ImportResult, importBoard } from './import-board.ts';
import { readBoardFile } from './read-board-file.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

const KEPT_MS = 24 * 60 * 60 * 1000;

type Kept = { what: 'board-file'; source: string; isImported: boolean };

export interface BoardFileLook {
  fileId: string;
  name: string;
  /** What it would change; once it is imported, nothing. */
  result: ImportResult;
  isImported: boolean;
}

/**
 * Keeps the file for a day, and says what it would change.
 * @throws CollateError `not_allowed`, `board_file_invalid` with every problem, or for another board's file
 */
export async function receiveBoardFile(
  deps: Deps,
  actor: Actor & { personId: string },
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<BoardFileLook> {
  const { store, clock } = deps;
  const now = clock.now();
  await store.read(view => requireMay(view, actor, 'plan.change', { now }));
  const source = new TextDecoder().decode(bytes);
  const result = await importBoard(deps, readBoardFile(source), await optionsOf(deps, actor, source));
  const kept: Kept = { what: 'board-file', source, isImported: false };
  const row = await store.write(async unit => {
    const { boardId, personId } = actor;
    await unit.rows(sentFiles).remove({ boardId, personId, name });
    const until = new Date(now.getTime() + KEPT_MS);
    const file = await unit
      .rows(sentFiles)
      .insert({ boardId, personId, askId: null, name, url: null, figures: kept, until });
    await recordAudit(unit, { ...actor, at: now, event: 'file.received', subject: { file: file.id } });
    return file;
  });
  return { fileId: row.id, name, result, isImported: false };
}

/** Imports it; the same press again finds it imported. @throws CollateError `file_gone`, and as above */
export async function importSentBoardFile(deps: Deps, actor: Actor, fileId: string): Promise<BoardFileLook> {
  const { store, clock } = deps;
  const { name, kept } = await store.read(async view => {
    await requireMay(view, actor, 'plan.change', { now: clock.now() });
    return findSent(view, actor, fileId, clock.now());
  });
  const options = await optionsOf(deps, actor, kept.source);
  const result = await importBoard(deps, readBoardFile(kept.source), { ...options, dryRun: kept.isImported });
  if (!kept.isImported)
    await store.write(unit =>
      unit.rows(sentFiles).update({ id: fileId }, { figures: { ...kept, isImported: true } }),
    );
  return { fileId, name, result, isImported: true };
}

/** A file of another board would change that one; a board whose dates were moved has its file's moved too. */
async function optionsOf({ store }: Deps, actor: Actor, source: string) {
  const board = await store.read(view => view.rows(boards).get(actor.boardId));
  const { key }: BoardFile['board'] = readBoardFile(source).board;
  if (key !== board.key)
    throw new CollateError(
      'board_file_invalid',
      `This file is of the board “${key}”; here it is “${board.key}”. Nothing was changed.`,
    );
  return { dryRun: true, rebase: board.rebasedYears !== 0, actor };
}

async function findSent(view: View, { boardId, personId }: Actor, fileId: string, now: Date) {
  const row = await view.rows(sentFiles).first({ id: fileId, boardId, personId: personId ?? '' });
  const kept = row?.figures as Partial<Kept> | null | undefined;
  if (row && row.until > now && kept?.what === 'board-file') return { name: row.name, kept: kept as Kept };
  throw new CollateError('file_gone', 'This file is no longer kept. Send it again to use it.');
}
