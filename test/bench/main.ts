/** `npm run bench`: what can be measured against itself, so that it means something on any machine. */
import { endRun } from '../support/whole-run.ts';
import { benchDeliveries } from './deliveries.ts';
import { benchSavedReply } from './saved-reply.ts';

const runs: Record<string, () => Promise<void>> = {
  reply: benchSavedReply,
  'deliveries-sqlite': () => benchDeliveries('sqlite'),
  'deliveries-postgres': () => benchDeliveries('postgres'),
};

const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(runs)) {
  if (wanted.length === 0 || wanted.includes(name)) await run();
}
await endRun();
