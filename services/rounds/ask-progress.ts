/** How far an ask is answered. */
import type { ReturnRow } from '../store/entities/returns.ts';
import { returns } from '../store/entities/returns.ts';
import { askActions, asks } from '../store/entities/rounds.ts';
import type { Unit, View } from '../store/unit-of-work.ts';

/** The newest version of each subject of an ask, those taken back left out. */
export async function newestReturns(view: View, askId: string): Promise<Map<string, ReturnRow>> {
  return newestBySubject(await view.rows(returns).find({ askId }, { orderBy: { version: 'asc' } }));
}

/** Of rows in the order of their versions. */
export function newestBySubject(rows: readonly ReturnRow[]): Map<string, ReturnRow> {
  const newest = new Map<string, ReturnRow>();
  for (const row of rows) {
    if (row.withdrawn) newest.delete(row.subjectId);
    else newest.set(row.subjectId, row);
  }
  return newest;
}

/** Notes when the last answer of an ask came in, or that one is missing again. */
export async function settleAsk(unit: Unit, askId: string, now: Date): Promise<void> {
  const ask = await unit.rows(asks).get(askId);
  const wanted = await unit.rows(askActions).find({ askId });
  const newest = await newestReturns(unit, askId);
  const complete = wanted.length > 0 && wanted.every(row => newest.has(row.actionId));
  if (complete === (ask.completedAt !== null)) return;
  await unit.rows(asks).update({ id: askId }, { completedAt: complete ? now : null });
}
