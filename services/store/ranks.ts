/**
 * Two ways to one store. What somebody waits for goes at once. What may wait has at most one read and one write in the
 * database's queues, and begins neither while the other is at work, so that an answer stands behind one of them at most.
 */
import { type Later, systemLater } from '../ports.ts';
import { createQueue } from './queue.ts';
import type { Store } from './unit-of-work.ts';

/** What may wait does not wait longer than this for its turn, in milliseconds, however many are served before it. */
const PATIENCE = 150;

export interface Ranks {
  /** For answers to people. */
  first: Store;
  /** For deliveries and for what happens by the clock. */
  behind: Store;
}

export function ranksOf(store: Store, later: Later = systemLater): Ranks {
  let atWork = 0;
  const waiting = new Set<() => void>();
  const [reads, writes] = [createQueue(), createQueue()];

  async function counted<T>(work: () => Promise<T>): Promise<T> {
    atWork += 1;
    try {
      return await work();
    } finally {
      atWork -= 1;
      // Who goes on with another unit at once begins it before this comes.
      if (atWork === 0) setImmediate(letGo);
    }
  }

  function letGo(): void {
    if (atWork > 0) return;
    for (const go of [...waiting]) go();
  }

  function turn(): Promise<void> {
    if (atWork === 0) return Promise.resolve();
    return new Promise(resolve => {
      const go = () => {
        cancel();
        waiting.delete(go);
        resolve();
      };
      const cancel = later(go, PATIENCE);
      waiting.add(go);
    });
  }

  return {
    first: {
      ...store,
      read: work => counted(() => store.read(work)),
      write: work => counted(() => store.write(work)),
    },
    behind: {
      ...store,
      read: work => reads(() => turn().then(() => store.read(work))),
      write: work => writes(() => turn().then(() => store.write(work))),
    },
  };
}
