/** How far an ask is answered. */
import type { ReturnRow } from '../store/entities/returns.ts';
import { returns } from '../store/entities/returns.ts';
import { type AskRow, asks } from '../store/entities/rounds.ts';
import type { Reading } from '../store/rows.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { readParts } from './ask-parts.ts';

/** The newest version of each subject of an ask, those taken back left out. */
export async function newestReturns(view: View, askId: string): Promise<Map<string, ReturnRow>> {
  return newestBySubject(await view.rows(returns).find({ askId }, NEWEST));
}

/** How returns are read where earlier versions say nothing. */
export const NEWEST: Reading<ReturnRow> = { highest: { by: 'version', of: ['askId', 'subjectId'] } };

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
export async function wantedSubjects(view: View, ask: AskRow): Promise<string[]> {
  return (await readParts(view, ask)).map(({ subjectId }) => subjectId);
}

/** Notes when the last answer of an ask came in, or that one is missing again. */
export async function settleAsk(unit: Unit, ask: AskRow, now: Date): Promise<void> {
  const { id } = ask;
  const wanted = await wantedSubjects(unit, ask);
  const newest = await newestReturns(unit, id);
  const complete = wanted.length > 0 && wanted.every(subjectId => newest.has(subjectId));
  if (complete === ((await unit.rows(asks).get(id)).completedAt !== null)) return;
  await unit.rows(asks).update({ id }, { completedAt: complete ? now : null });
}
