/** The manager's card of a planned round, as it stands. */
import type { Card, Forms } from '../cards/card.ts';
import { roundToOpenCard } from '../cards/round/to-open-card.ts';
import { parsePeriod } from '../services/rounds/periods.ts';
import { plannedRound, readPlanning } from '../services/rounds/planned-rounds.ts';
import { boards } from '../services/store/entities/board.ts';
import type { View } from '../services/store/unit-of-work.ts';

export async function renderRoundToOpen(
  view: View,
  { boardId, period }: { boardId: string; period: string },
  forms: Forms,
): Promise<Card> {
  const board = await view.rows(boards).get(boardId);
  const planned = plannedRound(await readPlanning(view, board), parsePeriod(period, board.yearStarts));
  return roundToOpenCard(planned, { board: board.short, forms });
}
