/** A second process for the tests of the store: opens a database, and writes to it at full speed for a while. */
import { hrtime } from 'node:process';
import { people, roles } from '../../services/store/entities/board.ts';
import { leases } from '../../services/store/entities/delivery.ts';
import { openStore } from '../../services/store/open-store.ts';

const [, , url = '', milliseconds = '0'] = process.argv;
const store = await openStore(url);
process.stdout.write('open\n');
const end = hrtime.bigint() + BigInt(milliseconds) * 1_000_000n;
let units = 0;
let failed = '';
while (hrtime.bigint() < end && failed === '') {
  try {
    await store.write(async unit => {
      // Read, then write, as the services do.
      await unit.rows(people).count();
      await unit.rows(roles).count();
      const id = `hammer-${units % 20}`;
      const until = new Date();
      const changed = await unit.rows(leases).update({ id }, { until });
      if (changed === 0) await unit.rows(leases).insert({ id, holder: 'hammer', until });
    });
    units += 1;
  } catch (error) {
    failed = error instanceof Error ? error.message : String(error);
  }
}
await store.close();
process.stdout.write(`${JSON.stringify({ units, failed })}\n`);
