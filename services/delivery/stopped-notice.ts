/** Tells the manager once a day what could not be posted and how to mend it. */
import { managersOf } from '../people/leaders.ts';
import { type DeliveryRow, deliveries } from '../store/entities/delivery.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { type DeliveryNames, deliveryNames } from './delivery-names.ts';
import { policies } from './policy.ts';
import { queueDelivery } from './queue.ts';
import { type StopCode, stops } from './stops.ts';

/** How long others may stop after the first, so that one notice tells of all, in milliseconds. */
const GATHER = 60_000;
const DAY = 24 * 3_600_000;

/** How many are listed one by one. */
const LISTED = 50;

/** Makes a notice due for each manager, unless one waits already; not before a day after the last. */
export async function tellOfStop(unit: Unit, boardId: string, now: Date): Promise<void> {
  for (const { id } of await managersOf(unit, boardId)) {
    const notice = {
      purpose: 'stopped-notice' as const,
      subjectId: boardId,
      placeKind: 'person' as const,
      placeId: id,
    };
    const waiting = ['due', 'sending', 'retrying'] as const;
    if ((await unit.rows(deliveries).count({ ...notice, state: waiting })) > 0) continue;
    const last = await unit.rows(deliveries).first(notice, { orderBy: { dueAt: 'desc' } });
    const next = Math.max(now.getTime() + GATHER, (last?.dueAt.getTime() ?? 0) + DAY);
    await queueDelivery(unit, { boardId, ...notice, notBefore: new Date(next) }, now);
  }
}

export interface StoppedDelivery extends DeliveryNames {
  id: string;
  purpose: DeliveryRow['purpose'];
  /** What became of the last attempt. */
  reason: string;
  code: StopCode;
  mend: string;
  since: Date;
}

export interface Stopped {
  /** The newest first; as many as can be shown. */
  listed: StoppedDelivery[];
  /** How many there are in all. */
  count: number;
}

/** What is stopped now and somebody should mend. Notices that could not be posted are no news to their reader. */
export async function readStopped(view: View, boardId: string): Promise<Stopped> {
  const loud = (Object.keys(policies) as DeliveryRow['purpose'][]).filter(
    purpose => !policies[purpose].isQuiet,
  );
  const which = { boardId, state: 'stopped', purpose: loud } as const;
  const rows = await view
    .rows(deliveries)
    .find(which, { orderBy: { finishedAt: 'desc', id: 'asc' }, limit: LISTED });
  const namesOf = await deliveryNames(view, boardId, rows);
  return {
    count: await view.rows(deliveries).count(which),
    listed: rows.map(row => {
      const code = row.stopCode ?? 'refused';
      return {
        id: row.id,
        purpose: row.purpose,
        ...namesOf(row),
        reason: row.lastOutcome ?? '',
        code,
        mend: stops[code].mend,
        since: row.finishedAt ?? row.createdAt,
      };
    }),
  };
}
