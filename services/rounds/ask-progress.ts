/** How far an ask is answered. */
import type { ReturnRow } from '../store/entities/returns.ts';
import { returns } from '../store/entities/returns.ts';
import { askActions, askParts, asks } from '../store/entities/rounds.ts';
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

/** What must be answered for an ask to be received: its actions, or the parts of another kind. */
export async function wantedSubjects(view: View, askId: string): Promise<string[]> {
  const inOrder = { orderBy: { position: 'asc' } } as const;
  const ofActions = await view.rows(askActions).find({ askId }, inOrder);
  const ofParts = await view.rows(askParts).find({ askId }, inOrder);
  return [...ofActions.map(row => row.actionId), ...ofParts.map(row => row.subjectId)];
}

/** Notes when the last answer of an ask came in, or that one is missing again. */
export async function settleAsk(unit: Unit, askId: string, now: Date): Promise<void> {
  const ask = await unit.rows(asks).get(askId);
  const wanted = await wantedSubjects(unit, askId);
  const newest = await newestReturns(unit, askId);
  const complete = wanted.length > 0 && wanted.every(subjectId => newest.has(subjectId));
  if (complete === (ask.completedAt !== null)) return;
  await unit.rows(asks).update({ id: askId }, { completedAt: complete ? now : null });
}
