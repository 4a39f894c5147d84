import assert from 'node:assert/strict';
import { compileFacts } from '../../../services/summary/compile-facts.ts';
import type { Facts } from '../../../services/summary/facts.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { findRound, readRecords } from '../../../services/summary/records.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import type { World } from '../world.ts';
import { byRef, travel, twoRounds } from './two-rounds.ts';

const none = { red: 0, amber: 0, green: 0, complete: 0, notStarted: 0, notReported: 0 };

onOneDatabase('The facts of a period', open => {
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
    const lastAnswers = { period: '2026-27 Q1', answered: 3 };
    const missing = {
      kind: 'action-updates',
      answered: 2,
      of: 3,
      lastReturn: '2026-27 Q1',
      lastAnswers,
    };
    const signOff = { state: 'not-in', by: null, agency: null, at: null };
    assert.deepEqual(facts.returns, {
      expected: 2,
      received: 0,
      noChange: 0,
      late: 0,
      signedOff: 0,
      notSignedOff: [],
      missing: [
        { group: 'QA', ...missing },
        { group: 'Practice', ...missing },
      ],
      byGroup: [
        { group: 'QA', ...missing, noChange: 1, late: false, signOff },
        { group: 'Practice', ...missing, noChange: 0, late: false, signOff },
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
