/** A group puts one reminder off to a later day. */
import { recordAudit } from '../audit/record.ts';
import { queueRefresh } from '../delivery/queue.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { reminders } from '../store/entities/reminders.ts';
import type { Store } from '../store/unit-of-work.ts';
import type { Day } from '../time.ts';
import { snoozeDaysOf } from './read-reminder.ts';

/**
 * Pressed twice it is the same; another day takes the place of the first.
 * @throws CollateError `not_allowed`, `input_invalid` for a day to which it cannot be put off any more
 */
export function snoozeReminder(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
  { reminderId, until }: { reminderId: string; until: Day },
): Promise<void> {
  return store.write(async unit => {
    const now = clock.now();
    const row = await unit.rows(reminders).first({ id: reminderId, boardId: actor.boardId });
    if (!row?.groupId) throw new CollateError('ask_unknown', 'That reminder is no longer there.');
    const { groupId } = row;
    await requireMay(unit, actor, 'reminder.snooze', { groupId, now });
    if (row.snoozedUntil === until) return;
    const days = await snoozeDaysOf(unit, { ...row, snoozedUntil: null }, now);
    if (!days.includes(until)) {
      throw new CollateError(
        'input_invalid',
        'The reminder cannot be put off to that day any more. The next one comes by itself.',
      );
    }
    await unit.rows(reminders).update({ id: row.id }, { snoozedUntil: until, snoozedById: actor.personId });
    await queueRefresh(unit, { purpose: 'reminder', subjectId: row.id }, now);
    await recordAudit(unit, {
      boardId: actor.boardId,
      at: now,
      event: 'reminder.snoozed',
      personId: actor.personId,
      channelRowId: actor.channelRowId,
      subject: { reminder: row.id, group: groupId, until },
    });
  });
}
