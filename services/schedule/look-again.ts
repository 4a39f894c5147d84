/** What a change of the board file, of a calendar or of the plan makes due on the day on which it is made. */
import type { BoardRow } from '../store/entities/board.ts';
import { scheduleMarks } from '../store/entities/schedule.ts';
import { moreThan } from '../store/rows.ts';
import type { Unit } from '../store/unit-of-work.ts';
import { dayOf, startOfDay } from '../time.ts';

/** As the schedule of openings is called. */
export const OPENINGS = 'open-rounds';

/**
 * Has the openings of today looked at once more, since another plan may have come after their hour; those that were
 * settled stay so. What an earlier day would have opened is left to people: they would be asked with too few days left.
 */
export async function lookAtOpeningsAgain(
  unit: Unit,
  { id: boardId, timezone }: Pick<BoardRow, 'id' | 'timezone'>,
  now: Date,
): Promise<void> {
  const until = startOfDay(dayOf(now, timezone), timezone);
  const mark = { boardId, schedule: OPENINGS };
  if (await unit.rows(scheduleMarks).first(mark))
    await unit.rows(scheduleMarks).update({ ...mark, until: moreThan(until) }, { until });
  else await unit.rows(scheduleMarks).insert({ ...mark, until });
}
