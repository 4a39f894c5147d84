import assert from 'node:assert/strict';
import { readFacts } from '../../../services/summary/read-facts.ts';
import type { ComparedFacts, TrainingFacts } from '../../../services/summary/training-shape.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { programmeTotal, run, runSubject, type TrainingWorld, trainingWorld } from './training-world.ts';

const Q1 = '2026-27 Q1';

async function training(world: TrainingWorld, period = Q1): Promise<TrainingFacts> {
  const facts = await readFacts(world, world.boardId, period);
  assert.ok(facts.training);
  return facts.training;
}

onOneDatabase('The training facts over time', open => {
  let test: TestStore;
  before(async () => {
    test = await open();
  });
  after(() => test.dispose());

  it('compare the programme with the last period and with the same period last year', async () => {
    const world = await trainingWorld(test.store, { now: '2025-05-01T09:00:00Z' });
    await world.open('2025-26 Q1', '2025-07-10');
    await world.giveProgramme('2025-26 Q1', programmeTotal({ held: 20, attended: 200, places: 400 }));
    await world.open('2025-26 Q4', '2026-04-10');
    await world.giveProgramme('2025-26 Q4', programmeTotal({ held: 14, attended: 280, places: 300 }));
    await world.open('2025-26', '2026-04-20');
    world.clock.set('2026-05-01T09:00:00Z');
    await world.open(Q1, '2026-07-10');
    await world.giveProgramme(Q1, programmeTotal({ held: 29, attended: 557, places: 640 }));
    const { programme } = await training(world);
    const told = (compared: ComparedFacts | null) =>
      compared && [compared.period, compared.held, compared.attended, compared.rates.ofPlaces?.percent];
    assert.ok(programme);
    assert.deepEqual(told(programme.previous), ['2025-26 Q4', 14, 280, 93]);
    assert.deepEqual(told(programme.lastYear), ['2025-26 Q1', 20, 200, 50]);
    const before = (await training(world, '2025-26 Q1')).programme;
    assert.deepEqual([before?.previous, before?.lastYear], [null, null]);
  });

  it('are as they stood when they are asked for: edits, withdrawals and undo included', async () => {
    const world = await trainingWorld(test.store);
    await world.open(Q1, '2026-07-10');
    await world.giveRun(Q1, run('Neglect', { attended: 10 }), 'qa', 901);
    world.clock.set('2026-06-02T09:00:00Z');
    const edited = await world.giveRun(Q1, run('Neglect', { attended: 12 }), 'qa', 901);
    await world.giveRun(Q1, run('Neglect', { attended: 7 }), 'qa', 902);
    assert.equal((await training(world)).programme?.attended, 19);
    world.clock.set('2026-06-03T09:00:00Z');
    await world.undo(Q1, edited);
    await world.takeOut(Q1, runSubject(902));
    assert.equal((await training(world)).programme?.attended, 10);
    assert.deepEqual(
      (await training(world)).byCourse[0]?.sources.map(({ version }) => version),
      [3],
    );
    world.clock.set('2026-06-02T12:00:00Z');
    assert.equal((await training(world)).programme?.attended, 19);
    world.clock.set('2026-06-01T12:00:00Z');
    assert.equal((await training(world)).programme?.attended, 10);
  });
});
