/** Does what comes while another unit is under way in one unit after it, so that a thousand are not a thousand. */

type Work<Within, T> = (within: Within) => Promise<T>;

/** Begins a unit: a store's `write` or `read`. */
type Begin<Within> = <T>(work: Work<Within, T>) => Promise<T>;

interface Job<Within> {
  work: Work<Within, unknown>;
  done(result: unknown): void;
  failed(error: unknown): void;
}

/**
 * For pieces of work that are each small: writes about rows of their own, or reads of what others have read already.
 * Each is as good as a unit of its own: where one fails, the others are done without it.
 * @param most how many are done in one unit; more would keep others waiting for too long
 */
export function together<Within>(begin: Begin<Within>, most: number): Begin<Within> {
  const waiting: Job<Within>[] = [];
  let isUnderWay = false;

  async function goOn(): Promise<void> {
    if (isUnderWay) return;
    isUnderWay = true;
    while (waiting.length > 0) await doAll(waiting.splice(0, most));
    isUnderWay = false;
  }

  async function doAll(jobs: readonly Job<Within>[]): Promise<void> {
    try {
      const results = await begin(async within => {
        const made: unknown[] = [];
        for (const { work } of jobs) made.push(await work(within));
        return made;
      });
      for (const [index, { done }] of jobs.entries()) done(results[index]);
    } catch (error) {
      if (jobs.length === 1) jobs[0]?.failed(error);
      else for (const job of jobs) await doAll([job]);
    }
  }

  return <T>(work: Work<Within, T>) =>
    new Promise<T>((resolve, failed) => {
      waiting.push({ work, done: result => resolve(result as T), failed });
      void goOn();
    });
}
