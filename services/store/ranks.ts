/**
 * Answers to people come first: two ways to one store, also from two threads. What somebody waits for goes at once; what
 * may wait begins no unit while an answer is being made, so that an answer stands behind one of them at most.
 */
import { type Later, systemLater } from '../ports.ts';
import { createQueue } from './queue.ts';
import type { Store } from './unit-of-work.ts';

/** What may wait looks so often whether it may go on, in milliseconds. */
const LOOK = 2;
/** It does not wait longer than this, in milliseconds, however many are served before it. */
const PATIENCE = 150;
/** An answer is several units: who goes on with another does so within this time, in milliseconds. */
const GAP = 3;

/** How many answers are being made; the same for all threads that share its memory. */
export interface Answering {
  readonly memory: SharedArrayBuffer;
  isBusy(): boolean;
  during<T>(work: () => Promise<T>): Promise<T>;
}

/** @param memory that of another thread's, where they are to share it */
export function createAnswering(memory = new SharedArrayBuffer(4), later: Later = systemLater): Answering {
  const count = new Int32Array(memory);
  return {
    memory,
    isBusy: () => Atomics.load(count, 0) > 0,
    async during(work) {
      Atomics.add(count, 0, 1);
      try {
        return await work();
      } finally {
        later(() => Atomics.sub(count, 0, 1), GAP);
      }
    },
  };
}

/** For answers to people. */
export const answersFirst = (store: Store, answering: Answering): Store => ({
  ...store,
  read: work => answering.during(() => store.read(work)),
  write: work => answering.during(() => store.write(work)),
});

interface BehindOptions {
  /** True in another thread than that of the answers, which it keeps waiting by the database alone. */
  hasOwnThread: boolean;
  patienceMs?: number;
  later?: Later;
}

/** For deliveries and for what happens by the clock. */
export function behindAnswers(store: Store, answering: Answering, options: BehindOptions): Store {
  const { hasOwnThread, patienceMs = PATIENCE, later = systemLater } = options;
  const writes = createQueue();
  const reads = readsBeside(writes);

  function readsBeside(writing: typeof writes): typeof writes {
    if (!hasOwnThread) return createQueue();
    // SQLite lets nobody else write while a unit is open, and a unit is open for longer beside a card that is drawn.
    return store.dialect === 'sqlite' ? writing : task => task();
  }

  async function turn(): Promise<void> {
    for (let left = patienceMs; left > 0 && answering.isBusy(); left -= LOOK) {
      await new Promise<void>(resolve => later(resolve, LOOK));
    }
  }

  return {
    ...store,
    read: work => reads(() => (hasOwnThread ? store.read(work) : turn().then(() => store.read(work)))),
    write: async work => {
      if (hasOwnThread) await turn();
      return writes(() => turn().then(() => store.write(work)));
    },
  };
}
