/** A clock and its timers that stand still while anything is at work, and then go to the next thing that is due. */
import type { Clock, Later } from '../../services/ports.ts';
import type { Store } from '../../services/store/unit-of-work.ts';

export interface VirtualTime {
  clock: Clock;
  later: Later;
  /** The same store; while it works, time stands still. */
  over(store: Store): Store;
  /**
   * Lets time pass until it holds; asked whenever all is quiet.
   * @throws Error where an hour of virtual time was not enough
   */
  until(holds: () => boolean | Promise<boolean>): Promise<void>;
  /** Lets so many milliseconds pass. */
  pass(ms: number): Promise<void>;
}

/** So many turns of the event loop without work are taken for quiet. */
const QUIET = 4;
const HOUR = 3_600_000;

export function virtualTime(start: string): VirtualTime {
  const begun = Date.parse(start);
  let now = begun;
  let order = 0;
  let atWork = 0;
  const calls = new Map<number, { at: number; call: () => void }>();

  async function quiet(): Promise<void> {
    for (let turns = 0; turns < QUIET; turns += 1) {
      await new Promise(resolve => setImmediate(resolve));
      if (atWork > 0) turns = -1;
    }
  }

  function next(): number | null {
    let first: number | null = null;
    for (const { at } of calls.values()) first = first === null ? at : Math.min(first, at);
    return first;
  }

  function moveTo(moment: number): void {
    now = Math.max(now, moment);
    const due = [...calls].filter(([, { at }]) => at <= now);
    due.sort(([one, { at: first }], [other, { at: second }]) => first - second || one - other);
    for (const [key, { call }] of due) if (calls.delete(key)) call();
  }

  async function counted<T>(work: Promise<T>): Promise<T> {
    atWork += 1;
    try {
      return await work;
    } finally {
      atWork -= 1;
    }
  }

  return {
    clock: { now: () => new Date(now) },
    later(call, ms) {
      order += 1;
      const key = order;
      calls.set(key, { at: now + Math.max(0, ms), call });
      return () => calls.delete(key);
    },
    over: store => ({
      ...store,
      read: work => counted(store.read(work)),
      write: work => counted(store.write(work)),
    }),
    async until(holds) {
      const last = now + HOUR;
      for (;;) {
        await quiet();
        if (await holds()) return;
        const moment = next();
        if (moment === null || moment > last)
          throw new Error(`It never held; it is ${new Date(now).toISOString()}.`);
        moveTo(moment);
      }
    },
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        await quiet();
        const moment = next();
        if (moment === null || moment > end) break;
        moveTo(moment);
      }
      moveTo(end);
    },
  };
}
