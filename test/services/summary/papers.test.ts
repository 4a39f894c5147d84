import assert from 'node:assert/strict';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import { terminal } from '../../../services/people/access.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { summaries } from '../../../services/store/entities/summaries.ts';
import type { Facts } from '../../../services/summary/facts.ts';
import { type Digests, isIntact } from '../../../services/summary/freeze.ts';
import { closeRound, postSummary, readLatestPaper, readPaper } from '../../../services/summary/papers.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { newWorld, saved, type World } from '../world.ts';

const ann = 'ann@police.example';
const mia = 'mia@board.example';
const code = (wanted: ErrorCode) => (error: unknown) => isCollateError(error, wanted);

onBothDatabases('Summaries', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store);
    await world.open('2026-27 Q1', '2026-07-10');
    await saved(
      world.save(ann, await world.ask('2026-27 Q1', 'qa'), '1.1.a', { rating: 'red', progress: 'Stuck' }),
    );
  });

  const due = (purpose: 'draft-summary' | 'summary') =>
    test.store.read(view => view.rows(deliveries).find({ boardId: world.boardId, purpose }));
  const close = async () => closeRound(world, await world.as(mia), null);
  const post = async () => postSummary(world, await world.as(mia), { period: null });
  const latest = () => readLatestPaper(world, world.boardId, null);

  it('are figures alone while the round is open', async () => {
    const { facts, summary } = await latest();
    assert.deepEqual([facts.state, facts.closed, summary], ['draft', false, null]);
    await assert.rejects(post(), code('summary_unknown'));
  });

  it('begin as a draft for the manager alone when the round closes', async () => {
    const ask = await world.ask('2026-27 Q1', 'qa');
    await world.standing(ask.askId, await world.channel('qa'));
    world.clock.set('2026-07-11T09:00:00Z');
    const closed = await close();
    assert.deepEqual([closed.period, closed.sentTo], ['2026-27 Q1', ['Mia Manager']]);
    assert.deepEqual(
      (await due('draft-summary')).map(row => [row.placeKind, row.placeId, row.subjectId]),
      [['person', await world.person(mia), closed.summaryId]],
    );
    assert.deepEqual(await due('summary'), []);
    const refreshes = await test.store.read(view =>
      view.rows(deliveries).count({ boardId: world.boardId, purpose: 'refresh' }),
    );
    assert.equal(refreshes, 1, 'the cards of the round say that it is closed');
    const { facts, summary } = await latest();
    assert.deepEqual([facts.closed, summary?.version, summary?.state], [true, 1, 'draft']);
    await assert.rejects(close(), code('round_closed'));
    assert.equal((await due('draft-summary')).length, 1);
  });

  it('take late answers in while they are drafts', async () => {
    await close();
    world.clock.set('2026-07-12T09:00:00Z');
    const late = await saved(
      world.save(ann, await world.ask('2026-27 Q1', 'qa'), '1.1.b', { rating: 'green', progress: 'x' }),
    );
    assert.equal(late.late, true);
    assert.equal((await latest()).facts.priorities[0]?.rag.green, 1);
  });

  it('are frozen when they are posted, and what comes later is told apart', async () => {
    const channel = await world.channel('exec');
    await close();
    world.clock.set('2026-07-14T09:00:00Z');
    assert.deepEqual(await post(), {
      period: '2026-27 Q1',
      version: 1,
      group: 'Executive Group',
      already: false,
    });
    const frozen = await latest();
    assert.deepEqual(
      [frozen.facts.state, frozen.summary?.state, frozen.approvedBy, frozen.returnsSince],
      ['approved', 'approved', 'Mia Manager', 0],
    );
    assert.equal(frozen.summary?.approvedAt?.toISOString(), '2026-07-14T09:00:00.000Z');

    world.clock.set('2026-07-20T09:00:00Z');
    const ask = await world.ask('2026-27 Q1', 'qa');
    await saved(world.save(ann, ask, '1.1.a', { rating: 'green', progress: 'Solved' }));
    await saved(world.save(ann, ask, '1.1.b', { rating: 'green', progress: 'x' }));
    await world.reimport(raw => {
      raw.board['name'] = 'Another name';
    });
    const later = await latest();
    assert.deepEqual(later.facts, frozen.facts);
    assert.equal(later.returnsSince, 2);
    assert.equal(later.facts.priorities[0]?.rag.red, 1);

    assert.deepEqual(
      (await due('summary')).map(row => [row.placeKind, row.placeId, row.subjectId]),
      [['channel', channel, frozen.summary?.id]],
    );
  });

  it('have a hash that fits what the database gives back', async () => {
    await world.channel('exec');
    await close();
    await post();
    const [row] = await test.store.read(view => view.rows(summaries).find({ boardId: world.boardId }));
    assert.ok(row?.salt && row.hash && row.digests);
    const { salt, hash } = row;
    const digests = row.digests as Digests;
    assert.ok(isIntact({ facts: row.facts as Facts, salt, hash, digests }));
    const events = await test.store.read(view =>
      view.rows(auditEvents).find({ boardId: world.boardId, event: 'summary.posted' }),
    );
    assert.deepEqual(
      events.map(event => event.subject['hash']),
      [row.hash],
    );
  });

  it('are posted once, however often and by however many it is asked for', async () => {
    await world.channel('exec');
    await close();
    const results = await Promise.all([post(), post(), post()]);
    assert.deepEqual(results.map(result => result.already).sort(), [false, true, true]);
    assert.equal((await post()).already, true);
    assert.equal((await due('summary')).length, 1);
  });

  it('need a manager to close and to post', async () => {
    const actor = await world.as(ann);
    await assert.rejects(closeRound(world, actor, null), (error: unknown) => {
      assert.ok(isCollateError(error, 'not_allowed'));
      assert.match(error.message, /Mia Manager/);
      return true;
    });
    const { summaryId } = await closeRound(world, terminal(world.boardId), '2026-27 q1');
    await assert.rejects(postSummary(world, actor, { summaryId }), code('not_allowed'));
  });

  it('say where they cannot go, and stay drafts', async () => {
    const { summaryId } = await close();
    await assert.rejects(post(), (error: unknown) => {
      assert.ok(isCollateError(error, 'channel_not_linked'));
      assert.match(error.message, /@Collate link Exec/);
      return true;
    });
    await world.reimport(raw => {
      delete raw.board['executive'];
    });
    await assert.rejects(post(), code('channel_not_linked'));
    const paper = await test.store.read(view => readPaper(view, summaryId, world.clock.now()));
    assert.equal(paper.summary?.state, 'draft');
  });

  it('of another board are unknown', async () => {
    const { summaryId } = await close();
    const other = await newWorld(test.store);
    await assert.rejects(postSummary(other, await other.as(mia), { summaryId }), code('summary_unknown'));
    await assert.rejects(
      test.store.read(view => readPaper(view, 'x', world.clock.now())),
      code('summary_unknown'),
    );
  });
});
