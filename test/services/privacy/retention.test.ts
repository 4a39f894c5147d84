/** What is removed after the board's period, what stays, and what is held. */
import assert from 'node:assert/strict';
import { sealAudit } from '../../../services/audit/seal.ts';
import { verifyAudit } from '../../../services/audit/verify.ts';
import { isCollateError } from '../../../services/errors.ts';
import { terminal } from '../../../services/people/access.ts';
import { applyRetention, lookAtRetention } from '../../../services/privacy/retention.ts';
import { holdRound, releaseRound } from '../../../services/rounds/hold-round.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { leases } from '../../../services/store/entities/delivery.ts';
import { actionUpdates, returns } from '../../../services/store/entities/returns.ts';
import { summaries } from '../../../services/store/entities/summaries.ts';
import { readLatestPaper } from '../../../services/summary/papers.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import type { World } from '../world.ts';
import { bytesOf, NEW, OLD, oldRounds, SECRET } from './old-rounds.ts';

onBothDatabases('Retention', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await oldRounds(test.store);
  });

  const look = () =>
    test.store.read(view => lookAtRetention(view, terminal(world.boardId), world.clock.now()));
  const apply = () => applyRetention(world, terminal(world.boardId));
  const all = () =>
    test.store.read(async view => ({
      returns: await view.rows(returns).find({ boardId: world.boardId }),
      updates: await view.rows(actionUpdates).find({ boardId: world.boardId }),
      papers: await view.rows(summaries).find({ boardId: world.boardId }),
    }));

  it('looks first, by round and table, in counts alone, and changes nothing', async () => {
    const before = await all();
    const found = await look();
    assert.deepEqual(found, {
      months: 6,
      names: true,
      before: '2026-09-01',
      rounds: [{ period: OLD, texts: { action_updates: 7 }, names: 2, papers: found.rounds[0]?.papers }],
      held: [],
      people: 0,
    });
    assert.ok((found.rounds[0]?.papers ?? 0) > 8);
    assert.doesNotMatch(JSON.stringify(found), new RegExp(`${SECRET}|Ann|Ben`));
    assert.deepEqual(await all(), before);
  });

  it('takes words and names out of old rounds, and leaves ratings, totals and newer words', async () => {
    const before = await readLatestPaper(world, world.boardId, OLD);
    const liveBefore = await readFacts(world, world.boardId, OLD);
    await apply();
    const { papers, ...live } = await all();
    assert.doesNotMatch(JSON.stringify([live, papers.map(({ facts }) => facts)]), new RegExp(SECRET));
    const paper = await readLatestPaper(world, world.boardId, OLD);
    assert.equal(paper.isIntact, true);
    const counts = ({ facts }: typeof paper) => ({
      priorities: facts.priorities,
      returns: facts.returns,
      exceptions: facts.exceptions.map(({ kind, action }) => [kind, action]),
      decisions: facts.decisions.map(({ action, by }) => [action, by]),
      ratings: facts.actions.map(({ ref, rag, due, title }) => [ref, rag, due, title]),
    });
    assert.deepEqual(counts(paper), counts(before));
    const action = paper.facts.actions.find(({ ref }) => ref === '1.1.a');
    assert.deepEqual(
      [
        action?.rag,
        action?.progress,
        action?.impact,
        action?.lead,
        action?.source?.by,
        action?.source?.agency,
      ],
      ['red', '[removed]', '[removed]', '[removed]', '[removed]', 'Police'],
    );
    assert.deepEqual(
      paper.facts.decisions.map(({ text, from, by }) => [text, from, by]),
      [['[removed]', '[removed]', '2026-09-30']],
    );
    const after = await readFacts(world, world.boardId, OLD);
    assert.deepEqual(after.priorities, liveBefore.priorities);
    assert.equal(after.actions.find(({ ref }) => ref === '1.1.a')?.source?.by, 'Name removed');
    const kept = await readFacts(world, world.boardId, NEW);
    const newer = kept.actions.find(({ ref }) => ref === '1.1.a');
    assert.deepEqual([newer?.progress, newer?.source?.by], ['Kept words, says Ben Cole', 'Ann Ward']);
  });

  it('finds nothing the second time, and records what it did by round and in counts', async () => {
    await apply();
    const before = await all();
    assert.deepEqual((await look()).rounds, []);
    await apply();
    assert.deepEqual(await all(), before);
    const events = await test.store.read(view =>
      view.rows(auditEvents).find({ boardId: world.boardId, event: 'retention.applied' }),
    );
    assert.deepEqual(
      events.map(({ subject }) => [subject['period'], subject['action_updates'] ?? subject['names']]),
      [
        [OLD, 7],
        [OLD, events[1]?.subject['names'] ?? null],
      ],
    );
    await test.store.write(unit => unit.rows(leases).remove({ id: 'audit' }));
    await sealAudit(world, 'here');
    assert.equal((await verifyAudit(world, world.boardId)).firstBreak, null);
  });

  it('keeps a held round as it is, and names it', async () => {
    const mia = await world.as('mia@board.example');
    await assert.rejects(holdRound(world, await world.as('ann@police.example'), OLD, 'x'), error =>
      isCollateError(error, 'not_allowed'),
    );
    await assert.rejects(holdRound(world, mia, OLD, '  '), error => isCollateError(error, 'input_invalid'));
    assert.deepEqual(await holdRound(world, mia, OLD, 'A review asks for it'), {
      period: OLD,
      already: false,
    });
    const before = await all();
    const found = await apply();
    assert.deepEqual([found.rounds, found.held], [[], [{ period: OLD, reason: 'A review asks for it' }]]);
    assert.deepEqual(await all(), before);
    assert.equal((await holdRound(world, mia, OLD, 'Still')).already, true);
    assert.equal((await releaseRound(world, mia, OLD)).already, false);
    assert.equal((await releaseRound(world, mia, OLD)).already, true);
    assert.equal((await apply()).rounds.length, 1);
    assert.doesNotMatch(JSON.stringify((await all()).updates), new RegExp(SECRET));
  });

  it('leaves names where the board file says so', async () => {
    world = await oldRounds(test.store, { months: '6', names: 'false' });
    await apply();
    const paper = await readLatestPaper(world, world.boardId, OLD);
    const action = paper.facts.actions.find(({ ref }) => ref === '1.1.a');
    assert.deepEqual(
      [action?.progress, action?.source?.by, action?.lead],
      ['[removed]', 'Ann Ward', 'Leo Lead'],
    );
    assert.equal(paper.isIntact, true);
  });

  it('makes nameless who left that long ago and stands in nothing that is kept', async () => {
    await world.reimport(raw => {
      raw.people = raw.people.filter(({ email }) => email !== 'ben@council.example');
      for (const group of raw.groups) delete group['members'];
    });
    assert.equal((await look()).people, 0);
    world.clock.set('2027-10-01T09:00:00Z');
    assert.equal((await look()).people, 1);
    await apply();
    await assert.rejects(world.person('ben@council.example'));
    assert.equal((await look()).people, 0);
  });

  it('does nothing for a board without a period, or for others than the manager', async () => {
    const mia = await world.as('mia@board.example');
    await assert.rejects(applyRetention(world, await world.as('ann@police.example')), error =>
      isCollateError(error, 'not_allowed'),
    );
    assert.equal((await applyRetention(world, mia)).rounds.length, 1);
    world = await oldRounds(test.store, null);
    await assert.rejects(look(), error => isCollateError(error, 'config_invalid'));
  });

  it('leaves no byte of it in the files of the database', async function () {
    if (test.store.dialect !== 'sqlite') return this.skip();
    // In a file of its own: other boards here have the same words.
    const own = await open();
    try {
      const alone = await oldRounds(own.store);
      assert.match(bytesOf(own), new RegExp(SECRET));
      await applyRetention(alone, terminal(alone.boardId));
      assert.doesNotMatch(bytesOf(own), new RegExp(SECRET));
      assert.match(bytesOf(own), /Kept words/);
    } finally {
      await own.dispose();
    }
  });
});
