import assert from 'node:assert/strict';
import { saveNoChange, undoReturn } from '../../../services/returns/action-updates.ts';
import { compileFacts } from '../../../services/summary/compile-facts.ts';
import type { ActionFacts, Facts } from '../../../services/summary/facts.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { findRound, readRecords } from '../../../services/summary/records.ts';
import { onBothDatabases, sqliteStore, type TestStore } from '../../support/stores.ts';
import { newWorld, rawAction, saved, type World } from '../world.ts';

const ann = 'ann@police.example';
const cat = 'cat@council.example';
const none = { red: 0, amber: 0, green: 0, complete: 0, notStarted: 0, notReported: 0 };

/** Two rounds by hand: everybody answers in Q1; in Q2 each group leaves something open. */
async function twoRounds(test: TestStore): Promise<World> {
  const world = await newWorld(test.store);
  await world.open('2026-27 Q1', '2026-07-10');
  let qa = await world.ask('2026-27 Q1', 'qa');
  let practice = await world.ask('2026-27 Q1', 'practice');
  await saved(world.save(ann, qa, '1.1.a', { rating: 'red', progress: 'Stuck' }));
  await saved(
    world.save(ann, qa, '1.1.b', { rating: 'green', progress: 'Going well', impact: 'Old impact' }),
  );
  await saved(world.save(ann, qa, '2.1.a', { rating: 'amber', progress: 'So so' }));
  await saved(world.save(cat, practice, '1.1.b', { progress: 'Our part' }));
  await saved(world.save(cat, practice, '1.2.a', { rating: 'amber', progress: 'Begun' }));
  await saved(world.save(cat, practice, '2.1.b', { rating: 'green', progress: 'Fine' }));

  world.clock.set('2026-08-20T09:00:00Z');
  await world.open('2026-27 Q2', '2026-10-10');
  qa = await world.ask('2026-27 Q2', 'qa');
  practice = await world.ask('2026-27 Q2', 'practice');
  await saved(world.save(ann, qa, '1.1.a', { rating: 'amber', progress: 'Moving again' }));
  await saveNoChange(world, await world.as(ann), {
    askId: qa.askId,
    actionIds: [await world.action('1.1.b')],
  });
  await saved(
    world.save(cat, practice, '1.2.a', { rating: 'complete', progress: 'Done', impact: 'Fewer missing' }),
  );
  await saved(
    world.save(cat, practice, '2.1.b', {
      rating: 'red',
      progress: 'Lost the worker',
      blockers: 'No staff',
      revisedDue: '2026-11-30',
      revisedReason: 'No staff',
      decisionWhat: 'Pay for a post',
      decisionFrom: 'Exec',
      decisionBy: '2026-10-01',
    }),
  );
  world.clock.set('2026-09-01T09:00:00Z');
  return world;
}

const byRef = (facts: Facts, ref: string): ActionFacts => {
  const found = facts.actions.find(action => action.ref === ref);
  assert.ok(found, ref);
  return found;
};
const travel = (facts: Facts, ref: string) => {
  const found = facts.priorities.find(priority => priority.ref === ref);
  return [found?.direction, found?.up, found?.down];
};

