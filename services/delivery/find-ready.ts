/** What of the ledger can be sent now: looked up by indices, a page at a time, and never more than is wanted. */
import type { DeliveryPurpose } from '../ports.ts';
import { type DeliveryRow, deliveries, holds, messages } from '../store/entities/delivery.ts';
import { atMost, moreThan } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';
import { isOnMessage } from './policy.ts';

/** How many rows are read at a time. Most looks need one page; rows that wait for their place are passed over. */
const PAGE = 64;

export interface Wanted {
  now: Date;
  /** How long a row may stay in "sending" before its sender is taken to be gone. */
  sendingMs: number;
  /** Takes a row or passes it over; `enough` ends the search. */
  offer(row: DeliveryRow): 'taken' | 'passed' | 'enough';
}

/**
 * Offers what a crash left first, then refreshes, since somebody looks at those cards, then everything else, each
 * the longest due first.
 */
export async function offerReady(view: View, { now, sendingMs, offer }: Wanted): Promise<void> {
  const canGo = await readObstacles(view, now, sendingMs);
  const seen = new Set<string>();
  const isEnough = (row: DeliveryRow) => {
    if (seen.has(row.id)) return false;
    seen.add(row.id);
    return canGo.passes(row) && canGo.taking(row, offer(row)) === 'enough';
  };
  if (canGo.lost.some(isEnough)) return;
  for (const purposes of [['refresh'], null] as const) {
    for (let offset = 0; ; offset += PAGE) {
      const page = await readPage(view, purposes, now, offset);
      if (page.some(isEnough)) return;
      if (page.length < PAGE) break;
    }
  }
}

/** A page of what is due and of what is to be tried again, in the order of their time. */
async function readPage(
  view: View,
  purposes: readonly DeliveryPurpose[] | null,
  now: Date,
  offset: number,
): Promise<DeliveryRow[]> {
  const which = { ...(purposes ? { purpose: purposes } : {}), nextAt: atMost(now) };
  const reading = { orderBy: { nextAt: 'asc' }, limit: PAGE, offset } as const;
  const due = await view.rows(deliveries).find({ ...which, state: 'due' }, reading);
  const retrying = await view.rows(deliveries).find({ ...which, state: 'retrying' }, reading);
  return [...due, ...retrying].sort((one, other) => one.nextAt.getTime() - other.nextAt.getTime());
}

/**
 * What keeps a row back: somebody has a form open inside the message, or in the channel where something new would
 * appear (the clients that show forms so wipe what is typed on either), or another change of the message is under way.
 */
async function readObstacles(view: View, now: Date, sendingMs: number) {
  const sending = await view.rows(deliveries).find({ state: 'sending' });
  const since = now.getTime() - sendingMs;
  const lost = sending.filter(({ startedAt }) => (startedAt?.getTime() ?? 0) <= since);
  const busy = new Set(
    sending.filter(row => isOnMessage(row.purpose) && !lost.includes(row)).map(({ subjectId }) => subjectId),
  );
  const holding = await view.rows(holds).find({ until: moreThan(now) });
  const heldIds = new Set(holding.map(hold => hold.messageId));
  const heldPlaces = new Set(
    heldIds.size > 0
      ? (await view.rows(messages).find({ id: [...heldIds], retiredAt: null })).map(row => row.placeId)
      : [],
  );
  return {
    lost,
    passes: ({ purpose, subjectId, placeId }: DeliveryRow) =>
      isOnMessage(purpose) ? !heldIds.has(subjectId) && !busy.has(subjectId) : !heldPlaces.has(placeId),
    /** One change of a message at a time: of two, the one that was made first may arrive last. */
    taking: <Answer extends string>({ purpose, subjectId }: DeliveryRow, answer: Answer) => {
      if (answer !== 'passed' && isOnMessage(purpose)) busy.add(subjectId);
      return answer;
    },
  };
}
