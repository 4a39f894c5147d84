/**
 * Runs one task at a time; a task that fails does not stop the next.
 * @param rank of what waits, the lowest goes first, and of those of one rank what came first; 0 unless given
 */
export type Queue = <T>(task: () => Promise<T>, rank?: number) => Promise<T>;

interface Waiting {
  rank: number;
  run(): Promise<void>;
}

export function createQueue(): Queue {
  const waiting: Waiting[] = [];
  let isRunning = false;

  async function goOn(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) await next.run();
    isRunning = false;
  }

  return (task, rank = 0) =>
    new Promise((resolve, reject) => {
      const later = waiting.findIndex(other => other.rank > rank);
      const run = () => task().then(resolve, reject);
      waiting.splice(later < 0 ? waiting.length : later, 0, { rank, run });
      void goOn();
    });
}