onBothDatabases('The facts of a period', open => {
  let test: TestStore;
  let world: World;
  let facts: Facts;
  before(async () => {
    test = await open();
    world = await twoRounds(test);
    facts = await readFacts(world, world.boardId, null);
  });
  after(() => test?.dispose());

  it('are of the open round, whose period it names', () => {
    assert.deepEqual(
      [facts.period, facts.periodStarts, facts.periodEnds, facts.due, facts.closed, facts.state, facts.asAt],
      ['2026-27 Q2', '2026-07-01', '2026-10-01', '2026-10-10', false, 'draft', '2026-09-01T09:00:00.000Z'],
    );
  });

  it('count every action of a priority once', () => {
    assert.deepEqual(
      facts.priorities.map(({ ref, lead, rag, actions }) => ({ ref, lead, rag, actions })),
      [
        { ref: '1', lead: 'Police', rag: { ...none, amber: 1, green: 1, complete: 1 }, actions: 3 },
        { ref: '2', lead: null, rag: { ...none, red: 1, notReported: 1 }, actions: 2 },
      ],
    );
  });

  it('show an old rating as last reported, never as this period’s', () => {
    const stale = byRef(facts, '2.1.a');
    assert.deepEqual(
      [stale.rag, stale.progress, stale.source, stale.lastReported],
      ['notReported', null, null, { rating: 'amber', period: '2026-27 Q1' }],
    );
    assert.equal(byRef(facts, '1.1.a').lastReported, null);
  });

  it('tell which way each priority goes', () => {
    assert.deepEqual(travel(facts, '1'), ['improving', 2, 0]);
    assert.deepEqual(travel(facts, '2'), ['worse', 0, 1]);
  });

  it('say what is received and what is missing', () => {
    const missing = { kind: 'action-updates', answered: 2, of: 3, lastReturn: '2026-27 Q1' };
    assert.deepEqual(facts.returns, {
      expected: 2,
      received: 0,
      noChange: 0,
      late: 0,
      missing: [
        { group: 'QA', ...missing },
        { group: 'Practice', ...missing },
      ],
      byGroup: [
        { group: 'QA', ...missing, noChange: 1, late: false },
        { group: 'Practice', ...missing, noChange: 0, late: false },
      ],
    });
  });

  it('name what needs attention: red, overdue, slipped, without evidence, missing', () => {
    assert.deepEqual(
      facts.exceptions.map(({ kind, action, group, detail }) => [kind, action, group, detail]),
      [
        ['red', '2.1.b', 'Practice', 'No staff'],
        ['overdue', '1.1.a', 'QA', 'Due 31 May 2026'],
        ['overdue', '2.1.b', 'Practice', 'Was due 15 Aug 2026, now 30 Nov 2026'],
        ['slipped', '2.1.b', 'Practice', 'Second date: 15 Aug 2026, now 30 Nov 2026'],
        ['no-evidence', '1.2.a', 'Practice', 'Complete, with no evidence given'],
        ['no-return', null, 'QA', '2 of 3 answered; last return 2026-27 Q1'],
        ['no-return', null, 'Practice', '2 of 3 answered; last return 2026-27 Q1'],
      ],
    );
  });

  it('name the source of every line', () => {
    assert.deepEqual(byRef(facts, '2.1.b').source, {
      by: 'Cat Hill',
      agency: 'Council',
      at: '2026-08-20T09:00:00.000Z',
      version: 1,
      period: '2026-27 Q2',
      enteredBy: null,
    });
    for (const line of [...facts.decisions, ...facts.impact]) assert.ok(line.source.by);
    for (const { kind, action, source } of facts.exceptions) {
      assert.equal(source !== null, action !== null && kind !== 'no-return', `${kind} ${action}`);
    }
  });

  it('list decisions, impact that is new, and what falls due next', () => {
    assert.deepEqual(
      facts.decisions.map(({ action, text, from, by, state }) => [action, text, from, by, state]),
      [['2.1.b', 'Pay for a post', 'Exec', '2026-10-01', 'asked']],
    );
    assert.deepEqual(
      facts.impact.map(({ action, text }) => [action, text]),
      [['1.2.a', 'Fewer missing']],
    );
    assert.deepEqual(
      facts.comingUp.map(({ action, due }) => [action, due]),
      [['2.1.b', '2026-11-30']],
    );
  });

  it('tell of a "no change" since when its words stand', () => {
    const kept = byRef(facts, '1.1.b');
    assert.deepEqual(
      [kept.rag, kept.noChange, kept.wordsFrom, kept.noChangeRounds, kept.progress],
      ['green', true, '2026-27 Q1', 1, 'Going well'],
    );
  });

  it('of the round before are still what they were', async () => {
    const before = await readFacts(world, world.boardId, '2026-27 q1');
    assert.deepEqual(
      before.priorities.map(({ rag }) => rag),
      [
        { ...none, red: 1, amber: 1, green: 1 },
        { ...none, amber: 1, green: 1 },
      ],
    );
    assert.deepEqual(travel(before, '1'), ['none', 0, 0]);
    assert.deepEqual([before.returns.expected, before.returns.received, before.returns.missing], [2, 2, []]);
    assert.deepEqual(
      byRef(before, '1.1.b').alsoSaid.map(({ group, progress }) => [group, progress]),
      [['Practice', 'Our part']],
    );
    assert.deepEqual(byRef(before, '2.1.b').dueHistory, [], 'a later revision is not of that round');
  });

  it('know nothing of what was saved later than they are as at', async () => {
    const at = async (asAt: string) =>
      test.store.read(async view => {
        const round = await findRound(view, world.boardId, '2026-27 Q2');
        return compileFacts(await readRecords(view, world.boardId, round, new Date(asAt)));
      });
    const early = await at('2026-08-20T08:59:59Z');
    assert.deepEqual(
      early.priorities.map(({ rag }) => rag.notReported),
      [3, 2],
    );
    assert.deepEqual(early.decisions, []);
    assert.deepEqual((await at('2026-08-20T09:00:00Z')).priorities, facts.priorities);
    // In the first round's first hour no return of it was complete.
    const first = await test.store.read(async view => {
      const round = await findRound(view, world.boardId, '2026-27 Q2');
      return compileFacts(await readRecords(view, world.boardId, round, new Date('2026-06-01T08:00:00Z')));
    });
    assert.deepEqual(
      first.returns.missing.map(({ lastReturn }) => lastReturn),
      [null, null],
    );
  });
});

