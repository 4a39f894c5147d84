import assert from 'node:assert/strict';
import type { Facts } from '../../services/summary/facts.ts';
import {
  byAgency,
  courseTotal,
  programmeTotal,
  type TrainingWorld,
  trainingWorld,
} from '../services/summary/training-world.ts';
import { onOneDatabase, type TestStore } from '../support/stores.ts';
import { collate } from './run.ts';

const Q1 = '2026-27 Q1';

onOneDatabase('collate status --training', open => {
  let test: TestStore;
  let world: TrainingWorld;
  before(async () => {
    test = await open();
    world = await trainingWorld(test.store, {
      edit: raw => Object.assign(raw.board, { suppressBelow: '5' }),
    });
    await world.open(Q1, '2026-07-10');
    await world.giveProgramme(Q1, programmeTotal({ planned: 37, held: 29, places: 640, attended: 557 }));
    await world.giveCourse(
      Q1,
      courseTotal('Neglect', {
        level: 1,
        attended: 45,
        attendances: [byAgency(await world.agency('Police'), 3)],
      }),
    );
    await world.giveCourse(Q1, courseTotal('Managing Allegations', { attended: 35 }));
    await world.comply(Q1, 'Police', 1, { eligible: 440, inDate: 412 });
    await world.comply(Q1, 'Council', 1, { publishedFrom: 95, publishedTo: 95 });
  });
  after(() => test.dispose());

  const run = (...args: string[]) =>
    collate(['status', '--board', world.key, ...args], { DATABASE_URL: test.url });

  it('says the programme, each list and each line, and the same numbers as its JSON', async function () {
    this.timeout(60_000);
    const [screen, json, plain] = await Promise.all([
      run('--training'),
      run('--training', '--json'),
      run('--period', Q1),
    ]);
    assert.deepEqual([screen.code, json.code, plain.code], [0, 0, 0], screen.err);
    const { training } = json.json() as Facts;
    assert.ok(training?.programme);
    const { planned, held, attended, places, rates } = training.programme;
    const line = `Training so far: ${held} of ${planned} runs held, ${attended} attended of ${places} places (${rates.ofPlaces?.percent} %).`;
    assert.equal(line, 'Training so far: 29 of 37 runs held, 557 attended of 640 places (87 %).');
    assert.ok(screen.out.includes(line), screen.out);
    assert.ok(plain.out.includes(line), plain.out);
    for (const one of training.byCourse)
      assert.match(screen.out, new RegExp(`${one.course}.*: ${one.attended} attended`));
    assert.match(screen.out, /Neglect · Level 1, Awareness: 45 attended/);
    assert.match(screen.out, /Not broken down: 477 attended/);
    assert.match(screen.out, /Police · Level 1, Awareness: 412 of 440 in date, 94 %, target 95 %: not met/);
    assert.match(
      screen.out,
      /Council · Level 1, Awareness: 95 %, published without denominator, target 88 %: met/,
    );
    assert.match(screen.out, /Charity, Level 1, Awareness: not returned/);
    // Three of one agency are too few to be told.
    assert.equal(training.byAgency[0]?.attended, 'suppressed');
    assert.match(screen.out, /By agency[\s\S]*Police: not shown\n/);
    assert.match(screen.out, /Counts of people below 5 are not shown/);
  });

  it('says what a group was asked for, and that nothing was asked', async function () {
    this.timeout(60_000);
    const [own, none] = await Promise.all([
      run('--training', '--group', 'QA'),
      run('--training', '--group', 'Practice'),
    ]);
    assert.match(own.out, /Only QA[\s\S]*557 attended/);
    assert.doesNotMatch(own.out, /Charity/);
    assert.match(none.out, /Nothing of training was asked of this part in this period\./);
  });
});
