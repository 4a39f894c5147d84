/** What is said in the turns of a set: told where the period is told, in the digest and in the list of sets. */
import assert from 'node:assert/strict';
import { readDigest } from '../../../services/digest/read-digest.ts';
import { terminal } from '../../../services/people/access.ts';
import { notInBefore } from '../../../services/returns/not-in-before.ts';
import { listSets } from '../../../services/sets/list-sets.ts';
import { asks } from '../../../services/store/entities/rounds.ts';
import { closeRound } from '../../../services/summary/papers.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { type Entry, newWorld, saved, type World } from '../world.ts';
import { ann, cat, setRoom } from './set-room.ts';

onBothDatabases('What a set of actions brings', open => {
  let test: TestStore;
  let world: World;
  let room: ReturnType<typeof setRoom>;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store);
    room = setRoom(world);
  });

  it('gives the period its newest word, and the next period what it said before', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    await room.begin();
    const rate = async (period: string, rating: string, more: Entry = {}) =>
      saved(
        world.save(ann, await world.ask(period, 'qa'), '1.1.a', {
          rating,
          progress: `It is ${rating}`,
          ...more,
        }),
      );
    await rate('review 1', 'red');
    await room.look('2026-06-15T09:00:00Z');
    await rate('review 2', 'amber', {
      decisionWhat: 'Pay for a post',
      decisionFrom: 'Exec',
      decisionBy: '2026-07-01',
      revisedDue: '2026-09-30',
      revisedReason: 'No staff',
    });
    await saved(world.save(cat, await world.ask('review 1', 'practice'), '1.1.b', { progress: 'Old part' }));
    await saved(world.save(cat, await world.ask('review 2', 'practice'), '1.1.b', { progress: 'Our part' }));
    const facts = await readFacts(world, world.boardId, '2026-27 Q1');
    const of = (ref: string) => facts.actions.find(action => action.ref === ref);
    assert.deepEqual([of('1.1.a')?.rag, of('1.1.a')?.source?.period], ['amber', 'review 2']);
    assert.equal(of('1.1.a')?.due, '2026-09-30');
    assert.deepEqual(
      of('1.1.b')?.alsoSaid.map(({ progress }) => progress),
      ['Our part'],
    );
    assert.deepEqual(
      facts.decisions.map(({ text, askedIn }) => [text, askedIn]),
      [['Pay for a post', 'review 2']],
    );
    assert.deepEqual(facts.priorities[0]?.rag.amber, 1);
    assert.deepEqual(
      facts.returns.byGroup.map(({ group, of: parts }) => [group, parts]),
      [
        ['QA', 1],
        ['Practice', 2],
      ],
      'the turns are returns of their own',
    );
    world.clock.set('2026-07-13T09:00:00Z');
    await room.look();
    await closeRound(world, terminal(world.boardId), '2026-27 Q1');
    await world.open('2026-27 Q2', '2026-10-09');
    const next = await readFacts(world, world.boardId, '2026-27 Q2');
    const after = next.actions.find(({ ref }) => ref === '1.1.a');
    assert.deepEqual(
      [after?.rag, after?.previous, after?.lastReported?.rating],
      ['notReported', 'amber', 'amber'],
    );
    const q1 = await readFacts(world, world.boardId, '2026-27 Q1');
    assert.equal(
      q1.actions.find(({ ref }) => ref === '1.1.a')?.rag,
      'amber',
      'a turn of July is of the next period',
    );
  });

  it('is told in the digest as it came in', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    await room.begin();
    const since = world.clock.now();
    world.clock.set('2026-06-09T10:00:00Z');
    const ask = await world.ask('review 1', 'qa');
    await saved(world.save(ann, ask, '1.1.a', { rating: 'red', progress: 'Stuck' }));
    const until = new Date('2026-06-09T11:00:00Z');
    const digest = await test.store.read(view => readDigest(view, world.boardId, { since, until }, null));
    assert.deepEqual(
      digest?.cameIn.map(({ group, period, answered, of }) => [group, period, answered, of]),
      [['QA', 'review 1', 1, 2]],
    );
    assert.deepEqual(
      digest?.moved.map(({ action, to, words }) => [action, to, words]),
      [['1.1.a', 'red', 'Stuck']],
    );
    assert.ok(digest?.dates.some(({ what }) => what === 'Returns of review 1 fall due'));
  });

  it('is told in the digest where a turn ended without an answer, once', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    await room.begin();
    const ask = await world.ask('review 1', 'practice');
    await saved(world.save(cat, ask, '1.1.b', { progress: 'On it' }));
    const digest = (from: string, to: string) =>
      test.store.read(view =>
        readDigest(view, world.boardId, { since: new Date(from), until: new Date(to) }, null),
      );
    const late = async (from: string, to: string) => {
      const missing = (await digest(from, to))?.missing;
      return [missing?.fresh, missing?.still].map(list => list?.map(({ group, period }) => [group, period]));
    };
    const [monday, next, last] = ['2026-06-08T07:30:00Z', '2026-06-15T07:30:00Z', '2026-06-22T07:30:00Z'];
    assert.deepEqual(await late('2026-06-01T07:30:00Z', monday), [[], []]);
    assert.deepEqual(await late(monday, next), [[['QA', 'review 1']], []]);
    await room.look('2026-06-15T09:00:00Z');
    assert.deepEqual(await late(next, last), [[], [['QA', 'review 1']]], 'it is only counted then');
    assert.deepEqual(await late(last, '2026-06-26T16:00:00Z'), [[], []]);
  });

  it('is listed for who may see its groups, with what was said last', async () => {
    await room.begin();
    const ask = await world.ask('review 1', 'qa');
    await saved(world.save(ann, ask, '1.1.a', { rating: 'amber', progress: 'On it' }));
    const [set] = await listSets(world, await world.as('mia@board.example'));
    assert.deepEqual(
      [set?.title, set?.every, set?.state, set?.next, set?.turn],
      [
        'After the review',
        'every 2 weeks',
        'asking',
        '2026-06-15',
        { number: 1, due: '2026-06-12', answered: 1, of: 3 },
      ],
    );
    assert.deepEqual(
      set?.actions.map(({ ref, rag, said }) => [ref, rag, said?.progress]),
      [
        ['1.1.a', 'amber', 'On it'],
        ['1.1.b', 'notReported', undefined],
      ],
    );
    const [theirs] = await listSets(world, await world.as(cat));
    assert.deepEqual(
      theirs?.actions.map(({ ref }) => ref),
      ['1.1.b'],
      'of their own group',
    );
    assert.deepEqual(
      await listSets(world, await world.as('leo@police.example')),
      [],
      'who sees no group hears of none',
    );
  });

  it('tells of the turn before when that was not all in', async () => {
    await room.begin();
    await room.look('2026-06-15T09:00:00Z');
    const [, two] = await room.turns();
    const own = await test.store.read(view => view.rows(asks).find({ roundId: two?.id ?? '' }));
    const [ask] = own;
    assert.ok(ask && two);
    assert.equal(await test.store.read(view => notInBefore(view, { ask, round: two })), 'review 1');
  });
});
