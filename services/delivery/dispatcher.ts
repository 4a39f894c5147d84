/** Carries out the ledger: takes what is due, has it posted, and writes what became of it. */
import { randomUUID } from 'node:crypto';
import type { AuditEventName } from '../audit/record.ts';
import type { Clock, Log, Messenger } from '../ports.ts';
import { postOpenAsks } from '../rounds/post-asks.ts';
import { auditEvents } from '../store/entities/audit.ts';
import {
  type DeliveryRow,
  type DeliveryState,
  deliveries,
  holds,
  messages,
} from '../store/entities/delivery.ts';
import { asks } from '../store/entities/rounds.ts';
import { channelLinks } from '../store/entities/teams.ts';
import { lookAtLease, releaseLease, takeLease } from '../store/leases.ts';
import { atLeast, atMost, moreThan } from '../store/rows.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import type { Outcome } from './outcome.ts';
import { policies, purposesThat } from './policy.ts';
import { queueRefresh } from './queue.ts';
import { retryAt } from './retry.ts';

/** How often the ledger is looked at without being called, in milliseconds: another process may have written. */
const POLL = 400;
/** How long a replica that went away keeps others waiting, in milliseconds. */
const LEASE_TIME = 10_000;
/** How long a row may stay in "sending" before its sender is taken to be gone, in milliseconds. */
const SENDING_TIME = 60_000;
/** How many things are sent at the same time. */
const MOST_AT_ONCE = 8;

export interface DispatcherDeps {
  store: Store;
  clock: Clock;
  log: Log;
  messenger: Messenger;
}

export interface Dispatcher {
  start(): void;
  /** No new work; resolves when what is in flight is done and written. */
  stop(): Promise<void>;
}

export function createDispatcher({ store, clock, log, messenger }: DispatcherDeps): Dispatcher {
  const lease = { id: LEASE, holder: randomUUID() };
  /** What is being sent now. One that takes long delays no other. */
  const inFlight = new Map<string, Promise<void>>();
  let looking: Promise<void> | null = null;
  let again = false;
  let stopped = true;
  let timer: NodeJS.Timeout | undefined;
  let unsubscribe = () => {};

  /** Looks once, and once more if something was committed meanwhile. */
  function wake(): void {
    if (stopped) return;
    if (looking) {
      again = true;
      return;
    }
    again = false;
    looking = look()
      .catch((error: unknown) => log.error('dispatch failed', { error: describe(error) }))
      .finally(() => {
        looking = null;
        if (again) wake();
      });
  }

  async function look(): Promise<void> {
    const places = MOST_AT_ONCE - inFlight.size;
    if (places <= 0) return;
    const { ready, hasLease } = await store.read(view => findReady(view, lease, clock.now()));
    const fresh = ready.filter(row => !inFlight.has(row.id)).slice(0, places);
    if (fresh.length === 0) return;
    if (!hasLease && !(await store.write(unit => takeLease(unit, { ...lease, forMs: LEASE_TIME })))) return;
    for (const row of fresh) {
      const work = carryOut(row)
        .catch((error: unknown) => log.error('delivery failed', { delivery: row.id, error: describe(error) }))
        .finally(() => {
          inFlight.delete(row.id);
          wake();
        });
      inFlight.set(row.id, work);
    }
  }

  async function carryOut(row: DeliveryRow): Promise<void> {
    const claimed = await store.write(unit => claim(unit, row, clock.now()));
    if (!claimed) return;
    const outcome = await messenger.deliver({ ...row, deliveryId: row.id });
    const state = await store.write(unit => settle(unit, claimed, outcome, clock.now()));
    const fields = {
      delivery: row.id,
      purpose: row.purpose,
      outcome: outcome.kind,
      attempt: claimed.attempts,
    };
    if (state === 'stopped') log.warn('delivery stopped', fields);
    else log.debug('delivery done', fields);
  }

  return {
    start() {
      if (!stopped) return;
      stopped = false;
      unsubscribe = store.onCommit(wake);
      timer = setInterval(wake, POLL);
      wake();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      unsubscribe();
      await looking;
      await Promise.all(inFlight.values());
      await store.write(unit => releaseLease(unit, lease));
    },
  };
}

const LEASE = 'dispatcher';

const INTERRUPTED = 'Collate was interrupted while it was sent. It may have arrived, and is not sent twice.';

/** What changes a card that is on its way. */
const SHOWN = [
  'board.imported',
  'channel.linked',
  'channel.unlinked',
  'return.saved',
  'return.undone',
  'round.actions-changed',
  'round.closed',
  'summary.posted',
] as const satisfies readonly AuditEventName[];

interface Ready {
  ready: DeliveryRow[];
  /** True where the lease is ours for a good while yet. */
  hasLease: boolean;
}

/**
 * What can be sent now, oldest first. While somebody has a form open inside a message, its refresh waits, and so
 * does anything new in that channel: the clients that show forms so wipe what is typed on either.
 */
