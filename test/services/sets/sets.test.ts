/** Sets of actions: asked for in their own rhythm, and not twice. */
import assert from 'node:assert/strict';
import { reminderCard } from '../../../cards/reminder/reminder-card.ts';
import { isCollateError } from '../../../services/errors.ts';
import { readPlan } from '../../../services/rounds/change-plan.ts';
import { holdRound } from '../../../services/rounds/hold-round.ts';
import { listRounds } from '../../../services/rounds/list-rounds.ts';
import { readReminder } from '../../../services/rounds/read-reminder.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { reminders } from '../../../services/store/entities/reminders.ts';
import { actionSets } from '../../../services/store/entities/sets.ts';
import { closeRound } from '../../../services/summary/papers.ts';
import { textOf } from '../../cards/reading.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { type Entry, newWorld, saved, type World } from '../world.ts';
import { ann, cat, review, setRoom, withSet } from './set-room.ts';

onBothDatabases('A set of actions', open => {
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

  it('is asked for at once in the channels of its groups, and anew when the turn is over', async () => {
    const channel = await world.channel('qa');
    await room.begin();
    const [first, ...none] = await room.turns();
    assert.deepEqual(none, []);
    assert.deepEqual(
      [first?.period, first?.startsOn, first?.due, first?.turn],
      ['review 1', '2026-06-01', '2026-06-12', 1],
    );
    assert.deepEqual(await room.refs('review 1', 'qa'), ['1.1.a', '1.1.b']);
    assert.deepEqual(await room.refs('review 1', 'practice'), ['1.1.b'], 'a further owner adds words');
    const posted = await test.store.read(view =>
      view.rows(deliveries).find({ boardId: world.boardId, purpose: 'ask' }),
    );
    assert.deepEqual(
      posted.map(({ placeId }) => placeId),
      [channel],
    );
    await room.look('2026-06-08T09:00:00Z');
    assert.equal((await room.turns()).length, 1, 'a look between changes nothing');
    await saved(
      world.save(ann, await world.ask('review 1', 'qa'), '1.1.a', { rating: 'amber', progress: 'On it' }),
    );
    await room.look('2026-06-15T09:00:00Z');
    const [one, two] = await room.turns();
    assert.ok(one?.closedAt);
    assert.deepEqual([two?.period, two?.due, two?.closedAt], ['review 2', '2026-06-26', null]);
    const card = await world.ask('review 2', 'qa');
    assert.deepEqual(
      [card.round.set?.title, card.round.set?.turn, card.round.set?.every],
      ['After the review', 2, 'every 2 weeks'],
    );
    assert.equal(card.actions.find(({ ref }) => ref === '1.1.a')?.last?.content.progress, 'On it');
  });

  it('is reminded of by its own due days, and needs no sign-off', async () => {
    await world.channel('qa');
    await room.begin();
    await room.look('2026-06-09T08:01:00Z');
    const told = await test.store.read(view => view.rows(reminders).find({ boardId: world.boardId }));
    assert.deepEqual(
      told.map(({ audience }) => audience),
      ['group'],
    );
    const ask = await world.ask('review 1', 'qa');
    for (const ref of ['1.1.a', '1.1.b'])
      await saved(world.save(ann, ask, ref, { rating: 'green', progress: 'Going on' }));
    assert.equal((await world.ask('review 1', 'qa')).signOff, null);
    const due = await test.store.read(view =>
      view.rows(deliveries).find({ boardId: world.boardId, purpose: 'sign-off' }),
    );
    assert.deepEqual(due, []);
  });

  it('is told to the chair after one turn without an answer, and after two to the manager', async () => {
    await world.channel('qa');
    await room.begin();
    const told = async (period: string) => {
      const turn = (await room.turns()).find(round => round.period === period);
      const own = await test.store.read(view => view.rows(reminders).find({ roundId: turn?.id ?? '' }));
      const cards = await Promise.all(
        own.map(async ({ id, audience, groupId }) => {
          const state = await test.store.read(view => readReminder(view, id, world.clock.now()));
          const shown = state ? textOf(reminderCard(state, { link: null, forms: 'dialog' })) : '';
          return { audience, isPractice: groupId === (await world.group('practice')), shown };
        }),
      );
      return cards.sort(
        (one, other) =>
          one.audience.localeCompare(other.audience) || Number(one.isPractice) - Number(other.isPractice),
      );
    };
    const practice = await world.ask('review 1', 'practice');
    await saved(world.save(cat, practice, '1.1.b', { progress: 'On it' }));
    assert.deepEqual(await told('review 1'), []);
    await room.look('2026-06-15T09:00:00Z');
    const [chair, ...none] = await told('review 2');
    assert.deepEqual([chair?.audience, chair?.isPractice, none], ['leaders', false, []]);
    assert.match(chair?.shown ?? '', /Quality Group · review 2 · not answered in the turn before/);
    await room.look('2026-06-29T09:00:00Z');
    const later = await told('review 3');
    assert.deepEqual(
      later.map(({ audience, isPractice }) => [audience, isPractice]),
      [
        ['leaders', false],
        ['leaders', true],
        ['manager', false],
      ],
      'and the other group, which missed one',
    );
    const manager = later.at(-1)?.shown ?? '';
    assert.match(manager, /Quality Group\s+not answered in the 2 turns before; 1\.1\.a, 1\.1\.b/);
    assert.doesNotMatch(manager, /Practice Group/);
    const late = await world.ask('review 2', 'qa');
    for (const ref of ['1.1.a', '1.1.b'])
      await saved(world.save(ann, late, ref, { rating: 'green', progress: 'Late, but in' }));
    await room.look('2026-07-13T09:00:00Z');
    const quality = (await told('review 4')).find(({ shown }) => shown.includes('Quality Group · review 4'));
    assert.match(quality?.shown ?? '', /not answered in the turn before/, 'counted anew');
  });

  it('leaves its actions out of the period’s own round, which says so', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    assert.deepEqual(await room.refs('2026-27 Q1', 'qa'), ['1.1.a', '1.1.b', '2.1.a']);
    await room.begin();
    const card = await world.ask('2026-27 Q1', 'qa');
    assert.deepEqual(
      card.actions.map(({ ref }) => ref),
      ['2.1.a'],
    );
    assert.deepEqual(card.elsewhere, [
      { ref: '1.1.a', set: 'After the review', every: 'every 2 weeks' },
      { ref: '1.1.b', set: 'After the review', every: 'every 2 weeks' },
    ]);
    await world.reimport(raw => Object.assign(raw, { sets: [] }));
    assert.deepEqual(await room.refs('2026-27 Q1', 'qa'), ['1.1.a', '1.1.b', '2.1.a'], 'asked here again');
    const [, turn] = await room.turns();
    assert.ok(turn?.closedAt, 'and not there');
  });

  it('keeps what was answered in the round before the set was there', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    await saved(
      world.save(ann, await world.ask('2026-27 Q1', 'qa'), '1.1.a', { rating: 'red', progress: 'Stuck' }),
    );
    await room.begin();
    assert.deepEqual(await room.refs('2026-27 Q1', 'qa'), ['1.1.a', '2.1.a']);
  });

  it('ends when all is complete, and goes on when something is added', async () => {
    await room.begin();
    const ask = await world.ask('review 1', 'qa');
    for (const ref of ['1.1.a', '1.1.b'])
      await saved(world.save(ann, ask, ref, { rating: 'complete', progress: 'Done' }));
    await room.look('2026-06-15T09:00:00Z');
    assert.deepEqual(await room.about('action-sets'), [
      'review, the turn that is due 12 Jun 2026',
      'review, the turn that is due 26 Jun 2026: set-over',
    ]);
    const set = () => test.store.read(view => view.rows(actionSets).first({ boardId: world.boardId }));
    assert.ok((await set())?.endedAt);
    await room.look('2026-07-20T09:00:00Z');
    assert.equal((await room.turns()).filter(({ closedAt }) => closedAt === null).length, 0);
    const { changes } = await world.reimport(withSet({ actions: ['1.1.a', '1.1.b', '2.1.b'] }));
    assert.deepEqual(
      changes.map(({ what, fields }) => [what, fields]),
      [['set', ['actions']]],
    );
    assert.equal((await set())?.endedAt, null);
    await room.look('2026-07-20T09:05:00Z');
    assert.deepEqual(
      await room.refs('review 2', 'practice'),
      ['2.1.b'],
      'what is complete is not asked for again',
    );
  });

  it('asks for what one of its groups takes over within a turn', async () => {
    await room.begin({ actions: ['1.1.a'] });
    await world.reimport(raw => Object.assign(raw, { sets: [review({ actions: ['1.1.a', '1.2.a'] })] }));
    assert.deepEqual(await room.refs('review 1', 'qa'), ['1.1.a']);
    await room.look('2026-06-01T09:05:00Z');
    assert.deepEqual(await room.refs('review 1', 'practice'), ['1.2.a']);
    assert.equal((await room.turns()).length, 1);
  });

  it('stands in nobody’s way: closing, planning and another plan mean the rounds of periods', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    await room.begin();
    const mia = await world.as('mia@board.example');
    assert.deepEqual(
      (await listRounds(world, mia)).map(({ period, expected }) => [period, expected]),
      [
        ['review 1', 2],
        ['2026-27 Q1', 2],
      ],
    );
    assert.ok((await readPlan(world, mia)).length > 0);
    await closeRound(world, mia, null);
    await world.reimport(raw => Object.assign(raw.plan, { key: 'p2' }));
    const [, turn] = await room.turns();
    assert.ok(turn?.closedAt, 'the set of the plan before is over');
  });

  it('is held with the period it lies in', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    await room.begin();
    await holdRound(world, await world.as('mia@board.example'), '2026-27 Q1', 'A review asks for it');
    assert.ok((await room.turns()).every(({ heldAt }) => heldAt !== null));
  });

  it('is refused with what is wrong in it', async () => {
    const refused = (sets: Entry[], words: RegExp) =>
      assert.rejects(
        async () => world.reimport(raw => Object.assign(raw, { sets })),
        error => isCollateError(error, 'board_file_invalid') && words.test(error.message),
      );
    await refused([review({ actions: ['9.9.z'] })], /names “9\.9\.z”, which is the ref of no action/);
    await refused([review(), review({ key: 'other' })], /“1\.1\.a” is in the set “review” already/);
    await refused([review(), review({ actions: ['2.1.a'] })], /“review” is already the key of another set/);
    await refused([review({ every: 'often' })], /must be written as 2 weeks or as month/);
    await refused([review({ starts: '2026-07-01', until: '2026-06-01' })], /is before it starts/);
    await refused([review({ until: 'soon' })], /must be closed, or a day/);
    await refused([review({ key: '2026-27' })], /must be a short key like absence-review/);
  });
});
