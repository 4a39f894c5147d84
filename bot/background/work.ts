/**
 * What the bot does while nobody waits for an answer: it carries out the ledger, looks at the clock, forgets files and
 * seals the audit trail.
 */
import { keepSealing } from '../../services/audit/seal.ts';
import { createDispatcher, type Watch } from '../../services/delivery/dispatcher.ts';
import { keepForgetting } from '../../services/returns/forget-files.ts';
import { keepTime } from '../../services/schedule/timekeeper.ts';
import type { BotDeps } from '../deps.ts';
import { createMessenger } from '../messenger.ts';

export interface WorkDeps
  extends Pick<BotDeps, 'store' | 'clock' | 'log' | 'forms' | 'publicUrl' | 'connectors'> {
  /** Hears what becomes of each attempt to post something. */
  watch: Watch;
  /** How often the clock is looked at, in milliseconds; every minute unless given. */
  lookEveryMs?: number | undefined;
}

export interface Work {
  /** Takes no more work, and lets what is in flight finish. */
  stop(): Promise<void>;
}

export function startWork({ watch, lookEveryMs, ...deps }: WorkDeps): Work {
  const dispatcher = createDispatcher({ ...deps, messenger: createMessenger(deps), watch });
  dispatcher.start();
  const stopTime = keepTime(deps, lookEveryMs);
  const stopForgetting = keepForgetting(deps);
  const stopSealing = keepSealing(deps);
  return {
    async stop() {
      await stopTime();
      await dispatcher.stop();
      await stopForgetting();
      await stopSealing();
    },
  };
}
