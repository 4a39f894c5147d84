/** What of the ledger can be sent now: looked up by indices, a page at a time, and never more than is wanted. */
import type { DeliveryPurpose } from '../ports.ts';
import { type DeliveryRow, deliveries } from '../store/entities/delivery.ts';
import { atMost, noneOf } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';
import { readHolds } from './holds.ts';
import { isOnMessage } from './policy.ts';
import type { Tenants } from './tenants.ts';

/** How many rows are read at a time; most looks need one page. */
const PAGE = 32;

/** What has had enough for now: its rows are not read again in the same look, however many wait. */
export interface Full {
  tenants: Set<string>;
  placeIds: Set<string>;
}

export interface Wanted {
  now: Date;
  /** How long a row may stay in "sending" before its sender is taken to be gone. */
  sendingMs: number;
  tenants: Tenants;
  /** Takes a row or passes it over, and may say what is full by it; `enough` ends the search. */
  offer(row: DeliveryRow, full: Full): 'taken' | 'passed' | 'enough';
}

/**
 * Offers what a crash left first, then refreshes, since somebody looks at those cards, then everything else, each
 * the longest due first.
 */
export async function offerReady(view: View, { now, sendingMs, tenants, offer }: Wanted): Promise<void> {
  const obstacles = await readObstacles(view, now, sendingMs);
  const seen = new Set<string>();

  async function isEnough(rows: readonly DeliveryRow[], full: Full): Promise<boolean> {
    const fresh = rows.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    await tenants.learn(view, fresh);
    return fresh.some(row => obstacles.passes(row) && obstacles.taking(row, offer(row, full)) === 'enough');
  }

  if (await isEnough(obstacles.lost, nothingFull())) return;
  for (const purpose of ['refresh', null] as const) {
    const full = nothingFull();
    for (let offset = 0; ; ) {
      const before = full.tenants.size + full.placeIds.size;
      const boardIds = await tenants.boardsIn(view, full.tenants);
      const page = await readPage(view, { purpose, now, offset, boardIds, placeIds: [...full.placeIds] });
      if (await isEnough(page, full)) return;
      if (page.length < PAGE) break;
      // What is left out changes what comes first: the rest is read from its beginning.
      offset = full.tenants.size + full.placeIds.size > before ? 0 : offset + PAGE;
    }
  }
}

const nothingFull = (): Full => ({ tenants: new Set(), placeIds: new Set() });

interface Page {
  /** Null for all. */
  purpose: DeliveryPurpose | null;
  now: Date;
  offset: number;
  /** Of which nothing is wanted. */
  boardIds: readonly string[];
  placeIds: readonly string[];
}

/** A page of what is due and of what is to be tried again, in the order of their time. */
async function readPage(view: View, page: Page): Promise<DeliveryRow[]> {
  const { purpose, now, offset, boardIds, placeIds } = page;
  const which = {
    ...(purpose ? { purpose } : {}),
    nextAt: atMost(now),
    ...(boardIds.length > 0 ? { boardId: noneOf(boardIds) } : {}),
    ...(placeIds.length > 0 ? { placeId: noneOf(placeIds) } : {}),
  };
  const reading = { orderBy: { nextAt: 'asc' }, limit: PAGE, offset } as const;
  const due = await view.rows(deliveries).find({ ...which, state: 'due' }, reading);
  const retrying = await view.rows(deliveries).find({ ...which, state: 'retrying' }, reading);
  return [...due, ...retrying].sort((one, other) => one.nextAt.getTime() - other.nextAt.getTime());
}

/** What keeps a row back: a form that somebody has open, or another change of the message that is under way. */
async function readObstacles(view: View, now: Date, sendingMs: number) {
  const sending = await view.rows(deliveries).find({ state: 'sending' });
  const since = now.getTime() - sendingMs;
  const lost = sending.filter(({ startedAt }) => (startedAt?.getTime() ?? 0) <= since);
  const busy = new Set(
    sending.filter(row => isOnMessage(row.purpose) && !lost.includes(row)).map(({ subjectId }) => subjectId),
  );
  const isHeldBack = await readHolds(view, now);
  return {
    lost,
    passes: (row: DeliveryRow) => !isHeldBack(row) && !(isOnMessage(row.purpose) && busy.has(row.subjectId)),
    /** One change of a message at a time: of two, the one that was made first may arrive last. */
    taking: <Answer extends string>({ purpose, subjectId }: DeliveryRow, answer: Answer) => {
      if (answer !== 'passed' && isOnMessage(purpose)) busy.add(subjectId);
      return answer;
    },
  };
}
