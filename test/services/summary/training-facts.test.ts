import assert from 'node:assert/strict';
import type { Facts } from '../../../services/summary/facts.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { onlyGroups, onlyOverdue, onlyPriority } from '../../../services/summary/scopes.ts';
import { noTraining, type TrainingFacts } from '../../../services/summary/training-shape.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import {
  byAgency,
  bySector,
  courseTotal,
  programmeTotal,
  run,
  type TrainingWorld,
  trainingWorld,
} from './training-world.ts';

const Q1 = '2026-27 Q1';
const Q2 = '2026-27 Q2';

const of = (facts: Facts): TrainingFacts => {
  assert.ok(facts.training);
  return facts.training;
};
const training = async (world: TrainingWorld, period = Q1) =>
  of(await readFacts(world, world.boardId, period));

onOneDatabase('The training facts', open => {
  let test: TestStore;
  before(async () => {
    test = await open();
  });
  after(() => test.dispose());

  it('say that nobody was asked, and who has not returned anything; never 0', async () => {
    const world = await trainingWorld(test.store);
    await world.open(Q1, '2026-07-10', ['Practice']);
    assert.deepEqual(await training(world), noTraining());
    await world.open(Q2, '2026-10-10');
    const asked = await training(world, Q2);
    assert.equal(asked.programme, null);
    assert.deepEqual(asked.asked, ['QA']);
    assert.deepEqual(
      asked.notReturned.map(({ kind, asked: who, agency, levelName, begun }) =>
        [kind, who, agency, levelName, begun].join(' · '),
      ),
      [
        'training-figures · QA ·  ·  · false',
        'compliance · Charity · Charity · Level 1, Awareness · false',
        'compliance · QA · Council · Level 1, Awareness · false',
        'compliance · QA · Police · Level 1, Awareness · false',
        'compliance · QA · Police · Level 2 · false',
      ],
    );
    assert.deepEqual([asked.compliance, asked.byCourse, asked.bySector, asked.byAgency], [[], [], [], []]);
  });

  it('give back the Leicester quarter with its three rates, each of what it is of', async () => {
    const world = await trainingWorld(test.store);
    await world.open(Q1, '2026-07-10');
    await world.giveProgramme(
      Q1,
      programmeTotal({ places: 393, booked: 318, cancelled: 29, noShows: 20, unbooked: 35, attended: 304 }),
    );
    const { programme, imbalances, notReturned } = await training(world);
    assert.deepEqual(programme?.rates, {
      ofPlaces: { of: 'attended of places', numerator: 304, denominator: 393, percent: 77, runs: null },
      ofBookings: {
        of: 'attended against bookings',
        numerator: 304,
        denominator: 318,
        percent: 96,
        runs: null,
      },
      ofBooked: { of: 'attended of booked', numerator: 269, denominator: 318, percent: 85, runs: null },
    });
    assert.deepEqual(imbalances, []);
    assert.deepEqual(
      programme.sources.map(({ by, agency, version, period }) => [by, agency, version, period]),
      [['Ann Ward', 'Police', 1, Q1]],
    );
    // What came in is shown, and the group has not said yet that it is all.
    assert.ok(notReturned.some(({ kind, begun }) => kind === 'training-figures' && begun));
    await world.confirm(Q1);
    assert.ok(!(await training(world)).notReturned.some(({ kind }) => kind === 'training-figures'));
  });

  it('show a programme that came to nothing as returned, by whom', async () => {
    const world = await trainingWorld(test.store);
    await world.open(Q1, '2026-07-10');
    await world.confirm(Q1);
    const { programme, notReturned } = await training(world);
    assert.deepEqual([programme?.held, programme?.attended], [null, null]);
    assert.deepEqual(
      programme?.sources.map(({ by }) => by),
      ['Ann Ward'],
    );
    assert.ok(!notReturned.some(({ kind }) => kind === 'training-figures'));
  });

  it('carry what the parts leave of a total, by course, by sector and by agency', async () => {
    const world = await trainingWorld(test.store);
    await world.open(Q1, '2026-07-10');
    const [police, charity, unsorted] = [
      await world.agency('Police'),
      await world.agency('Charity'),
      await world.agency('Unsorted'),
    ];
    await world.giveProgramme(Q1, programmeTotal({ planned: 37, held: 29, attended: 557 }));
    await world.giveCourse(
      Q1,
      courseTotal('Working Together', {
        level: 2,
        attended: 180,
        attendances: [byAgency(police, 20), byAgency(charity, 30), bySector('voluntary', 5)],
      }),
    );
    await world.giveCourse(
      Q1,
      courseTotal('Managing Allegations', { attended: 35, attendances: [byAgency(unsorted, 7)] }),
    );
    await world.giveCourse(Q1, courseTotal('Private fostering', { planned: 4, held: 4, attended: 45 }));
    const {
      programme,
      byCourse,
      bySector: sectors,
      byAgency: agencies,
      notBrokenDown,
    } = await training(world);
    assert.deepEqual([programme?.planned, programme?.held, programme?.attended], [37, 29, 557]);
    assert.deepEqual(
      [programme?.notBrokenDown.planned, programme?.notBrokenDown.held, programme?.notBrokenDown.attended],
      [33, 25, 297],
    );
    assert.equal(programme?.notBrokenDown.booked, null, 'what was never given leaves nothing');
    assert.deepEqual(
      byCourse.map(({ course, level, attended }) => [course, level, attended]),
      [
        ['Managing Allegations', null, 35],
        ['Private fostering', null, 45],
        ['Working Together', 2, 180],
      ],
    );
    assert.deepEqual(
      sectors.map(({ sector, attended, percent }) => [sector, attended, percent]),
      [
        ['police', 20, 4],
        ['voluntary', 35, 6],
      ],
    );
    assert.deepEqual(
      agencies.map(({ agency, sector, attended }) => [agency, sector, attended]),
      [
        ['Charity', 'voluntary', 30],
        ['Police', 'police', 20],
        ['Unsorted', null, 7],
      ],
    );
    assert.deepEqual(notBrokenDown, { bySector: 502, byAgency: 500 });
    assert.ok([...byCourse, ...sectors, ...agencies].every(({ sources }) => sources.length === 1));
  });

  it('count a run whose register is not in as held, and its people nowhere', async () => {
    const world = await trainingWorld(test.store);
    await world.open(Q1, '2026-07-10');
    await world.giveRun(Q1, run('Neglect', { places: 20, booked: 18, attended: 15, unbooked: 1 }));
    await world.giveRun(Q1, run('Neglect', { places: 20, booked: 12, registerIn: false }));
    await world.giveRun(Q1, run('Neglect', { state: 'cancelled', places: 20, booked: 3, cancelled: 3 }));
    const { programme, byCourse } = await training(world);
    assert.deepEqual(
      [programme?.planned, programme?.held, programme?.awaitingRegisters, programme?.attended],
      [3, 2, 1, 15],
    );
    assert.deepEqual(programme?.rates.ofPlaces, {
      of: 'attended of places',
      numerator: 15,
      denominator: 20,
      percent: 75,
      runs: 1,
    });
    assert.equal(programme?.rates.ofBooked?.percent, 78);
    assert.deepEqual([byCourse[0]?.awaitingRegisters, byCourse[0]?.sources.length], [1, 3]);
  });

  it('add the programmes of several groups, one line a course', async () => {
    const world = await trainingWorld(test.store, {
      edit: raw => {
        for (const group of raw.groups) {
          if (group['id'] === 'practice') group['asks'] = ['training-figures'];
        }
      },
    });
    await world.open(Q1, '2026-07-10');
    await world.giveProgramme(Q1, programmeTotal({ planned: 10, held: 9, attended: 100, places: 120 }));
    await world.giveCourse(Q1, courseTotal('Neglect', { attended: 60 }));
    await world.giveRun(Q1, run('neglect', { attended: 15, places: 20 }), 'practice');
    const whole = await readFacts(world, world.boardId, Q1);
    const { programme, byCourse, asked } = of(whole);
    assert.deepEqual([programme?.planned, programme?.held, programme?.attended], [11, 10, 115]);
    assert.equal(programme?.notBrokenDown.attended, 40);
    assert.deepEqual(
      byCourse.map(({ course, attended, sources }) => [course, attended, sources.map(({ by }) => by)]),
      [['Neglect', 75, ['Ann Ward', 'Cat Hill']]],
    );
    assert.deepEqual(
      [
        programme?.rates.ofPlaces?.numerator,
        programme?.rates.ofPlaces?.denominator,
        programme?.rates.ofPlaces?.runs,
      ],
      [115, 140, 10],
    );
    assert.deepEqual(asked, ['Practice', 'QA']);
    // One group's channel does not see what the other gave.
    const part = of(onlyGroups(whole, ['QA']));
    assert.deepEqual([part.programme, part.byCourse, part.asked, part.isShared], [null, [], ['QA'], true]);
    assert.deepEqual(of(onlyGroups(whole, ['QA', 'Practice'])).programme, programme);
  });

  it('of a part are those of the groups that were asked; of anything else there are none', async () => {
    const world = await trainingWorld(test.store);
    await world.open(Q1, '2026-07-10');
    await world.giveProgramme(Q1, programmeTotal({ attended: 10 }));
    await world.comply(Q1, 'Police', 1, { eligible: 440, inDate: 412 });
    const whole = await readFacts(world, world.boardId, Q1);
    const part = of(onlyGroups(whole, ['QA']));
    assert.deepEqual([part.programme?.attended, part.compliance.length], [10, 1]);
    assert.ok(part.notReturned.every(({ asked }) => asked === 'QA'));
    assert.ok(of(whole).notReturned.some(({ asked }) => asked === 'Charity'));
    for (const other of [onlyGroups(whole, ['Practice']), onlyPriority(whole, '1'), onlyOverdue(whole)])
      assert.equal(other.training, null);
  });

  it('show what does not fit, with the note that was given', async () => {
    const world = await trainingWorld(test.store);
    await world.open(Q1, '2026-07-10');
    await world.giveProgramme(Q1, programmeTotal({ planned: 2, held: 3, attended: 30 }));
    await world.giveCourse(Q1, courseTotal('Neglect', { attended: 40, places: 35, note: 'Two rooms' }));
    await world.giveRun(
      Q1,
      run('Neglect', {
        booked: 20,
        cancelled: 1,
        noShows: 2,
        unbooked: 3,
        attended: 25,
        note: 'A late list',
      }),
    );
    const { imbalances } = await training(world);
    assert.deepEqual(
      imbalances.map(({ about, kind, figure, given, expected, note }) =>
        [about, kind, figure, given, expected, note].join(' · '),
      ),
      [
        'programme · held-above-planned · held · 3 · 2 · ',
        'programme · parts-above-total · attended · 30 · 40 · ',
        'course · attended-above-places · attended · 40 · 35 · Two rooms',
        'run · attended-not-balanced · attended · 25 · 20 · A late list',
      ],
    );
  });
});
