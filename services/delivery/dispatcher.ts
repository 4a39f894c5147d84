/** Carries out the ledger: takes what is due, has it posted within Teams' limits, and writes what became of it. */
import { randomUUID } from 'node:crypto';
import { isStoreAway, nameOf } from '../errors.ts';
import { type Clock, type Later, type Log, type Messenger, systemLater } from '../ports.ts';
import { type DeliveryRow, deliveries } from '../store/entities/delivery.ts';
import { releaseLease, takeLease } from '../store/leases.ts';
import { atLeast } from '../store/rows.ts';
import { together } from '../store/together.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';
import { knowHolds } from './known-holds.ts';
import type { Outcome } from './outcome.ts';
import { createPauses } from './pauses.ts';
import { type Picked, pickReady } from './pick.ts';
import { claim, isSafeToClaim, type Settled, settle, takeUp, unclaim } from './settle.ts';
import { createTenants } from './tenants.ts';
import { TIMES, type Times } from './times.ts';
import { createTraffic, LONGEST_WINDOW } from './traffic.ts';
import { turnOf } from './turn.ts';

/** How many things are sent at the same time (fifty a second, of which some take seconds), and taken at one look. */
const MOST_AT_ONCE = 200;
const BATCH = 16;
/** How many claims and outcomes are written in one unit. */
const WRITTEN_TOGETHER = 6;

/** How many sendings of the last hour are counted after a start; a tenant cannot have had more in a second. */
const REMEMBERED = 4_000;

const LEASE = 'dispatcher';

/** What is counted of a delivery. */
export type Watched = Pick<DeliveryRow, 'purpose' | 'dueAt'>;

