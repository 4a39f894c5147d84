/** The background work's own thread, as thread.ts starts it. */

import { EventEmitter } from 'node:events';
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { type Log, systemClock } from '../../services/ports.ts';
import { openStore } from '../../services/store/open-store.ts';
import { behindAnswers, createAnswering } from '../../services/store/ranks.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import { onFault, quietConsole } from '../last-words.ts';
import { createOutside } from '../outside.ts';
import type { FromThread, ThreadSettings, ToThread } from './messages.ts';
import { startWork } from './work.ts';

const { config, publicUrl, lookEveryMs, answering } = workerData as ThreadSettings;

const say = (message: FromThread) => parentPort?.postMessage(message);
const logAt =
  (level: keyof Log): Log['info'] =>
  (text, fields) =>
    say({ kind: 'log', level, text, fields });
const log: Log = { debug: logAt('debug'), info: logAt('info'), warn: logAt('warn'), error: logAt('error') };
quietConsole(log);
onFault(log, () => process.exit(1));

// On Linux, and there alone, this is about the one thread that asks for it.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const elsewhere = new EventEmitter();
const own = await openStore(config.databaseUrl);
/** Hears what the other thread commits too. */
const store: Store = {
  ...own,
  onCommit(listener) {
    const unsubscribe = own.onCommit(listener);
    elsewhere.on('commit', listener);
    return () => {
      unsubscribe();
      elsewhere.off('commit', listener);
    };
  },
};

const work = startWork({
  stores: behindAnswers(store, createAnswering(answering), { hasOwnThread: true }),
  clock: systemClock,
  log,
  forms: config.forms,
  publicUrl: () => publicUrl,
  connectors: createOutside(config).connectors,
  watch: ({ purpose, dueAt }, settled, at) =>
    say({ kind: 'delivered', row: { purpose, dueAt }, settled, at }),
  lookEveryMs,
});

parentPort?.on('message', (message: ToThread) => {
  if (message === 'stop') void stop();
  else elsewhere.emit('commit', message.committed);
});
say({ kind: 'begun' });

async function stop(): Promise<void> {
  await work.stop();
  await own.close();
  // Nothing else holds the thread: it ends when all is said.
  parentPort?.close();
}
