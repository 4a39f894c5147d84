import assert from 'node:assert/strict';
import { ranksOf } from '../../services/store/ranks.ts';
import { sqliteStore, type TestStore } from '../support/stores.ts';

describe('Two ranks before one store', () => {
  let test: TestStore;
  before(async () => {
    test = await sqliteStore();
  });
  after(() => test?.dispose());

  const never = () => () => undefined;
  function gate() {
    let open: () => void = () => undefined;
    const opened = new Promise<void>(resolve => {
      open = resolve;
    });
    return { open, opened };
  }

  it('let what may wait begin when nobody waits for an answer, between whose units no gap counts', async () => {
    const { first, behind } = ranksOf(test.store, never);
    const order: string[] = [];
    const { open, opened } = gate();
    const answer = (async () => {
      await first.read(() => opened);
      order.push('read');
      await first.write(async () => undefined);
      order.push('written');
    })();
    const card = behind.read(async () => order.push('card'));
    const record = behind.write(async () => order.push('record'));
    open();
    await Promise.all([answer, card, record]);
    assert.deepEqual(order.slice(0, 2), ['read', 'written']);
    assert.deepEqual(order.slice(2).sort(), ['card', 'record']);
  });

  it('has what may wait wait no longer than its patience', async () => {
    const calls: (() => void)[] = [];
    const { first, behind } = ranksOf(test.store, call => {
      calls.push(call);
      return () => undefined;
    });
    const { open, opened } = gate();
    const answer = first.read(() => opened);
    let isDone = false;
    const card = behind.write(async () => {
      isDone = true;
    });
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(isDone, false);
    for (const call of calls) call();
    await card;
    assert.equal(isDone, true);
    open();
    await answer;
  });

  it('asks for one thing at a time that may wait, and goes on after one that failed', async () => {
    const { behind } = ranksOf(test.store, never);
    let atOnce = 0;
    let most = 0;
    const piece = (fails: boolean) =>
      behind.write(async () => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise(resolve => setImmediate(resolve));
        atOnce -= 1;
        if (fails) throw new Error('on purpose');
      });
    const results = await Promise.allSettled([piece(false), piece(true), piece(false)]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.equal(most, 1);
  });
});
