/**
 * Seals what was recorded into the chain, a moment after it was: each event gets its place and a hash over itself and
 * the one before. The chain's order is the order of sealing, since nothing better can be had: on PostgreSQL units
 * become visible in another order than they began, so that any number drawn at the insert would have to be waited for.
 * What is visible and unsealed is taken by its instant.
 */
import { randomUUID } from 'node:crypto';
import { keepLooking } from '../keep-looking.ts';
import type { Clock, Log } from '../ports.ts';
import { type AuditEventRow, auditEvents, chainHeads } from '../store/entities/audit.ts';
import { boards } from '../store/entities/board.ts';
import { takeLease } from '../store/leases.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';
import { GENESIS, hashOf } from './chain.ts';

/** How many are sealed in one unit of work, so that none is long. */
const BATCH = 200;
const LEASE = 'audit';
const LEASE_TIME = 30_000;
/** How often it is looked, in milliseconds. */
const EVERY = 5_000;

interface Deps {
  store: Store;
  clock: Clock;
}

/** Seals what waits, of every board; how many events that were. Where another replica is at it, none. */
export async function sealAudit({ store, clock }: Deps, holder: string): Promise<number> {
  const all = await store.read(view => view.rows(boards).find());
  let sealed = 0;
  for (const { id: boardId } of all) {
    let count = BATCH;
    while (count === BATCH) {
      // Read apart from the unit, which then touches nothing that those who record events are at.
      const waiting = await store.read(view =>
        view
          .rows(auditEvents)
          .find({ boardId, position: null }, { orderBy: { at: 'asc', id: 'asc' }, limit: BATCH }),
      );
      if (waiting.length === 0) break;
      count = await store.write(unit => sealBatch(unit, boardId, waiting, { holder, now: clock.now() }));
      sealed += count;
    }
  }
  return sealed;
}

async function sealBatch(
  unit: Unit,
  boardId: string,
  waiting: readonly AuditEventRow[],
  { holder, now }: { holder: string; now: Date },
): Promise<number> {
  if (!(await takeLease(unit, { id: LEASE, holder, forMs: LEASE_TIME }))) return 0;
  const head = await unit.rows(chainHeads).first({ boardId });
  let { length, hash } = head ?? { length: 0, hash: GENESIS };
  for (const row of waiting) {
    const next = hashOf(row, length + 1, hash);
    const changed = await unit
      .rows(auditEvents)
      .update({ id: row.id, position: null }, { position: length + 1, hash: next });
    // Sealed by another since it was read.
    if (changed === 0) continue;
    length += 1;
    hash = next;
  }
  if (head) await unit.rows(chainHeads).update({ id: head.id }, { length, hash, sealedAt: now });
  else await unit.rows(chainHeads).insert({ boardId, length, hash, sealedAt: now });
  return length - (head?.length ?? 0);
}

/** Looks at once and every few seconds. @returns what ends it, after a last look */
export function keepSealing(
  { store, clock, log }: Deps & { log: Log },
  everyMs = EVERY,
): () => Promise<void> {
  const holder = randomUUID();
  const seal = () => sealAudit({ store, clock }, holder);
  const look = { everyMs, log, failed: 'audit not sealed' };
  const stop = keepLooking(seal, look);
  return async () => {
    await stop();
    // What the last presses left.
    await keepLooking(seal, look)();
  };
}
