/** When an action is due: what the plan said first, what an import changed, what returns revised, in turn. */
import type { ActionRow } from '../store/entities/plan.ts';
import type { Day } from '../time.ts';

export interface DueDates {
  /** As it stands now. */
  due: Day | null;
  originalDue: Day | null;
  /** Every day in turn, the first one included, where it moved; else empty. */
  dueHistory: Day[];
}

/**
 * @param revisions the days that standing returns gave, with when they were saved, in any order
 * @param asAt later changes are not known yet
 */
export function dueDates(
  action: Pick<ActionRow, 'due' | 'originalDue' | 'dueChangedAt'>,
  revisions: readonly { day: Day; at: Date }[],
  asAt: Date,
): DueDates {
  const moves = revisions
    .concat(action.due !== null && action.dueChangedAt ? [{ day: action.due, at: action.dueChangedAt }] : [])
    .filter(move => move.at <= asAt)
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  const days = (action.originalDue === null ? [] : [action.originalDue]).concat(moves.map(move => move.day));
  const distinct = days.filter((day, index) => day !== days[index - 1]);
  return {
    due: distinct.at(-1) ?? null,
    originalDue: distinct[0] ?? null,
    dueHistory: distinct.length > 1 ? distinct : [],
  };
}
