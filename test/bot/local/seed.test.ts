import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { seedBoard } from '../../../bot/local/seed.ts';
import { fixedClock } from '../../../services/ports.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { sqliteStore, type TestStore } from '../../support/stores.ts';

const SAMPLES = ['cheshire-west', 'warrington-2015-17', 'warrington-2011-12'];
/** In a quarter, on its first and last days, over a year's turn, on a leap day. */
const DAYS = ['2026-11-21', '2026-10-01', '2027-03-31', '2027-04-02', '2028-02-29', '2030-01-01'];

/** What the runs in samples/cheshire-west.history.yaml add up to. */
const HELD = { planned: 8, held: 7, places: 264, booked: 219, attended: 192 };

describe('A sample board as npm start fills it in', function () {
  this.timeout(60_000);
  let test: TestStore;
  beforeEach(async () => {
    test = await sqliteStore();
  });
  afterEach(() => test.dispose());

  for (const [sample, day] of [
    ...SAMPLES.map(name => [name, DAYS[0]]),
    ...DAYS.slice(1).map(day => [SAMPLES[0], day]),
  ]) {
    it(`has an open round and the answers of the round before: ${sample} on ${day}`, async () => {
      const { store } = test;
      const clock = fixedClock(`${day}T10:30:00Z`);
      const { board } = await seedBoard(store, resolve('samples', `${sample}.yaml`), clock);
      const all = await store.read(view => view.rows(rounds).find({ boardId: board.id }));
      assert.equal(all.filter(round => round.closedAt === null).length, 1);
      const facts = await readFacts({ store, clock }, board.id, null);
      assert.ok(facts.periodStarts <= String(day) && String(day) < facts.periodEnds);
      assert.ok(facts.due >= String(day));
      assert.equal(facts.returns.received, 0);
      assert.ok(facts.actions.every(action => action.rag === 'notReported'));
      const told = facts.actions.filter(action => action.lastReported !== null).length;
      if (sample === 'warrington-2011-12') assert.equal(told, 0);
      else assert.ok(told > facts.actions.length / 2, `${told} of ${facts.actions.length}`);
    });
  }

  it('has the figures, measures and the report of the round before, to compare with', async () => {
    const { store } = test;
    const clock = fixedClock('2026-11-21T10:30:00Z');
    const { board } = await seedBoard(store, resolve('samples/cheshire-west.yaml'), clock);
    const before = await readFacts({ store, clock }, board.id, '2026-27 Q2');
    const { training } = before;
    assert.ok(training?.programme);
    const { planned, held, places, attended, booked } = training.programme;
    assert.deepEqual({ planned, held, places, booked, attended }, HELD);
    assert.equal(training.byCourse.length, 6);
    assert.ok(training.compliance.some(({ met }) => met === 'met'));
    assert.ok(training.compliance.some(({ met }) => met === 'not met'));
    assert.ok(training.compliance.some(({ withoutDenominator }) => withoutDenominator));
    assert.ok(training.notReturned.length > 0);
    assert.deepEqual(
      before.reports.map(({ asked, headings }) => [asked, headings.length]),
      [['QAS', 7]],
    );
    assert.equal(before.outcomes.filter(({ value }) => value !== null).length, 6);
    // One signed by its chair, one by handing it in, and one whose group has more to answer.
    assert.equal(before.returns.signedOff, 2);
    assert.deepEqual(before.returns.notSignedOff, [
      { group: 'Training Hub', kind: 'training-figures', state: 'not-in' },
    ]);
    // The cards of the round that is over reach nobody: they would come with the first start.
    const past = await store.read(view =>
      view.rows(rounds).first({ boardId: board.id, period: '2026-27 Q2' }),
    );
    const askIds = (await store.read(view => view.rows(asks).find({ roundId: past?.id ?? '' }))).map(
      ({ id }) => id,
    );
    const waiting = await store.read(view =>
      view
        .rows(deliveries)
        .find({ purpose: ['ask', 'sign-off'], subjectId: askIds, state: ['due', 'retrying', 'stopped'] }),
    );
    assert.deepEqual(waiting, []);
  });

  it('is left as it is by a second start', async () => {
    const clock = fixedClock('2026-11-21T10:30:00Z');
    const file = resolve('samples/cheshire-west.yaml');
    await seedBoard(test.store, file, clock);
    const before = await test.store.read(view => view.rows(rounds).count());
    const { imported } = await seedBoard(test.store, file, clock);
    assert.deepEqual(imported.changes, []);
    assert.equal(await test.store.read(view => view.rows(rounds).count()), before);
  });
});
