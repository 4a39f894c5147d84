/** Carries out the ledger: takes what is due, has it posted within Teams' limits, and writes what became of it. */
import { randomUUID } from 'node:crypto';
import { type Clock, type Later, type Log, type Messenger, systemLater } from '../ports.ts';
import { type DeliveryRow, deliveries } from '../store/entities/delivery.ts';
import { releaseLease, takeLease } from '../store/leases.ts';
import { atLeast } from '../store/rows.ts';
import { oneAtATime, type Store } from '../store/unit-of-work.ts';
import type { Outcome } from './outcome.ts';
import { type Picked, pickReady, readTenants } from './pick.ts';
import { policies } from './policy.ts';
import { claim, type Settled, settle, unclaim } from './settle.ts';
import { TIMES, type Times } from './times.ts';
import { createTraffic, LONGEST_WINDOW, type Traffic } from './traffic.ts';

/** How many things are sent at the same time, and how many are taken at one look. */
const MOST_AT_ONCE = 64;
const BATCH = 8;

/** How often writing an outcome is tried again; one try waits ten seconds for a busy database. */
const INSISTING = 4;

/** How many sendings of the last hour are counted after a start; a tenant cannot have had more in a second. */
const REMEMBERED = 4_000;

const LEASE = 'dispatcher';

/** Hears what becomes of each attempt; for counting. */
export type Watch = (row: DeliveryRow, settled: Settled, now: Date) => void;

export interface DispatcherDeps {
  store: Store;
  clock: Clock;
  log: Log;
  messenger: Messenger;
  later?: Later;
  watch?: Watch;
  times?: Partial<Times>;
}

export interface Dispatcher {
  start(): void;
  /** No new work; resolves when what is in flight is done and written, or left marked as it is. */
  stop(): Promise<void>;
}

