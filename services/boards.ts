/** Which board is meant: a database may hold several. */
import { CollateError } from './errors.ts';
import { type BoardRow, boards } from './store/entities/board.ts';
import type { View } from './store/unit-of-work.ts';

/**
 * @param key the board file's `board.key`; null where there is only one board
 * @throws CollateError `board_unknown`, `board_ambiguous`
 */
export async function findBoard(view: View, key: string | null): Promise<BoardRow> {
  const all = await view.rows(boards).find({}, { orderBy: { key: 'asc' } });
  const known = all.map(board => board.key).join(', ');
  if (all.length === 0) {
    throw new CollateError('board_unknown', 'No board has been imported yet. Run: collate plan import FILE');
  }
  if (key !== null) {
    const found = all.find(board => board.key === key.trim().toLowerCase());
    if (found) return found;
    throw new CollateError('board_unknown', `There is no board “${key.slice(0, 40)}”. There is: ${known}.`);
  }
  const [only, second] = all;
  if (only && !second) return only;
  throw new CollateError(
    'board_ambiguous',
    `Several boards are kept here (${known}). Say which with --board KEY.`,
  );
}
