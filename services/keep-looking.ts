/** What the bot looks at again and again while it runs. */
import { nameOf } from './errors.ts';
import type { Log } from './ports.ts';

/**
 * Looks at once and then at every interval; a look that takes longer is not begun twice, and one that fails is logged
 * by the error's name alone, for a database's own message may quote what was typed.
 * @param everyMs the interval, in milliseconds
 * @param failed what the log says of a look that failed
 * @returns what ends it, after the look that is under way
 */
export function keepLooking(
  look: () => Promise<unknown>,
  { everyMs, log, failed }: { everyMs: number; log: Log; failed: string },
): () => Promise<void> {
  let looking: Promise<void> | null = null;

  function begin(): void {
    looking ??= look()
      .then(
        () => undefined,
        (error: unknown) => log.error(failed, { error: nameOf(error) }),
      )
      .finally(() => {
        looking = null;
      });
  }

  begin();
  const timer = setInterval(begin, everyMs);
  // A stop that is forgotten keeps no process alive.
  timer.unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
