import assert from 'node:assert/strict';
import { ERASED } from '../../../services/privacy/erased.ts';
import { summaries } from '../../../services/store/entities/summaries.ts';
import { type Frozen, freeze, isIntact } from '../../../services/summary/freeze.ts';
import { closeRound, readLatestPaper } from '../../../services/summary/papers.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { onlyGroups } from '../../../services/summary/scopes.ts';
import { readStoredFacts } from '../../../services/summary/stored-facts.ts';
import { noTraining } from '../../../services/summary/training-shape.ts';
import { onBothDatabases, sqliteStore, type TestStore } from '../../support/stores.ts';
import old from './paper-of-version-0.1.json' with { type: 'json' };
import { courseTotal, programmeTotal, trainingWorld } from './training-world.ts';

const Q1 = '2026-27 Q1';

onBothDatabases('A paper that was approved before training was reported', open => {
  let test: TestStore;
  before(async () => {
    test = await open();
  });
  after(() => test.dispose());

  it('is intact, and reads as one that tells nothing of it', async () => {
    const world = await trainingWorld(test.store);
    const { boardId } = world;
    await world.open(Q1, '2026-07-10');
    await world.giveProgramme(Q1, programmeTotal({ attended: 10 }));
    await closeRound(world, await world.as('mia@board.example'), null);
    await test.store.write(unit =>
      unit
        .rows(summaries)
        .update({ boardId }, { state: 'approved', approvedAt: new Date('2026-06-01T09:00:00Z'), ...old }),
    );
    const { facts, isIntact: stands } = await readLatestPaper(world, boardId, null);
    assert.equal(stands, true);
    assert.deepEqual([facts.training, facts.reports, facts.section11], [noTraining(), [], []]);
    assert.deepEqual(facts.outcomes[0], {
      ...old.facts.outcomes[0],
      priority: '',
      from: null,
      note: null,
      last: null,
    });
    assert.deepEqual(facts.actions, old.facts.actions);
    assert.equal(onlyGroups(facts, ['QA']).training, null);
  });

  it('is still broken by a figure that was changed', () => {
    const frozen = old as unknown as Frozen;
    assert.ok(isIntact(frozen));
    const changed = structuredClone(frozen);
    Object.assign(changed.facts.priorities[0]?.rag ?? {}, { amber: 9 });
    assert.ok(!isIntact(changed));
  });

  it('stays as it was stored', () => {
    const before = structuredClone(old.facts);
    readStoredFacts(old.facts);
    assert.deepEqual(old.facts, before);
  });
});

describe('The hash of a paper with training in it', () => {
  let test: TestStore;
  before(async () => {
    test = await sqliteStore();
  });
  after(() => test.dispose());

  const frozen = async () => {
    const world = await trainingWorld(test.store);
    await world.open(Q1, '2026-07-10');
    await world.giveCourse(Q1, courseTotal('Neglect', { attended: 9, places: 8, note: 'A child’s name' }));
    await world.comply(Q1, 'Council', 1, { eligible: 50, inDate: 48, note: 'Two are ill' });
    return freeze(await readFacts(world, world.boardId, Q1));
  };

  it('stays valid when words and names are erased, and is broken by a figure', async () => {
    const paper = await frozen();
    assert.ok(isIntact(JSON.parse(JSON.stringify(paper)) as Frozen));
    const erased = structuredClone(paper);
    const { training } = erased.facts;
    assert.ok(training?.compliance[0] && training.imbalances[0] && training.byCourse[0]?.sources[0]);
    training.compliance[0].note = ERASED;
    training.imbalances[0].note = ERASED;
    training.byCourse[0].sources[0].by = ERASED;
    assert.ok(isIntact(erased));
    assert.doesNotMatch(JSON.stringify(erased), /A child’s name|Two are ill/);
    for (const edit of [
      () => Object.assign(training.byCourse[0] ?? {}, { attended: 10 }),
      () => Object.assign(training.compliance[0] ?? {}, { inDate: 'suppressed' }),
      () => training.notReturned.pop(),
    ]) {
      const before = structuredClone(training);
      edit();
      assert.ok(!isIntact(erased));
      Object.assign(training, before);
    }
  });
});
