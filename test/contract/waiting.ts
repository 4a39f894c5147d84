/** Waiting for what a bot does in its own time. */
import { type DeliveryRow, deliveries } from '../../services/store/entities/delivery.ts';
import type { Store } from '../../services/store/unit-of-work.ts';

/** Long enough for the slowest machine; who waits in vain fails the later for it. */
const PATIENCE = 30_000;
const PAUSE = 15;

/**
 * Asks again and again until there is an answer.
 * @param what what was waited for; asked for its words when it was in vain
 * @throws Error that says so
 */
export async function eventually<T>(
  what: string | (() => Promise<string>),
  ask: () => Promise<T | null | undefined | false>,
): Promise<T> {
  for (const end = Date.now() + PATIENCE; ; ) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`In vain: ${typeof what === 'string' ? what : await what()}`);
    await new Promise(next => setTimeout(next, PAUSE));
  }
}

/** Waits until the bot has posted all that is due now; what is kept for later, as a notice to the manager, may wait. */
export async function settled({ store }: { store: Store }): Promise<void> {
  const waiting = async () => {
    const rows = await store.read(view =>
      view.rows(deliveries).find({ state: ['due', 'sending', 'retrying'] }),
    );
    return rows.filter(isDue);
  };
  await eventually(
    async () => `the bot still posts ${(await waiting()).map(({ purpose }) => purpose).join(', ')}`,
    async () => (await waiting()).length === 0,
  );
}

const isDue = ({ state, nextAt }: DeliveryRow) => state !== 'due' || nextAt.getTime() <= Date.now() + 1000;
