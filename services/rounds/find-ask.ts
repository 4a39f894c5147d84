/** An ask by the id that a card carries. */
import { CollateError } from '../errors.ts';
import { type AskRow, asks } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';

/** Null also for an ask of another board. */
export async function findAsk(view: View, boardId: string, askId: string): Promise<AskRow | null> {
  const ask = await view.rows(asks).first({ id: askId });
  return ask?.boardId === boardId ? ask : null;
}

/** @throws CollateError `ask_unknown` */
export async function getAsk(view: View, boardId: string, askId: string): Promise<AskRow> {
  const ask = await findAsk(view, boardId, askId);
  if (!ask) throw askUnknown();
  return ask;
}

export const askUnknown = (): CollateError =>
  new CollateError('ask_unknown', 'This card is of a round that is no longer there.');
