import assert from 'node:assert/strict';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { killAgainAndAgain } from '../../torture/kill.ts';
import { newWorld } from '../world.ts';

/** `npm run torture` kills a thousand. */
const KILLS = { sqlite: 40, postgres: 20 };

onBothDatabases('A dispatcher that is killed', open => {
  let test: TestStore;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());

  it('loses nothing and posts twice only what the policy allows, killed again and again at every step', async () => {
    const { boardId } = await newWorld(test.store);
    const wanted = KILLS[test.store.dialect];
    const { kills, told, twice } = await killAgainAndAgain({ ...test, boardId, kills: wanted, seed: 6 });
    const counts = Object.values(kills);
    const all = counts.reduce((sum, count) => sum + count, 0);
    assert.ok(all >= wanted * 0.9, JSON.stringify(kills));
    for (const count of counts) assert.ok(count >= (wanted / counts.length) * 0.6, JSON.stringify(kills));
    assert.ok(twice > 0 && told.arrived + told.unknown > 0, 'the kills hit what they should');
  }).timeout(180_000);
});
