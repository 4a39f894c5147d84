/**
 * The work behind the answers in a thread of its own, with a store of its own: a round of 1,500 cards is drawn and
 * posted beside the answers, and not between them.
 */
import { Worker } from 'node:worker_threads';
import type { Watch } from '../../services/delivery/dispatcher.ts';
import { CollateError } from '../../services/errors.ts';
import type { Log } from '../../services/ports.ts';
import type { Answering } from '../../services/store/ranks.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import type { Config } from '../config.ts';
import type { FromThread, ThreadSettings, ToThread } from './messages.ts';
import type { Work } from './work.ts';

export interface ThreadDeps {
  config: Config;
  publicUrl: string | null;
  lookEveryMs?: number | undefined;
  /** Whose commits wake the thread at once; it opens the same database for itself. */
  store: Store;
  /** The answers that it lets go first. */
  answering: Answering;
  log: Log;
  watch: Watch;
}

/** A fault in the thread ends the process like one in any other place of it. */
export function startThread({
  config,
  publicUrl,
  lookEveryMs,
  store,
  answering,
  log,
  watch,
}: ThreadDeps): Work {
  const { withoutSecrets: _, ...plain } = config;
  const workerData: ThreadSettings = { config: plain, publicUrl, lookEveryMs, answering: answering.memory };
  const thread = new Worker(new URL('./thread-main.mjs', import.meta.url), { workerData });
  const tell = (message: ToThread) => thread.postMessage(message);
  let hasBegun = false;
  let isStopping = false;

  thread.on('message', (message: FromThread) => {
    switch (message.kind) {
      case 'begun':
        hasBegun = true;
        return log.info('background work begun');
      case 'log':
        return log[message.level](message.text, message.fields);
      case 'delivered':
        return watch(message.row, message.settled, message.at);
    }
  });
  const ended = new Promise<void>(resolve => {
    thread.once('exit', () => {
      resolve();
      if (!isStopping) throw new CollateError('internal', 'The thread that posts cards has ended.');
    });
  });
  const unsubscribe = store.onCommit(changed => tell({ committed: changed }));

  return {
    async stop() {
      isStopping = true;
      unsubscribe();
      if (hasBegun) tell('stop');
      // It has nothing in hand yet, and on a slow machine it would be long before it hears.
      else await thread.terminate();
      await ended;
    },
  };
}
