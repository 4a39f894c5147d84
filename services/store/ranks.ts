/**
 * Answers to people come first: ways to one store, also from two threads. What somebody waits for goes at once; what may
 * wait has ranks of its own and begins no unit while an answer is being made, so that an answer stands behind one of
 * them at most.
 */
import { type Later, systemLater } from '../ports.ts';
import { createQueue, type Queue } from './queue.ts';
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

/** What may wait, by what comes first. */
export interface Behind {
  /** What is due, and what became of it: short, and everything goes on from it. */
  ledger: Store;
  /** What stands on a card that is posted. */
  cards: Store;
  /** What happens by the clock. */
  clockwork: Store;
}

export function behindAnswers(store: Store, answering: Answering, options: BehindOptions): Behind {
  const { hasOwnThread, patienceMs = PATIENCE, later = systemLater } = options;
  const writes = createQueue();
  const reads = readsBeside(writes);

  function readsBeside(writing: Queue): Queue {
    if (!hasOwnThread) return createQueue();
    // SQLite lets nobody else write while a unit is open, and a unit is open for longer beside a card that is drawn.
    return store.dialect === 'sqlite' ? writing : task => task();
  }

  /** @returns how much of its patience is left, in milliseconds */
  async function turn(patience = patienceMs): Promise<number> {
    let left = patience;
    for (; left > 0 && answering.isBusy(); left -= LOOK) {
      await new Promise<void>(resolve => later(resolve, LOOK));
    }
    return left;
  }

  /** Cards are drawn while it waits: where the next answer has begun when it comes to it, it waits anew. */
  async function writeBeside<T>(write: () => Promise<T>, rank: number): Promise<T> {
    for (let left = patienceMs; ; ) {
      left = await turn(left);
      const done = await writes(
        async () => (left > 0 && answering.isBusy() ? null : { result: await write() }),
        rank,
      );
      if (done) return done.result;
    }
  }

  const ofRank = (rank: number): Store =>
    hasOwnThread
      ? {
          ...store,
          // A look at the ledger is short, and what waits for it would come late for its turn.
          read: work => (rank === 0 ? store.read(work) : reads(() => store.read(work), rank)),
          write: work => writeBeside(() => store.write(work), rank),
        }
      : {
          ...store,
          read: work => reads(() => turn().then(() => store.read(work)), rank),
          write: work => writes(() => turn().then(() => store.write(work)), rank),
        };
  return { ledger: ofRank(0), cards: ofRank(1), clockwork: ofRank(2) };
}
