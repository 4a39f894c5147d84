/** The parts of an ask in the store: its actions, or the parts of another kind. */
import { type AskRow, askActions, askParts } from '../store/entities/rounds.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import type { OwedPart } from './owed/owed.ts';

export interface PresentPart extends OwedPart {
  rowId: string;
}

export async function readParts(view: View, { id: askId, kind }: AskRow): Promise<PresentPart[]> {
  const inOrder = { orderBy: { position: 'asc' } } as const;
  if (kind === 'action-updates') {
    const rows = await view.rows(askActions).find({ askId }, inOrder);
    return rows.map(({ id, actionId, rates }) => ({ rowId: id, subjectId: actionId, rates }));
  }
  const rows = await view.rows(askParts).find({ askId }, inOrder);
  return rows.map(({ id, subjectId }) => ({ rowId: id, subjectId, rates: true }));
}

export async function addPart(unit: Unit, ask: AskRow, part: OwedPart, position: number): Promise<void> {
  const { boardId, id: askId } = ask;
  const { subjectId, rates } = part;
  if (ask.kind === 'action-updates') {
    await unit.rows(askActions).insert({ boardId, askId, actionId: subjectId, rates, position });
  } else {
    await unit.rows(askParts).insert({ boardId, askId, subjectId, position });
  }
}

export async function changePart(
  unit: Unit,
  { kind }: AskRow,
  { rowId, rates }: PresentPart,
  position: number,
): Promise<void> {
  if (kind === 'action-updates') await unit.rows(askActions).update({ id: rowId }, { rates, position });
  else await unit.rows(askParts).update({ id: rowId }, { position });
}

export async function removePart(unit: Unit, { kind }: AskRow, rowId: string): Promise<number> {
  return unit.rows<{ id: string }>(kind === 'action-updates' ? askActions : askParts).remove({ id: rowId });
}
