import assert from 'node:assert/strict';
import { readFacts } from '../../../services/summary/read-facts.ts';
import type { ComplianceFacts } from '../../../services/summary/training-shape.ts';
import { onOneDatabase, sqliteStore, type TestStore } from '../../support/stores.ts';
import { type TrainingWorld, trainingWorld } from './training-world.ts';

const Q4 = '2025-26 Q4';
const Q1 = '2026-27 Q1';

async function lines(world: TrainingWorld, period = Q1): Promise<ComplianceFacts[]> {
  const { training } = await readFacts(world, world.boardId, period);
  assert.ok(training);
  return training.compliance;
}

onOneDatabase('Compliance in the facts', open => {
  let test: TestStore;
  before(async () => {
    test = await open();
  });
  after(() => test.dispose());

  it('stands beside its target, the agency’s own before that of the level, with its denominator', async () => {
    const world = await trainingWorld(test.store);
    await world.open(Q1, '2026-07-10');
    await world.comply(Q1, 'Police', 1, { eligible: 440, inDate: 412, note: 'Without officers on leave' });
    await world.comply(Q1, 'Council', 1, { eligible: 440, inDate: 412 });
    await world.comply(Q1, 'Police', 2, { eligible: 100, inDate: 81 });
    const told = await lines(world);
    assert.deepEqual(
      told.map(({ agency, level, percent, target, met }) => [agency, level, percent, target, met]),
      [
        ['Council', 1, 94, 88, 'met'],
        ['Police', 1, 94, 95, 'not met'],
        ['Police', 2, 81, 80, 'met'],
      ],
    );
    const [, police] = told;
    assert.deepEqual(
      [
        police?.eligible,
        police?.inDate,
        police?.withoutDenominator,
        police?.asAt,
        police?.note,
        police?.levelName,
      ],
      [440, 412, false, '2026-06-30', 'Without officers on leave', 'Level 1, Awareness'],
    );
    assert.deepEqual(
      [police?.asked, police?.source.by, police?.source.version, police?.last],
      ['QA', 'Ann Ward', 1, null],
    );
  });

  it('takes a published percentage or range as it is, without denominator', async () => {
    const world = await trainingWorld(test.store);
    await world.open(Q1, '2026-07-10');
    await world.comply(Q1, 'Council', 1, { publishedFrom: 95, publishedTo: 95 });
    await world.comply(Q1, 'Police', 1, { publishedFrom: 88, publishedTo: 100 });
    await world.comply(Q1, 'Police', 2, { publishedFrom: 70, publishedTo: 79 });
    assert.deepEqual(
      (await lines(world)).map(({ percent, percentTo, withoutDenominator, eligible, met }) => [
        percent,
        percentTo,
        withoutDenominator,
        eligible,
        met,
      ]),
      [
        [95, null, true, null, 'met'],
        // Its own target of 95 lies within the range.
        [88, 100, true, null, null],
        [70, 79, true, null, 'not met'],
      ],
    );
    await world.comply(Q1, 'Police', 1, { publishedFrom: 95, publishedTo: 100 });
    assert.equal((await lines(world))[1]?.met, 'met');
  });

  it('has no percent of nobody, and counts what was not given as not returned', async () => {
    const world = await trainingWorld(test.store);
    await world.open(Q1, '2026-07-10');
    await world.comply(Q1, 'Council', 1, { eligible: 0, inDate: 0 });
    const [council] = await lines(world);
    assert.deepEqual([council?.eligible, council?.percent, council?.met], [0, null, null]);
    const { training } = await readFacts(world, world.boardId, Q1);
    assert.deepEqual(
      training?.notReturned
        .filter(({ kind }) => kind === 'compliance')
        .map(({ agency, level }) => [agency, level]),
      [
        ['Charity', 1],
        ['Police', 1],
        ['Police', 2],
      ],
    );
  });

  it('tells what was said the last time, of any earlier period', async () => {
    const world = await trainingWorld(test.store, { now: '2026-01-10T09:00:00Z' });
    await world.open('2025-26 Q3', '2026-01-20');
    await world.comply('2025-26 Q3', 'Police', 1, { eligible: 100, inDate: 70 });
    await world.comply('2025-26 Q3', 'Council', 1, { publishedFrom: 60, publishedTo: 80 });
    await world.open(Q4, '2026-04-10');
    await world.comply(Q4, 'Police', 1, { eligible: 100, inDate: 85 });
    await world.open(Q1, '2026-07-10');
    await world.comply(Q1, 'Police', 1, { eligible: 100, inDate: 90 });
    await world.comply(Q1, 'Council', 1, { eligible: 100, inDate: 90 });
    assert.deepEqual(
      (await lines(world)).map(({ last }) => last),
      [
        { percent: 60, percentTo: 80, period: '2025-26 Q3' },
        { percent: 85, percentTo: null, period: Q4 },
      ],
    );
    assert.deepEqual((await lines(world, '2025-26 Q3'))[0]?.last, null);
  });
});

describe('Small counts in compliance', () => {
  let test: TestStore;
  before(async () => {
    test = await sqliteStore();
  });
  after(() => test.dispose());

  const shown = async (
    figures: { eligible: number; inDate: number },
    suppressBelow: string | undefined = '5',
    note: string | null = 'One is on leave',
  ) => {
    const world = await trainingWorld(test.store, {
      edit: raw => Object.assign(raw.board, suppressBelow ? { suppressBelow } : {}),
    });
    await world.open(Q1, '2026-07-10');
    await world.comply(Q1, 'Council', 1, { ...figures, note });
    const [line] = await lines(world);
    return line && [line.eligible, line.inDate, line.percent, line.met, line.note];
  };

  it('are left out with the percent, the word and the note that would tell of them', async () => {
    assert.deepEqual(await shown({ eligible: 3, inDate: 2 }), [
      'suppressed',
      'suppressed',
      'suppressed',
      'suppressed',
      null,
    ]);
  });

  it('are those who are not in date too; the word stands where it says little', async () => {
    assert.deepEqual(await shown({ eligible: 440, inDate: 438 }), [
      440,
      'suppressed',
      'suppressed',
      'met',
      null,
    ]);
    assert.deepEqual(await shown({ eligible: 30, inDate: 27 }), [
      30,
      'suppressed',
      'suppressed',
      'suppressed',
      null,
    ]);
  });

  it('are shown from the threshold on, as nobody and everybody are, and where none is set', async () => {
    const note = 'One is on leave';
    assert.deepEqual(await shown({ eligible: 440, inDate: 412 }), [440, 412, 94, 'met', note]);
    assert.deepEqual(await shown({ eligible: 12, inDate: 12 }), [12, 12, 100, 'met', note]);
    assert.deepEqual(await shown({ eligible: 3, inDate: 2 }, ''), [3, 2, 67, 'not met', note]);
  });

  it('are left out of what a later period says of this one', async () => {
    const world = await trainingWorld(test.store, {
      now: '2026-04-02T09:00:00Z',
      edit: raw => Object.assign(raw.board, { suppressBelow: '5' }),
    });
    await world.open(Q4, '2026-04-10');
    await world.comply(Q4, 'Council', 1, { eligible: 10, inDate: 8 });
    await world.open(Q1, '2026-07-10');
    await world.comply(Q1, 'Council', 1, { eligible: 100, inDate: 80 });
    assert.equal((await lines(world))[0]?.last?.percent, 'suppressed');
  });
});
