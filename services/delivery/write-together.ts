/** Writes what comes while another unit is being written in one unit after it, so that a thousand are not a thousand. */
import type { Store, Unit } from '../store/unit-of-work.ts';

/** More would keep others waiting for too long. */
const MOST = 6;

type Work<T> = (unit: Unit) => Promise<T>;

interface Job {
  work: Work<unknown>;
  done(result: unknown): void;
  failed(error: unknown): void;
}

/**
 * A `write` for pieces of work that are each small and about rows of their own. Each is as good as a unit of its own:
 * where one fails, the others are written without it.
 */
export function writingTogether({ write }: Pick<Store, 'write'>): <T>(work: Work<T>) => Promise<T> {
  const waiting: Job[] = [];
  let isWriting = false;

  async function goOn(): Promise<void> {
    if (isWriting) return;
    isWriting = true;
    while (waiting.length > 0) await writeAll(waiting.splice(0, MOST));
    isWriting = false;
  }

  async function writeAll(jobs: readonly Job[]): Promise<void> {
    try {
      const results = await write(async unit => {
        const made: unknown[] = [];
        for (const { work } of jobs) made.push(await work(unit));
        return made;
      });
      for (const [index, { done }] of jobs.entries()) done(results[index]);
    } catch (error) {
      if (jobs.length === 1) jobs[0]?.failed(error);
      else for (const job of jobs) await writeAll([job]);
    }
  }

  return <T>(work: Work<T>) =>
    new Promise<T>((resolve, failed) => {
      waiting.push({ work, done: result => resolve(result as T), failed });
      void goOn();
    });
}
