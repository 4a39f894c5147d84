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
  action: Pick<ActionRow, 'originalDue' | 'dueChanges'>,
  revisions: readonly { day: Day; at: Date }[],
  asAt: Date,
): DueDates {
  const moves: { day: Day | null; at: Date }[] = [
    ...revisions,
    ...action.dueChanges.map(({ day, at }) => ({ day, at: new Date(at) })),
  ]
    .filter(move => move.at <= asAt)
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  const days = [action.originalDue, ...moves.map(move => move.day)];
  const known = days.filter(day => day !== null);
  const distinct = known.filter((day, index) => day !== known[index - 1]);
  return {
    // A plan may take a date away again.
    due: days.at(-1) ?? null,
    originalDue: distinct[0] ?? null,
    dueHistory: distinct.length > 1 ? distinct : [],
  };
}
