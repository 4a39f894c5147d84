import assert from 'node:assert/strict';
import { createTraffic } from '../../../services/delivery/traffic.ts';
import { turnOf } from '../../../services/delivery/turn.ts';
import { fixedClock } from '../../../services/ports.ts';
import type { DeliveryRow } from '../../../services/store/entities/delivery.ts';

const START = Date.parse('2026-06-01T09:00:00Z');

describe('The turn of a delivery', () => {
  const rowAt = (placeId: string) =>
    ({ id: placeId, purpose: 'ask', subjectId: 'ask', placeKind: 'channel', placeId }) as DeliveryRow;

  function room() {
    const clock = fixedClock(new Date(START));
    const traffic = createTraffic();
    const pauses: number[] = [];
    let isOver = false;
    const deps = {
      traffic,
      clock,
      isHeld: async () => false,
      isOver: () => isOver,
      async pause(ms: number) {
        pauses.push(ms);
        if (ms > 0) clock.set(new Date(clock.now().getTime() + ms));
      },
    };
    const take = (placeId: string) => {
      const row = rowAt(placeId);
      const at = traffic.freeAt('t', row, clock.now().getTime()).all;
      traffic.count('t', row, at);
      return turnOf({ row, tenant: 't', at }, deps);
    };
    return {
      clock,
      traffic,
      take,
      pauses,
      end: () => {
        isOver = true;
      },
    };
  }

  it('comes at the moment it was counted for, one after the other', async () => {
    const { take, clock } = room();
    const turns = ['one', 'two', 'three'].map(take);
    const went: number[] = [];
    for (const turn of turns) {
      assert.equal(await turn.wait(), true);
      went.push(clock.now().getTime() - START);
    }
    assert.deepEqual(went, [0, 16, 32]);
  });

  it('is counted for when it really comes, and again for a second call', async () => {
    const { take, clock, traffic } = room();
    const turn = take('one');
    clock.set(new Date(START + 700));
    await turn.wait();
    // The card was too large: the smaller one is another call.
    await turn.wait();
    assert.equal(clock.now().getTime(), START + 716);
    turn.giveBack();
    for (let call = 0; call < 5; call += 1) traffic.count('t', rowAt('one'), START + 720);
    const free = traffic.freeAt('t', rowAt('one'), START + 720).all;
    assert.equal(free, START + 700 + 1_010, 'seven in a second: the first of them is counted at 700');
  });

  it('is free for others where it was not used, and does not come once all is over', async () => {
    const { take, traffic, clock, end } = room();
    const unused = take('one');
    unused.giveBack();
    assert.equal(traffic.freeAt('t', rowAt('two'), START).all, START);
    const late = take('two');
    end();
    assert.equal(await late.wait(), false);
    late.giveBack();
    assert.equal(traffic.freeAt('t', rowAt('three'), clock.now().getTime()).all, START);
  });

  it('is given back where it would come much later, as after “too many”', async () => {
    const { take, traffic, clock } = room();
    const turn = take('one');
    traffic.throttled('t', rowAt('one'), START + 60_000);
    assert.equal(await turn.wait(), false);
    assert.ok(clock.now().getTime() < START + 1_000, 'it does not wait for a minute');
  });
});
