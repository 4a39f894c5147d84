import assert from 'node:assert/strict';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import type { AskState } from '../../../services/returns/ask-state.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { actionUpdates, returns } from '../../../services/store/entities/returns.ts';
import { asks } from '../../../services/store/entities/rounds.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { newWorld, saved, type World } from '../world.ts';

const ann = 'ann@police.example';
const ben = 'ben@council.example';
const cat = 'cat@council.example';
const amber = { rating: 'amber', progress: 'Audit half done' };
const code = (wanted: ErrorCode) => (error: unknown) => isCollateError(error, wanted);

onBothDatabases('Saving an action update', open => {
  let test: TestStore;
  let world: World;
  let ask: AskState;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store);
    await world.open('2026-27 Q1', '2026-07-10');
    ask = await world.ask('2026-27 Q1', 'qa');
  });

  /** How many rows of everything that a save writes. */
  const tally = () =>
    test.store.read(async view => {
      const { boardId } = world;
      return {
        returns: await view.rows(returns).count({ boardId }),
        updates: await view.rows(actionUpdates).count({ boardId }),
        refreshes: await view.rows(deliveries).count({ boardId, purpose: 'refresh' }),
        events: await view.rows(auditEvents).count({ boardId, event: 'return.saved' }),
      };
    });

  it('counts versions, keeps every one, and shows the newest', async () => {
    const first = await saved(world.save(ann, ask, '1.1.b', amber, { seenVersion: 0 }));
    assert.deepEqual([first.version, first.by.name, first.by.agency], [1, 'Ann Ward', 'Police']);
    world.clock.set('2026-06-02T10:00:00Z');
    const second = await saved(
      world.save(ben, ask, '1.1.b', { rating: 'green', progress: 'Audit done' }, { seenVersion: 1 }),
    );
    assert.deepEqual(
      [second.version, second.by.name, second.content.rating, second.at.toISOString()],
      [2, 'Ben Cole', 'green', '2026-06-02T10:00:00.000Z'],
    );
    assert.deepEqual(await tally(), { returns: 2, updates: 2, refreshes: 0, events: 2 });
    const state = await world.ask('2026-27 Q1', 'qa');
    assert.deepEqual([state.done, state.total, state.lastSaved?.ref], [1, 3, '1.1.b']);
    assert.equal(state.actions.at(-1)?.ref, '1.1.b', 'what is done stands last');
    assert.equal(state.actions[0]?.ref, '1.1.a', 'what is overdue stands first');
  });

  it('saves the same press once, whatever version it was made on', async () => {
    const first = await saved(world.save(ann, ask, '1.1.b', amber, { seenVersion: 0 }));
    for (const seenVersion of [0, 1, null]) {
      const again = await saved(world.save(ann, ask, '1.1.b', { ...amber, next: '  ' }, { seenVersion }));
      assert.deepEqual(again, first);
    }
    assert.deepEqual(await tally(), { returns: 1, updates: 1, refreshes: 0, events: 1 });
    const other = await saved(world.save(ben, ask, '1.1.b', amber, { seenVersion: 1 }));
    assert.deepEqual([other.version, other.by.name], [2, 'Ben Cole'], 'the same words of another are theirs');
  });

  it('shows what came between to whoever wrote on an older version, and saves nothing', async () => {
    await saved(world.save(ann, ask, '1.1.b', amber, { seenVersion: 0 }));
    const late = await world.save(
      ben,
      ask,
      '1.1.b',
      { rating: 'red', progress: 'Stuck' },
      { seenVersion: 0 },
    );
    assert.ok(late.kind === 'conflict');
    assert.deepEqual([late.theirs.by.name, late.theirs.version], ['Ann Ward', 1]);
    assert.equal((await tally()).returns, 1);
    const chosen = await saved(
      world.save(ben, ask, '1.1.b', { rating: 'red', progress: 'Stuck' }, { seenVersion: 1 }),
    );
    assert.equal(chosen.version, 2);
  });

  it('saves one of two answers given at the same time, and shows it to the other', async () => {
    const kinds = await Promise.all(
      [ann, ben].map(async email => {
        const fields = { rating: 'amber', progress: `From ${email}` };
        return (await world.save(email, ask, '1.1.b', fields, { seenVersion: 0 })).kind;
      }),
    );
    assert.deepEqual(kinds.sort(), ['conflict', 'saved']);
    assert.deepEqual(await tally(), { returns: 1, updates: 1, refreshes: 0, events: 1 });
  });

  it('saves one of five equal presses at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => saved(world.save(ann, ask, '1.1.b', amber, { seenVersion: 0 }))),
    );
    assert.deepEqual(new Set(answers.map(answer => answer.version)), new Set([1]));
    assert.equal((await tally()).returns, 1);
  });

  it('tells every problem and saves nothing', async () => {
    const result = await world.save(ann, ask, '1.1.b', { rating: 'mauve', evidence: 'no' });
    assert.ok(result.kind === 'problems');
    assert.deepEqual(Object.keys(result.problems).sort(), ['evidence', 'rating']);
    assert.equal(result.action.ref, '1.1.b');
    assert.deepEqual(await tally(), { returns: 0, updates: 0, refreshes: 0, events: 0 });
  });

  it('makes one refresh due for each standing card, however many saves wait for it', async () => {
    const channel = await world.channel('qa');
    await world.standing(ask.askId, channel);
    await world.standing(ask.askId, channel);
    await saved(world.save(ann, ask, '1.1.b', amber));
    await saved(world.save(ann, ask, '2.1.a', amber));
    assert.equal((await tally()).refreshes, 2);
  });

  it('marks what comes after the due day as late, by the day in the board’s zone', async () => {
    // 23:30 on the due day in London, which is 22:30 UTC.
    world.clock.set('2026-07-10T22:30:00Z');
    assert.equal((await saved(world.save(ann, ask, '1.1.b', amber))).late, false);
    world.clock.set('2026-07-10T23:30:00Z');
    assert.equal((await saved(world.save(ann, ask, '2.1.a', amber))).late, true);
  });

  it('knows when an ask is complete, and when no longer', async () => {
    const completedAt = async () =>
      (await test.store.read(view => view.rows(asks).get(ask.askId))).completedAt?.toISOString() ?? null;
    for (const ref of ['1.1.a', '1.1.b', '2.1.a']) {
      assert.equal(await completedAt(), null);
      await saved(world.save(ann, ask, ref, amber));
    }
    assert.equal(await completedAt(), '2026-06-01T09:00:00.000Z');
  });

  it('lets the manager alone enter for another, and keeps both names', async () => {
    const givenById = await world.person(ann);
    const entered = await saved(world.save('mia@board.example', ask, '1.1.b', amber, { givenById }));
    assert.deepEqual(
      [entered.by.name, entered.by.agency, entered.enteredBy?.name],
      ['Ann Ward', 'Police', 'Mia Manager'],
    );
    await assert.rejects(world.save(ben, ask, '1.1.b', amber, { givenById }), code('not_allowed'));
    const self = await saved(world.save(ann, ask, '2.1.a', amber, { givenById }));
    assert.equal(self.enteredBy, null);
    const stranger = await newWorld(test.store);
    await assert.rejects(
      world.save('mia@board.example', ask, '1.1.b', amber, { givenById: await stranger.person(ann) }),
      code('person_unknown'),
    );
  });

  it('needs a name at the terminal', async () => {
    await assert.rejects(world.save('terminal', ask, '1.1.b', amber), code('person_unknown'));
    const given = await saved(
      world.save('terminal', ask, '1.1.b', amber, { givenById: await world.person(ann) }),
    );
    assert.equal(given.by.name, 'Ann Ward');
  });

  it('takes answers of members, leads, and the people in its channel, and of nobody else', async () => {
    await assert.rejects(world.save(cat, ask, '1.1.b', amber), (error: unknown) => {
      assert.ok(isCollateError(error, 'not_allowed'));
      assert.match(error.message, /Quality Group/);
      return true;
    });
    const elsewhere = await world.channel('practice');
    await assert.rejects(
      world.save(cat, ask, '1.1.b', amber, { channelRowId: elsewhere }),
      code('not_allowed'),
    );
    const here = await world.channel('qa');
    await saved(world.save(cat, ask, '1.1.b', amber, { channelRowId: here }));
    await saved(world.save('leo@police.example', ask, '1.1.a', amber));
    await assert.rejects(world.save('leo@police.example', ask, '2.1.a', amber), code('not_allowed'));
    assert.equal((await tally()).returns, 2);
  });

  it('refuses asks and actions that are none of this card’s or this board’s', async () => {
    const other = await newWorld(test.store);
    await other.open('2026-27 Q1', '2026-07-10');
    const theirs = await other.ask('2026-27 Q1', 'qa');
    await assert.rejects(world.save(ann, theirs, '1.1.b', amber), code('ask_unknown'));
    for (const ref of [await world.action('1.2.a'), await other.action('1.1.b'), 'x', '', "' or 1=1"]) {
      await assert.rejects(world.save(ann, ask, ref, amber), code('action_unknown'));
    }
    await assert.rejects(world.save(ann, { ...ask, askId: 'x' }, '1.1.b', amber), code('ask_unknown'));
    assert.equal((await tally()).returns, 0);
  });

  it('takes words and no rating from a further owner', async () => {
    const practice = await world.ask('2026-27 Q1', 'practice');
    const answer = await saved(world.save(cat, practice, '1.1.b', { rating: 'red', progress: 'Our part' }));
    assert.equal(answer.content.rating, null);
    const own = (await world.ask('2026-27 Q1', 'qa')).actions.find(action => action.ref === '1.1.b');
    assert.equal(own?.answer, null, 'the first owner’s ask is still unanswered');
  });
});
