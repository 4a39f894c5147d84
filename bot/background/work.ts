/**
 * What the bot does while nobody waits for an answer: it carries out the ledger, looks at the clock, forgets files and
 * seals the audit trail.
 */
import { keepSealing } from '../../services/audit/seal.ts';
import { createDispatcher, type Watch } from '../../services/delivery/dispatcher.ts';
import { keepForgetting } from '../../services/returns/forget-files.ts';
import { keepTime } from '../../services/schedule/timekeeper.ts';
import type { Behind } from '../../services/store/ranks.ts';
import type { BotDeps } from '../deps.ts';
import { createMessenger } from '../messenger.ts';

export interface WorkDeps extends Pick<BotDeps, 'clock' | 'log' | 'forms' | 'publicUrl' | 'connectors'> {
  stores: Behind;
  /** Hears what becomes of each attempt to post something. */
  watch: Watch;
  /** How often the clock is looked at, in milliseconds; every minute unless given. */
  lookEveryMs?: number | undefined;
}

export interface Work {
  /** Takes no more work, and lets what is in flight finish. */
  stop(): Promise<void>;
}

export function startWork({ stores, watch, lookEveryMs, ...deps }: WorkDeps): Work {
  const messenger = createMessenger({ ...deps, store: stores.cards });
  const dispatcher = createDispatcher({ ...deps, store: stores.ledger, messenger, watch });
  dispatcher.start();
  const byTheClock = { ...deps, store: stores.clockwork };
  const stopTime = keepTime(byTheClock, lookEveryMs);
  const stopForgetting = keepForgetting(byTheClock);
  const stopSealing = keepSealing(byTheClock);
  return {
    async stop() {
      await stopTime();
      await dispatcher.stop();
      await stopForgetting();
      await stopSealing();
    },
  };
}