async function findReady(view: View, lease: { id: string; holder: string }, now: Date): Promise<Ready> {
  const { isOurs, forMs } = await lookAtLease(view, lease);
  // Another replica is at it: nothing is written here, since each commit would wake this one again.
  if (!isOurs && forMs > 0) return { ready: [], hasLease: false };
  const oldestFirst = { orderBy: { createdAt: 'asc' } } as const;
  const due = await view
    .rows(deliveries)
    .find({ state: ['due', 'retrying'], nextAt: atMost(now) }, oldestFirst);
  const lost = await view
    .rows(deliveries)
    .find({ state: 'sending', startedAt: atMost(new Date(now.getTime() - SENDING_TIME)) }, oldestFirst);
  const holding = await view.rows(holds).find({ until: moreThan(now) });
  const heldIds = new Set(holding.map(hold => hold.messageId));
  const held = await view.rows(messages).find({ id: [...heldIds], retiredAt: null });
  const waits = ({ purpose, subjectId, placeId }: DeliveryRow) =>
    isOnMessage(purpose) ? heldIds.has(subjectId) : held.some(message => message.placeId === placeId);
  const lostIds = new Set(lost.map(row => row.id));
  const busy = new Set(
    (await view.rows(deliveries).find({ purpose: purposesThat('on message'), state: 'sending' }))
      .filter(row => !lostIds.has(row.id))
      .map(row => row.subjectId),
  );
  // One change of a message at a time: of two, the one that was made first may arrive last.
  const isNext = ({ purpose, subjectId }: DeliveryRow) => {
    if (!isOnMessage(purpose)) return true;
    if (busy.has(subjectId)) return false;
    busy.add(subjectId);
    return true;
  };
  const ready = [...lost, ...due].filter(row => !waits(row)).filter(isNext);
  return { ready, hasLease: isOurs && forMs > LEASE_TIME / 2 };
}

const isOnMessage = (purpose: DeliveryRow['purpose']) => policies[purpose].does === 'on message';

/** The guard: of all who would send a row, the one that changes it. @returns null where it is not to be sent */
async function claim(unit: Unit, row: DeliveryRow, now: Date): Promise<DeliveryRow | null> {
  const asItIs = { id: row.id, state: row.state, attempts: row.attempts };
  if (row.state === 'sending' && policies[row.purpose].afterCrash === 'not again') {
    await unit
      .rows(deliveries)
      .update(asItIs, { state: 'stopped', finishedAt: now, lastOutcome: INTERRUPTED });
    return null;
  }
  const attempts = row.attempts + 1;
  const changed = await unit.rows(deliveries).update(asItIs, { state: 'sending', attempts, startedAt: now });
  return changed === 1 ? { ...row, state: 'sending', attempts, startedAt: now } : null;
}

/** Writes what became of an attempt. @returns the state that the row is in now */
async function settle(unit: Unit, row: DeliveryRow, outcome: Outcome, now: Date): Promise<DeliveryState> {
  const finish = async (state: DeliveryState, lastOutcome: string, patch: Partial<DeliveryRow> = {}) => {
    const finishedAt = state === 'retrying' ? null : now;
    await unit
      .rows(deliveries)
      .update({ id: row.id, attempts: row.attempts }, { state, lastOutcome, finishedAt, ...patch });
    return state;
  };
  switch (outcome.kind) {
    case 'sent':
      if (!isOnMessage(row.purpose)) await rememberMessage(unit, row, outcome, now);
      return finish('sent', 'sent', { activityId: outcome.activityId });
    case 'nothing':
      return finish('sent', outcome.reason);
    case 'retry': {
      const nextAt = retryAt(row, outcome.afterMs, now);
      return nextAt
        ? finish('retrying', outcome.reason, { nextAt })
        : finish('stopped', `gave up: ${outcome.reason}`);
    }
    case 'gone':
      if (row.purpose === 'refresh') {
        await unit.rows(messages).update({ id: row.subjectId }, { retiredAt: now });
        // A card that must stand somewhere is posted anew.
        await postOpenAsks(unit, row.boardId, now);
      }
      return finish('stopped', outcome.reason);
    case 'never':
      return finish('stopped', outcome.reason);
  }
}

/** What was posted is refreshed from now on; at once where something changed while it was on its way. */
async function rememberMessage(
  unit: Unit,
  row: DeliveryRow,
  { conversationId, activityId }: { conversationId: string; activityId: string },
  now: Date,
): Promise<void> {
  const { boardId, purpose, subjectId, placeKind, placeId, startedAt } = row;
  const known = await unit.rows(messages).first({ conversationId, activityId });
  if (!known) {
    await unit.rows(messages).insert({
      boardId,
      purpose,
      subjectId,
      placeKind,
      placeId,
      conversationId,
      activityId,
      postedAt: now,
      retiredAt: (await hasItsPlace(unit, row)) ? null : now,
    });
  }
  const changes =
    startedAt && policies[purpose].does === 'card'
      ? await unit.rows(auditEvents).count({ boardId, event: [...SHOWN], at: atLeast(startedAt) })
      : 0;
  if (changes > 0) await queueRefresh(unit, { purpose, subjectId }, now);
}

/** False where the group lost the channel while its card was on its way there. */
async function hasItsPlace(
  view: View,
  { purpose, subjectId, placeKind, placeId }: DeliveryRow,
): Promise<boolean> {
  if (purpose !== 'ask' || placeKind !== 'channel') return true;
  const { groupId } = await view.rows(asks).get(subjectId);
  return (await view.rows(channelLinks).count({ groupId: groupId ?? '', channelRowId: placeId })) > 0;
}

/** Its name alone: a database's own message may quote what was typed. */
const describe = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