describe('The facts, as things change', () => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await sqliteStore();
  });
  after(() => test.dispose());
  beforeEach(async () => {
    world = await twoRounds(test);
  });
  const now = (period: string | null = null) => readFacts(world, world.boardId, period);

  it('count received, "no change" and late returns when the last answer is in', async () => {
    const qa = await world.ask('2026-27 Q2', 'qa');
    world.clock.set('2026-10-11T09:00:00Z');
    await saved(world.save(ann, qa, '2.1.a', { rating: 'amber', progress: 'At last' }));
    const { returns } = await now();
    assert.deepEqual(
      [returns.expected, returns.received, returns.noChange, returns.late, returns.missing.length],
      [2, 1, 0, 1, 1],
    );
  });

  it('go back where an answer is undone', async () => {
    const qa = await world.ask('2026-27 Q2', 'qa');
    const answer = await saved(world.save(ann, qa, '2.1.a', { rating: 'green', progress: 'x', impact: 'y' }));
    assert.deepEqual(travel(await now(), '2'), ['same', 1, 1]);
    await undoReturn(world, await world.as(ann), { askId: qa.askId, returnId: answer.returnId });
    const facts = await now();
    assert.equal(byRef(facts, '2.1.a').rag, 'notReported');
    assert.deepEqual(travel(facts, '2'), ['worse', 0, 1]);
  });

  it('say too few where fewer than half can be compared', async () => {
    world.clock.set('2026-11-01T09:00:00Z');
    await world.open('2026-27 Q3', '2027-01-10');
    const qa = await world.ask('2026-27 Q3', 'qa');
    await saved(world.save(ann, qa, '1.1.a', { rating: 'green', progress: 'x' }));
    const facts = await now();
    assert.deepEqual(travel(facts, '1'), ['too-few', 1, 0]);
    assert.deepEqual(travel(facts, '2'), ['too-few', 0, 0]);
    await saved(world.save(ann, qa, '1.1.b', { rating: 'green', progress: 'x' }));
    assert.deepEqual(travel(await now(), '1'), ['improving', 1, 0]);
    assert.equal(
      byRef(facts, '2.1.a').previous,
      null,
      'not rated in the round before, so nothing to compare with',
    );
  });

  it('follow the plan: what is retired leaves, what is new is named', async () => {
    await world.reimport(raw => {
      const outcome = raw.plan.priorities[1]?.outcomes[0];
      outcome?.actions.shift();
      outcome?.actions.push({ ref: '2.1.c', title: 'New one', owners: ['QA'] });
    });
    const facts = await now();
    assert.deepEqual(facts.planChanges, { added: ['2.1.c'], merged: [], retired: ['2.1.a'] });
    assert.deepEqual(
      facts.actions.map(action => action.ref),
      ['1.1.a', '1.1.b', '1.2.a', '2.1.b', '2.1.c'],
    );
    assert.deepEqual(
      facts.returns.byGroup.map(({ of }) => of),
      [3, 3],
    );
    assert.equal((await now('2026-27 Q1')).actions.length, 6, 'the round that asked still has it');
  });

  it('call nothing overdue that is complete, also where it was last reported so', async () => {
    await world.reimport(raw => {
      rawAction(raw, '1.2.a')['due'] = '2026-08-01';
    });
    assert.equal(byRef(await now(), '1.2.a').overdue, false);
    world.clock.set('2026-11-01T09:00:00Z');
    await world.open('2026-27 Q3', '2027-01-10');
    assert.equal(byRef(await now(), '1.2.a').overdue, false);
    assert.equal(byRef(await now(), '2.1.b').overdue, true);
  });

  it('have no date where the plan takes it away', async () => {
    await world.reimport(raw => {
      delete rawAction(raw, '1.2.a')['due'];
    });
    const facts = byRef(await now(), '1.2.a');
    assert.deepEqual([facts.due, facts.originalDue], [null, '2026-12-31']);
  });
});