/** Hears what becomes of each attempt; for counting. */
export type Watch = (row: Watched, settled: Settled, now: Date) => void;

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
  const { store, clock, log, messenger, later = systemLater, watch = () => undefined } = deps;
  const write = together<Unit>(store.write, WRITTEN_TOGETHER);
  const times = { ...TIMES, ...deps.times };
  const lease = { id: LEASE, holder: randomUUID() };
  /** What is being sent now. One that takes long delays no other. */
  const inFlight = new Map<string, { row: DeliveryRow; done: Promise<void> }>();
  const pauses = createPauses(later);
  let traffic = createTraffic();
  const tenants = createTenants();
  const known = knowHolds(store, clock, times.poll);
  let heldLease = false;
  let looking: Promise<void> | null = null;
  let isResting = false;
  let again = false;
  let failing: string | null = null;
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
      .then(() => {
        failing = null;
      })
      .catch(tellFailing)
      .finally(() => {
        looking = null;
        rest();
      });
  }

  /** Once, and not at every look while the database is away. */
  function tellFailing(error: unknown): void {
    const name = nameOf(error);
    if (failing !== name) log.error('dispatch failed', { error: name });
    failing = name;
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
        traffic,
        tenants,
        inFlight: [...inFlight.values()].map(({ row }) => row),
      }),
    );
    cancelSoon();
    if (nextAt !== null) cancelSoon = later(wake, Math.max(1, nextAt - clock.now().getTime()));
    if (picked.length === 0) return;
    const countedIn = traffic;
    const notBegun = new Set(picked);
    try {
      if (!hasLease && !(await renewLease())) return;
      const taken = await write(unit => inTurn(picked, ({ row }) => takeUp(unit, row, clock.now())));
      for (const [place, pick] of picked.entries()) {
        const row = taken[place];
        if (!row) continue;
        notBegun.delete(pick);
        begin({ ...pick, row });
      }
    } finally {
      for (const { tenant, row, at } of notBegun) countedIn.uncount(tenant, row, at);
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
    await store.read(async view => {
      const recent = await view
        .rows(deliveries)
        .find({ startedAt: atLeast(since) }, { orderBy: { startedAt: 'desc' }, limit: REMEMBERED });
      await tenants.learn(view, recent);
      for (const row of recent.reverse()) {
        if (row.startedAt) traffic.count(tenants.of(row), row, row.startedAt.getTime());
      }
    });
  }

  function begin(pick: Picked): void {
    const { row } = pick;
    const done = carryOut(pick)
      .catch((error: unknown) => log.error('delivery failed', { delivery: row.id, error: nameOf(error) }))
      .finally(() => {
        inFlight.delete(row.id);
        wake();
      });
    inFlight.set(row.id, { row, done });
  }

  async function carryOut(pick: Picked): Promise<void> {
    const { row, tenant } = pick;
    let claimed: DeliveryRow | null = isSafeToClaim(row) ? row : null;
    let isOver = stopped;
    const isHeld = () => known.holdBack(row);
    const turn = turnOf(pick, { traffic, clock, pause, isHeld, isOver: () => isOver || stopped });
    const claimNow = () => write(unit => claim(unit, row, clock.now()));

    /** What must not go twice is marked only now: marked and not begun, it would count as perhaps sent. */
    async function mayGo(): Promise<boolean> {
      if (!(await turn.wait())) return false;
      if (claimed) return true;
      try {
        claimed = await claimNow();
      } finally {
        if (claimed) turn.recount();
        else turn.takeBack();
      }
      return claimed !== null && !isOver;
    }

    const outcome = await withPatience(messenger.deliver({ ...row, deliveryId: row.id }, mayGo));
    isOver = true;
    turn.giveBack();
    if (outcome.kind === 'not-begun') {
      const given = claimed;
      return given && !abandoned ? write(unit => unclaim(unit, given, clock.now())) : undefined;
    }
    const given = claimed ?? (await claimNow());
    if (!given || abandoned) return;
    const settled = await insist(given, () => write(unit => settle(unit, given, outcome, clock.now())));
    if (outcome.kind === 'retry' && outcome.isThrottled && settled.nextAt) {
      traffic.throttled(tenant, row, settled.nextAt.getTime());
    } else if (outcome.kind !== 'retry') traffic.wentThrough(tenant);
    watch(given, settled, clock.now());
    tell(given, outcome, settled);
  }

  /** What Teams said is written even if the database is away for a while: forgotten, the thing would go again. */
  async function insist<T>({ id, startedAt }: DeliveryRow, work: () => Promise<T>): Promise<T> {
    const takenOverAt = (startedAt ?? clock.now()).getTime() + times.sending;
    for (let isFirst = true; ; isFirst = false) {
      try {
        return await work();
      } catch (error) {
        const isLate = !isStoreAway(error) && clock.now().getTime() >= takenOverAt;
        if (stopped || isLate) throw error;
        if (isFirst) log.warn('delivery not written yet', { delivery: id, error: nameOf(error) });
        await pause(times.poll);
      }
    }
  }

  function tell({ id, purpose, attempts }: DeliveryRow, { kind }: Outcome, { state }: Settled): void {
    const fields = { delivery: id, purpose, outcome: kind, attempt: attempts };
    if (state === 'stopped') log.warn('delivery stopped', fields);
    else log.debug('delivery done', fields);
  }

  /** A stop ends every pause. */
  const pause = (ms: number): Promise<void> => (stopped ? Promise.resolve() : pauses.pause(ms));

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
      unsubscribe = store.onCommit(changed => {
        known.heard(changed);
        wake();
      });
      poll();
      wake();
    },
    async stop() {
      stopped = true;
      unsubscribe();
      cancelPoll();
      cancelSoon();
      pauses.end();
      await looking;
      pauses.end();
      let cancel = () => {};
      const late = new Promise<void>(resolve => {
        cancel = later(resolve, times.stop);
      });
      await Promise.race([Promise.all([...inFlight.values()].map(({ done }) => done)), late]);
      cancel();
      abandoned = true;
      if (inFlight.size > 0) log.warn('deliveries left under way', { count: inFlight.size });
      // One that cannot be given up runs out by itself.
      await store.write(unit => releaseLease(unit, lease)).catch(tellFailing);
    },
  };
}

async function inTurn<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<U[]> {
  const done: U[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}
