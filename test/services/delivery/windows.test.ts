import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createWindows } from '../../../services/delivery/windows.ts';

const limits = [
  { most: 3, inMs: 100 },
  { most: 5, inMs: 1_000 },
];

/** The most that any window of this length holds. */
const densest = (moments: readonly number[], inMs: number) =>
  Math.max(0, ...moments.map(from => moments.filter(at => at >= from && at < from + inMs).length));

describe('createWindows', () => {
  it('lets so many go in any window, and the next as soon as one has left it', () => {
    const windows = createWindows(limits);
    for (const at of [0, 10, 20]) {
      assert.equal(windows.freeAt('a', at), at);
      windows.count('a', at);
    }
    assert.equal(windows.freeAt('a', 30), 100);
    assert.equal(windows.freeAt('b', 30), 30);
    for (const at of [100, 110]) windows.count('a', at);
    assert.equal(windows.freeAt('a', 300), 1_000);
    windows.uncount('a', 110);
    assert.equal(windows.freeAt('a', 300), 300);
  });

  it('is never over a limit, whatever comes when, also where each is counted ahead and goes late', () => {
    const arrival = fc.record({ wait: fc.nat(300), late: fc.nat(80), key: fc.constantFrom('a', 'b') });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 80 }), arrivals => {
        const windows = createWindows(limits);
        const gone: Record<string, number[]> = { a: [], b: [] };
        const ahead: { key: string; at: number; turn: number }[] = [];
        /** Those whose turn has come go, or wait for another. */
        const go = (until: number) => {
          for (;;) {
            ahead.sort((one, other) => one.turn - other.turn);
            const first = ahead[0];
            if (!first || first.turn > until) return;
            windows.uncount(first.key, first.at);
            const at = windows.freeAt(first.key, first.turn, 'past');
            windows.count(first.key, at);
            if (at <= first.turn) gone[first.key]?.push(ahead.shift()?.turn ?? 0);
            else ahead[0] = { key: first.key, at, turn: at };
          }
        };
        let now = 0;
        for (const { wait, late, key } of arrivals) {
          now += wait;
          go(now);
          const at = windows.freeAt(key, now);
          windows.count(key, at);
          ahead.push({ key, at, turn: at + late });
        }
        go(Number.POSITIVE_INFINITY);
        for (const moments of Object.values(gone)) {
          for (const { most, inMs } of limits) assert.ok(densest(moments, inMs) <= most);
        }
      }),
    );
  });
});
