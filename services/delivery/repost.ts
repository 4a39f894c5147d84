/**
 * Posts what stands in a place anew and lets the old copies go, for a client that has forgotten them (the
 * Playground forgets at every load of its page). The old copies are refreshed no more: that client loses what is
 * posted after an update to one that it does not have.
 */
import type { PlaceKind } from '../ports.ts';
import { deliveries, holds, messages } from '../store/entities/delivery.ts';
import type { Unit } from '../store/unit-of-work.ts';
import { purposesThat } from './policy.ts';
import { queueDelivery } from './queue.ts';

/** @returns how many cards are due anew */
export async function repostPlace(
  unit: Unit,
  place: { placeKind: PlaceKind; placeId: string },
  now: Date,
): Promise<number> {
  const standing = await unit
    .rows(messages)
    .find({ ...place, purpose: purposesThat('card'), retiredAt: null }, { orderBy: { postedAt: 'asc' } });
  for (const message of standing) {
    await unit.rows(messages).update({ id: message.id }, { retiredAt: now });
    await unit.rows(holds).remove({ messageId: message.id });
  }
  await unit
    .rows(deliveries)
    .update(
      { ...place, purpose: 'refresh', state: ['due', 'retrying'] },
      { state: 'superseded', finishedAt: now, lastOutcome: 'posted anew' },
    );
  let count = 0;
  const seen = new Set<string>();
  for (const { boardId, purpose, subjectId } of standing) {
    const key = `${purpose} ${subjectId}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const waiting = await unit
      .rows(deliveries)
      .count({ ...place, purpose, subjectId, state: ['due', 'retrying'] });
    if (waiting > 0) continue;
    await queueDelivery(unit, { boardId, purpose, subjectId, ...place }, now);
    count += 1;
  }
  return count;
}
