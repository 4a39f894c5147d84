/** What stands in Teams of actions that have become restricted: cards are drawn anew without them, or taken away. */
import { queueRefresh } from '../delivery/queue.ts';
import { refreshReminders } from '../rounds/refresh-reminders.ts';
import { askActions, asks } from '../store/entities/rounds.ts';
import { summaries } from '../store/entities/summaries.ts';
import type { Unit } from '../store/unit-of-work.ts';

/** Also of rounds that are over: their cards still stand. What was approved or told as news stays as it was. */
export async function coverUp(unit: Unit, actionIds: readonly string[], now: Date): Promise<void> {
  if (actionIds.length === 0) return;
  const askIds = (await unit.rows(askActions).find({ actionId: actionIds })).map(({ askId }) => askId);
  const roundIds = new Set<string>();
  for (const ask of await unit.rows(asks).find({ id: [...new Set(askIds)] })) {
    roundIds.add(ask.roundId);
    await queueRefresh(unit, { purpose: 'ask', subjectId: ask.id }, now);
    await queueRefresh(unit, { purpose: 'sign-off', subjectId: ask.id }, now);
  }
  for (const roundId of roundIds) {
    await refreshReminders(unit, { roundId }, now);
    for (const { id } of await unit.rows(summaries).find({ roundId, state: 'draft' }))
      await queueRefresh(unit, { purpose: 'draft-summary', subjectId: id }, now);
  }
}
