/**
 * Every slot exactly once, none on a closed day or in quiet hours, and both changes of the clocks right. Every hour of
 * the two years, with two replicas on both databases, is looked at by `npm run torture -- years-sqlite years-postgres`.
 */
import assert from 'node:assert/strict';
import { postgresStore, sqliteStore, type TestStore } from '../../support/stores.ts';
import { type Simulation, simulate, YEARS } from './two-years.ts';
import { type Counted, checkYears } from './two-years-checks.ts';

describe('What happens by the clock', function () {
  this.timeout(240_000);
  let test: TestStore | undefined;
  afterEach(() => test?.dispose());

  async function checked(open: () => Promise<TestStore>, simulation: Simulation): Promise<Counted> {
    test = await open();
    return checkYears(await simulate(test, simulation));
  }

  it('is right for two years of a bot that is restarted and away at random', async () => {
    const counted = await checked(sqliteStore, { seed: 4, replicas: 1, hours: 'some', ...YEARS });
    const said = JSON.stringify(counted);
    assert.ok(counted.outages > 20 && counted.restarts > 10, said);
    for (const schedule of ['open-rounds', 'reminders', 'digest'])
      assert.ok((counted.done[schedule] ?? 0) > 20, said);
    for (const reason of ['later-slot', 'nothing-asked-yet', 'nothing-missing', 'snooze-over'])
      assert.ok((counted.skipped[reason] ?? 0) > 0, `${reason}: ${said}`);
  });

  it('is right for a quarter’s turn of two replicas on one database, over a change of the clocks', async () => {
    const turn = { from: '2026-10-12T00:00:00Z', until: '2026-12-07T00:00:00Z' };
    const counted = await checked(postgresStore, { seed: 11, replicas: 2, hours: 'some', ...turn });
    const said = JSON.stringify(counted);
    for (const schedule of ['open-rounds', 'reminders', 'digest'])
      assert.ok((counted.done[schedule] ?? 0) > 1, said);
    assert.ok(counted.outages > 0 && counted.restarts > 0, said);
  });
});
