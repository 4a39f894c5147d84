/** The sets of actions that are asked in a rhythm of their own. */
import { type ActionSetRow, actionSets, setActions } from '../store/entities/sets.ts';
import type { View } from '../store/unit-of-work.ts';
import { type Day, dayOf } from '../time.ts';

export interface ActionSet extends ActionSetRow {
  actionIds: string[];
}

/** Those of the board file, in its order. */
export async function readSets(view: View, boardId: string): Promise<ActionSet[]> {
  const rows = await view
    .rows(actionSets)
    .find({ boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
  if (rows.length === 0) return [];
  const links = await view.rows(setActions).find({ setId: rows.map(({ id }) => id), leftAt: null });
  return rows.map(row => ({
    ...row,
    actionIds: links.filter(({ setId }) => setId === row.id).map(({ actionId }) => actionId),
  }));
}

/**
 * Whether a set asks for its actions within a period, so that the period's own round does not ask for them as well:
 * from its first day on, and in the period in which it ends too.
 */
export function isAskedBySet(
  { startsOn, endedAt }: Pick<ActionSetRow, 'startsOn' | 'endedAt'>,
  { starts, ends }: { starts: Day; ends: Day },
  zone: string,
): boolean {
  return startsOn < ends && (endedAt === null || dayOf(endedAt, zone) >= starts);
}

/** By action, the set that asks for it in a period. */
export async function setsByAction(
  view: View,
  { id, timezone }: { id: string; timezone: string },
  period: { starts: Day; ends: Day },
): Promise<Map<string, ActionSet>> {
  const asking = (await readSets(view, id)).filter(set => isAskedBySet(set, period, timezone));
  return new Map(asking.flatMap(set => set.actionIds.map(actionId => [actionId, set] as const)));
}
