/** Which groups are left out of a round, and why. */
import type { GroupRow } from '../store/entities/board.ts';
import { leftOut } from '../store/entities/round-plans.ts';
import type { Unit, View } from '../store/unit-of-work.ts';

export async function groupsLeftOut(view: View, boardId: string, period: string): Promise<Set<string>> {
  return new Set((await view.rows(leftOut).find({ boardId, period })).map(({ groupId }) => groupId));
}

/** Who is asked by name is no longer left out. @returns how many were */
export async function askAfterAll(
  unit: Unit,
  boardId: string,
  period: string,
  named: readonly Pick<GroupRow, 'id'>[],
): Promise<number> {
  return unit.rows(leftOut).remove({ boardId, period, groupId: named.map(({ id }) => id) });
}
