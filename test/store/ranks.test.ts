import assert from 'node:assert/strict';
import { answersFirst, behindAnswers, createAnswering } from '../../services/store/ranks.ts';
import { sqliteStore, type TestStore } from '../support/stores.ts';

describe('The ranks before one store', () => {
  let test: TestStore;
  before(async () => {
    test = await sqliteStore();
  });
  after(() => test?.dispose());

  function gate() {
    let open: () => void = () => undefined;
    const opened = new Promise<void>(resolve => {
      open = resolve;
    });
    return { open, opened };
  }

  /** @param patienceMs long enough for any machine, unless given */
  function ranks({ hasOwnThread = false, patienceMs = 60_000 } = {}) {
    const answering = createAnswering();
    // As another thread sees it.
    const seen = createAnswering(answering.memory);
    return {
      first: answersFirst(test.store, answering),
      ...behindAnswers(test.store, hasOwnThread ? seen : answering, { hasOwnThread, patienceMs }),
    };
  }

  it('let what may wait begin when nobody waits for an answer, between whose units no gap counts', async () => {
    const { first, cards } = ranks();
    const order: string[] = [];
    const { open, opened } = gate();
    const answer = (async () => {
      await first.read(() => opened);
      order.push('read');
      await first.write(async () => undefined);
      order.push('written');
    })();
    const card = cards.read(async () => order.push('card'));
    const record = cards.write(async () => order.push('record'));
    open();
    await Promise.all([answer, card, record]);
    assert.deepEqual(order.slice(0, 2), ['read', 'written']);
    assert.deepEqual(order.slice(2).sort(), ['card', 'record']);
  });

  it('let another thread read at any time, and write when nobody waits for an answer', async () => {
    const { first, cards } = ranks({ hasOwnThread: true });
    const order: string[] = [];
    const { open, opened } = gate();
    const answer = first.write(() => opened).then(() => order.push('answer'));
    const record = cards.write(async () => order.push('record'));
    await cards.read(async () => order.push('card'));
    open();
    await Promise.all([answer, record]);
    assert.deepEqual(order, ['card', 'answer', 'record']);
  });

  it('keep no unit of another thread open while a card is drawn there', async () => {
    const { cards } = ranks({ hasOwnThread: true });
    const order: string[] = [];
    const { open, opened } = gate();
    const card = cards.read(() => opened.then(() => order.push('card')));
    const record = cards.write(async () => order.push('record'));
    open();
    await Promise.all([card, record]);
    assert.deepEqual(order, ['card', 'record']);
  });

  it('have what is due go before cards, and cards before what happens by the clock', async () => {
    const { ledger, cards, clockwork } = ranks();
    const order: string[] = [];
    const { open, opened } = gate();
    const all = [cards.write(() => opened)];
    for (const [name, way] of Object.entries({ clockwork, cards, ledger })) {
      all.push(way.write(async () => void order.push(name)));
    }
    open();
    await Promise.all(all);
    assert.deepEqual(order, ['ledger', 'cards', 'clockwork']);
  });

  it('has what may wait wait no longer than its patience', async () => {
    for (const hasOwnThread of [false, true]) {
      const { first, cards } = ranks({ hasOwnThread, patienceMs: 10 });
      const { open, opened } = gate();
      const answer = first.read(() => opened);
      await cards.write(async () => undefined);
      open();
      await answer;
    }
  });

  it('asks for one thing at a time that may wait, and goes on after one that failed', async () => {
    const { cards } = ranks();
    let atOnce = 0;
    let most = 0;
    const piece = (fails: boolean) =>
      cards.write(async () => {
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
