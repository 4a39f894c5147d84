/** The round that somebody means. */
import { CollateError } from '../errors.ts';
import { boards } from '../store/entities/board.ts';
import { type RoundRow, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import { parsePeriod } from './periods.ts';

/**
 * An open round. Of two, the wrong one is never guessed.
 * @param period as somebody types it; null for the only one that is open
 * @throws CollateError `period_invalid`, `round_unknown`, `round_none_open`, `round_closed`
 */
export async function findOpenRound(view: View, boardId: string, period: string | null): Promise<RoundRow> {
  const all = await view.rows(rounds).find({ boardId, setId: null }, { orderBy: { startsOn: 'asc' } });
  const open = all.filter(({ closedAt }) => closedAt === null);
  const names = open.map(round => round.period).join(', ');
  if (period === null) {
    const [only, second] = open;
    if (!only) throw new CollateError('round_none_open', 'No round is open.');
    if (!second) return only;
    throw new CollateError('round_unknown', `Several rounds are open: ${names}. Say which one.`);
  }
  const { yearStarts } = await view.rows(boards).get(boardId);
  const { name } = parsePeriod(period, yearStarts);
  const found = all.find(round => round.period === name);
  if (!found)
    throw new CollateError(
      'round_unknown',
      `There is no round for ${name}.${names ? ` Open: ${names}.` : ''}`,
    );
  if (found.closedAt !== null) throw new CollateError('round_closed', `The round ${name} is closed.`);
  return found;
}
