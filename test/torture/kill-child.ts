/**
 * A process with a store and a dispatcher only, to be killed at any moment. It says when it is warm, waits for a
 * word on its standard input, and works until nothing waits in the ledger any more.
 */
import { once } from 'node:events';
import { createDispatcher } from '../../services/delivery/dispatcher.ts';
import { NOT_BEGUN, type Outcome } from '../../services/delivery/outcome.ts';
import { type DeliveryOrder, silentLog, systemClock, type Turn } from '../../services/ports.ts';
import { deliveries } from '../../services/store/entities/delivery.ts';
import { openStore } from '../../services/store/open-store.ts';

const [, , databaseUrl = '', teamsUrl = ''] = process.argv;

/** In milliseconds; short, since a life is. */
const times = { poll: 20, rest: 1, lease: 80, patience: 3_000, sending: 80, stop: 1_000 };

async function deliver({ subjectId }: DeliveryOrder, turn: Turn): Promise<Outcome> {
  if (!(await turn())) return NOT_BEGUN;
  try {
    await call('about-to-send', subjectId);
    const activityId = await call('post', subjectId);
    return { kind: 'sent', conversationId: '19:c', activityId };
  } catch {
    return { kind: 'retry', reason: 'Teams could not be reached.', afterMs: null, mayHaveArrived: true };
  }
}

async function call(step: string, subjectId: string): Promise<string> {
  const response = await fetch(`${teamsUrl}/${step}`, { method: 'POST', body: subjectId });
  if (!response.ok) throw new Error(`${response.status}`);
  return ((await response.json()) as { id: string }).id;
}

async function live(): Promise<void> {
  const store = await openStore(databaseUrl);
  process.stdout.write('warm\n');
  await once(process.stdin, 'data');
  const dispatcher = createDispatcher({
    store,
    clock: systemClock,
    log: silentLog,
    messenger: { deliver },
    times,
  });
  dispatcher.start();
  const state = ['due', 'sending', 'retrying'] as const;
  while ((await store.read(view => view.rows(deliveries).count({ state }))) > 0) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  await dispatcher.stop();
  await store.close();
  process.exit(0);
}

void live();
