import assert from 'node:assert/strict';
import { sqliteStore, type TestStore } from '../../support/stores.ts';
import { killAgainAndAgain } from '../../torture/kill.ts';
import { newWorld } from '../world.ts';

const KILLS = 60;

describe('A dispatcher that is killed', () => {
  let test: TestStore;
  before(async () => {
    test = await sqliteStore();
  });
  after(() => test?.dispose());

  it('loses nothing and posts twice only what the policy allows, killed sixty times at every step', async () => {
    const { boardId } = await newWorld(test.store);
    const { kills, told, twice } = await killAgainAndAgain({ ...test, boardId, kills: KILLS, seed: 6 });
    const all = Object.values(kills).reduce((sum, count) => sum + count, 0);
    assert.ok(all >= KILLS - 3, JSON.stringify(kills));
    for (const count of Object.values(kills)) assert.ok(count >= 8, JSON.stringify(kills));
    assert.ok(twice > 0 && told.arrived + told.unknown > 0, 'the kills hit what they should');
  }).timeout(180_000);
});
