/**
 * What Teams lets one bot send: its published limits for each thread and each tenant, and what it asked for when
 * it had too much. A thread is a 1:1 chat, a channel for what is posted anew in it, and a message of a channel for
 * what changes it, since each begins a thread of its own.
 */
import type { DeliveryRow } from '../store/entities/delivery.ts';
import { isOnMessage } from './policy.ts';
import { createWindows, type Limit } from './windows.ts';

/**
 * Teams counts when a call arrives, this when it leaves; so each window is kept a little longer, in milliseconds.
 */
const MARGIN = 10;

/** Between two sendings in one tenant, in milliseconds: fifty at once would leave no room for anything else. */
const PACE = 16;

const within = (seconds: number, most: number): Limit => ({ most, inMs: seconds * 1000 + MARGIN });

export const threadLimits: readonly Limit[] = [
  within(1, 7),
  within(2, 8),
  within(30, 60),
  within(3_600, 1_800),
];
export const tenantLimits: readonly Limit[] = [within(1, 50), { most: 1, inMs: PACE }];

/** The longest time that a limit looks back, in milliseconds. */
export const LONGEST_WINDOW = 3_600_000 + MARGIN;

/** So many threads that were told "too many", one after the other, are a tenant that was. */
const TELLING = 5;

type Going = Pick<DeliveryRow, 'purpose' | 'subjectId' | 'placeKind' | 'placeId'>;

export interface Traffic {
  /** The earliest moment at which it may go, as the tenant alone has it, and as all limits have it. */
  freeAt(tenant: string, row: Going, now: number, heeds?: 'all' | 'past'): { tenant: number; all: number };
  count(tenant: string, row: Going, at: number): void;
  /** Something counted for one moment goes at another. */
  uncount(tenant: string, row: Going, at: number): void;
  /** Teams said "too many": nothing else goes there before that moment. */
  throttled(tenant: string, row: Going, until: number): void;
  wentThrough(tenant: string): void;
}

export function createTraffic(): Traffic {
  const threads = createWindows(threadLimits);
  const tenants = createWindows(tenantLimits);
  const heldBack = new Map<string, number>();
  const refusedInTurn = new Map<string, Set<string>>();

  function holdBack(key: string, until: number): void {
    heldBack.set(key, Math.max(until, heldBack.get(key) ?? 0));
  }

  function heldUntil(key: string, now: number): number {
    const until = heldBack.get(key) ?? 0;
    if (until <= now) heldBack.delete(key);
    return until;
  }

  return {
    freeAt(tenant, row, now, heeds) {
      const thread = threadOf(row);
      const free = Math.max(tenants.freeAt(tenant, now, heeds), heldUntil(`tenant ${tenant}`, now));
      const own = Math.max(threads.freeAt(thread, now, heeds), heldUntil(thread, now));
      return { tenant: free, all: Math.max(free, own) };
    },
    count(tenant, row, at) {
      tenants.count(tenant, at);
      threads.count(threadOf(row), at);
    },
    uncount(tenant, row, at) {
      tenants.uncount(tenant, at);
      threads.uncount(threadOf(row), at);
    },
    throttled(tenant, row, until) {
      const thread = threadOf(row);
      holdBack(thread, until);
      const refused = (refusedInTurn.get(tenant) ?? new Set()).add(thread);
      refusedInTurn.set(tenant, refused);
      if (refused.size >= TELLING) holdBack(`tenant ${tenant}`, until);
    },
    wentThrough: tenant => {
      refusedInTurn.delete(tenant);
    },
  };
}

/** True where all that is posted at the place is one thread with it. */
export const isThreadOfPlace = ({ purpose, placeKind }: Pick<Going, 'purpose' | 'placeKind'>): boolean =>
  placeKind === 'person' || !isOnMessage(purpose);

/** One key for a thread, the same in every process. */
export const threadOf = (row: Going): string =>
  isThreadOfPlace(row) ? `place ${row.placeId}` : `message ${row.subjectId}`;
