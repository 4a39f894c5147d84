/** A reminder that stands tells what is still missing, also after something came in. */
import { queueRefresh } from '../delivery/queue.ts';
import { reminders } from '../store/entities/reminders.ts';
import type { Unit } from '../store/unit-of-work.ts';
import type { Asked } from './owed/owed.ts';

/** Brings the reminders of one who is asked up to date, and the manager's; of a whole round where nobody is named. */
export async function refreshReminders(
  unit: Unit,
  { roundId, ...asked }: { roundId: string } & Partial<Asked>,
  now: Date,
): Promise<void> {
  for (const row of await unit.rows(reminders).find({ roundId })) {
    const isTheirs =
      row.audience === 'manager' ||
      asked.groupId === undefined ||
      (row.groupId === asked.groupId &&
        row.agencyId === asked.agencyId &&
        row.priorityId === asked.priorityId);
    if (isTheirs) await queueRefresh(unit, { purpose: 'reminder', subjectId: row.id }, now);
  }
}