export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { clock, log, messenger, later = systemLater, watch = () => undefined } = deps;
  const store = oneAtATime(deps.store);
  const times = { ...TIMES, ...deps.times };
  const lease = { id: LEASE, holder: randomUUID() };
  /** What is being sent now. One that takes long delays no other. */
  const inFlight = new Map<string, { row: DeliveryRow; done: Promise<void> }>();
  const pauses = new Set<() => void>();
  let traffic: Traffic = createTraffic();
  const tenants = new Map<string, string>();
  let heldLease = false;
  let looking: Promise<void> | null = null;
  let isResting = false;
  let again = false;
  let stopped = true;
  let abandoned = false;
  let cancelPoll = () => {};
  let cancelSoon = () => {};
  let unsubscribe = () => {};

  /** Looks once, and once more if something was committed meanwhile or while it rested. */
  function wake(): void {
    if (stopped) return;
    if (looking || isResting) {
      again = true;
      return;
    }
    again = false;
    looking = look()
      .catch((error: unknown) => log.error('dispatch failed', { error: describe(error) }))
      .finally(() => {
        looking = null;
        rest();
      });
  }

  function rest(): void {
    isResting = true;
    later(() => {
      isResting = false;
      if (again) wake();
    }, times.rest);
  }

  function poll(): void {
    cancelPoll = later(() => {
      wake();
      poll();
    }, times.poll);
  }

  async function look(): Promise<void> {
    const places = Math.min(BATCH, MOST_AT_ONCE - inFlight.size);
    if (places <= 0) return;
    const { picked, hasLease, nextAt } = await store.read(view =>
      pickReady(view, {
        lease,
        renewBelow: times.lease / 2,
        now: clock.now(),
        sendingMs: times.sending,
        most: places,
        gap: times.gap,
        traffic,
        tenants,
        inFlight: [...inFlight.values()].map(({ row }) => row),
      }),
    );
    cancelSoon();
    if (nextAt !== null) cancelSoon = later(wake, Math.max(1, nextAt - clock.now().getTime()));
    if (picked.length === 0) return;
    if (!hasLease && !(await renewLease())) return;
    const early = picked.filter(({ row }) => isSafeToClaim(row));
    const claimed = await store.write(unit => inTurn(early, ({ row }) => claim(unit, row, clock.now())));
    for (const pick of picked) {
      const place = early.indexOf(pick);
      const row = place < 0 ? pick.row : claimed[place];
      if (row) begin({ ...pick, row });
    }
    if (picked.length === places) again = true;
  }

  /** @returns true where the look may go on; after another's time the windows are read anew, and it looks again */
  async function renewLease(): Promise<boolean> {
    const taken = await store.write(unit => takeLease(unit, { ...lease, forMs: times.lease }));
    if (taken && !heldLease) {
      heldLease = true;
      await recallTraffic();
      again = true;
      return false;
    }
    heldLease = taken;
    return taken;
  }

  /** What went out in the last hour counts, whoever sent it. */
  async function recallTraffic(): Promise<void> {
    const since = new Date(clock.now().getTime() - LONGEST_WINDOW);
    traffic = createTraffic();
    tenants.clear();
    const recent = await store.read(async view => {
      await readTenants(view, tenants);
      return view
        .rows(deliveries)
        .find({ startedAt: atLeast(since) }, { orderBy: { startedAt: 'desc' }, limit: REMEMBERED });
    });
    for (const row of recent.reverse()) {
      const tenant = tenants.get(row.boardId) ?? row.boardId;
      if (row.startedAt) traffic.count(tenant, row, row.startedAt.getTime());
    }
  }

  function begin(pick: Picked): void {
    const { row } = pick;
    const done = carryOut(pick)
      .catch((error: unknown) => log.error('delivery failed', { delivery: row.id, error: describe(error) }))
      .finally(() => {
        inFlight.delete(row.id);
        wake();
      });
    inFlight.set(row.id, { row, done });
  }

  async function carryOut(pick: Picked): Promise<void> {
    const { row, tenant } = pick;
    await waitForTurn(pick);
    const isClaimed = isSafeToClaim(row);
    if (stopped) return isClaimed ? store.write(unit => unclaim(unit, row)) : undefined;
    const claimed = isClaimed ? row : await store.write(unit => claim(unit, row, clock.now()));
    if (!claimed) return;
    const outcome = await withPatience(messenger.deliver({ ...row, deliveryId: row.id }));
    if (abandoned) return;
    const settled = await insist(() => store.write(unit => settle(unit, claimed, outcome, clock.now())));
    if (outcome.kind === 'retry' && outcome.isThrottled && settled.nextAt) {
      traffic.throttled(tenant, row, settled.nextAt.getTime());
    } else if (outcome.kind !== 'retry') traffic.wentThrough(tenant);
    watch(claimed, settled, clock.now());
    tell(claimed, outcome, settled);
  }

  /** What Teams said is written even if the database is busy for a while: forgotten, the thing would go again. */
  async function insist<T>(work: () => Promise<T>): Promise<T> {
    for (let left = INSISTING; ; left -= 1) {
      try {
        return await work();
      } catch (error) {
        if (left <= 0 || stopped) throw error;
        log.warn('delivery not written yet', { error: describe(error) });
        await pause(times.poll);
      }
    }
  }

  function tell({ id, purpose, attempts }: DeliveryRow, { kind }: Outcome, { state }: Settled): void {
    const fields = { delivery: id, purpose, outcome: kind, attempt: attempts };
    if (state === 'stopped') log.warn('delivery stopped', fields);
    else log.debug('delivery done', fields);
  }

  /** Marking it took time, and so may the machine: it is counted for when it goes, and waits if that is too soon. */
  async function waitForTurn({ row, tenant, at }: Picked): Promise<void> {
    for (let turn = at; ; ) {
      await pause(turn - clock.now().getTime());
      const now = Math.max(turn, clock.now().getTime());
      traffic.uncount(tenant, row, turn);
      turn = stopped ? now : traffic.freeAt(tenant, row, now, 'past').all;
      traffic.count(tenant, row, turn);
      if (turn <= now) return;
    }
  }

  /** A stop ends every pause. */
  function pause(ms: number): Promise<void> {
    if (ms <= 0 || stopped) return Promise.resolve();
    return new Promise(resolve => {
      const end = () => {
        cancel();
        pauses.delete(end);
        resolve();
      };
      const cancel = later(end, ms);
      pauses.add(end);
    });
  }

  async function withPatience(work: Promise<Outcome>): Promise<Outcome> {
    let cancel = () => {};
    const late = new Promise<Outcome>(resolve => {
      const outcome = { kind: 'retry', reason: 'Teams did not answer.', afterMs: null } as const;
      cancel = later(() => resolve({ ...outcome, mayHaveArrived: true }), times.patience);
    });
    return Promise.race([work, late]).finally(() => cancel());
  }

  return {
    start() {
      if (!stopped) return;
      stopped = false;
      unsubscribe = store.onCommit(wake);
      poll();
      wake();
    },
    async stop() {
      stopped = true;
      unsubscribe();
      cancelPoll();
      cancelSoon();
      for (const end of [...pauses]) end();
      await looking;
      for (const end of [...pauses]) end();
      let cancel = () => {};
      const late = new Promise<void>(resolve => {
        cancel = later(resolve, times.stop);
      });
      await Promise.race([Promise.all([...inFlight.values()].map(({ done }) => done)), late]);
      cancel();
      abandoned = true;
      if (inFlight.size > 0) log.warn('deliveries left under way', { count: inFlight.size });
      await store.write(unit => releaseLease(unit, lease));
    },
  };
}

/** What must not go twice is marked at the last moment: marked and not begun, it would count as perhaps sent. */
const isSafeToClaim = (row: DeliveryRow) =>
  policies[row.purpose].ifUnsure === 'again' || row.state === 'sending';

async function inTurn<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<U[]> {
  const done: U[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}

/** Its name alone: a database's own message may quote what was typed. */
const describe = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
