/** Two simulated years by the clock with two replicas on one database, for several seeds. */
import { simulate, YEARS } from '../services/schedule/two-years.ts';
import { type Counted, checkYears } from '../services/schedule/two-years-checks.ts';
import type { TestStore } from '../support/stores.ts';

/** @throws AssertionError, naming the seed, where a slot was lost, came twice or at a wrong time */
export async function liveYears(
  open: () => Promise<TestStore>,
  seeds: readonly number[],
): Promise<Record<number, Counted>> {
  const counted: Record<number, Counted> = {};
  for (const seed of seeds) {
    const test = await open();
    try {
      counted[seed] = await checkYears(await simulate(test, { seed, replicas: 2, hours: 'all', ...YEARS }));
    } catch (error) {
      throw new Error(`Seed ${seed} does not hold.`, { cause: error });
    } finally {
      await test.dispose();
    }
  }
  return counted;
}
