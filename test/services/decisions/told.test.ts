import assert from 'node:assert/strict';
import { noteDecision } from '../../../services/decisions/note-decision.ts';
import { saveActionUpdate } from '../../../services/returns/action-updates.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { summaries } from '../../../services/store/entities/summaries.ts';
import { closeRound, postSummary, readLatestPaper } from '../../../services/summary/papers.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { onlyGroups } from '../../../services/summary/scopes.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';

import { saved, type World } from '../world.ts';
import { ANN, agreed, asking, CAT, type DecisionRoom, decisionRoom, MIA, Q1, Q2 } from './decision-room.ts';

onOneDatabase('What is told of decisions', open => {
  let test: TestStore;
  let world: World;
  let room: DecisionRoom;
  before(async () => {
    test = await open();
  });
  after(() => test.dispose());
  beforeEach(async () => {
    room = await decisionRoom(test.store);
    world = room.world;
  });

  it('of two owners of one action are two', async () => {
    await room.ask('Pay for a post', {}, Q1, '1.1.b');
    const practice = await world.ask(Q1, 'practice');
    await saved(world.save(CAT, practice, '1.1.b', { ...asking('Lend us a room'), rating: undefined }));
    assert.equal((await room.list()).length, 2);
    const all = await readFacts(world, world.boardId, Q1);
    const texts = (group: string) => onlyGroups(all, [group]).decisions.map(({ text }) => text);
    assert.deepEqual([texts('QA'), texts('Practice')], [['Pay for a post'], ['Lend us a room']]);
  });

  it('show on the card of the group that asked, which is refreshed', async () => {
    await room.ask('Pay for a post');
    const { askId } = await world.ask(Q1, 'qa');
    await world.standing(askId, await world.channel('qa'));
    const refreshes = async () =>
      (
        await world.store.read(view =>
          view.rows(deliveries).find({ boardId: world.boardId, purpose: 'refresh' }),
        )
      ).length;
    const before = await refreshes();
    const done = await room.note();
    assert.equal(await refreshes(), before + 1);
    const action = (await world.ask(Q1, 'qa')).actions.find(({ ref }) => ref === '1.1.a');
    const [told] = action?.decisions ?? [];
    assert.deepEqual(
      [told?.text, told?.state, told?.answer?.words, told?.answer?.on],
      ['Pay for a post', 'agreed', 'Funded to March', '2026-06-01'],
    );
    assert.ok(done.kind === 'saved');
  });

  it('keep “no change” away while they are open, also in a later round', async () => {
    await room.ask('Pay for a post', { rating: 'green' }, Q1, '2.1.a');
    world.clock.set('2026-08-20T09:00:00Z');
    await world.open(Q2, '2026-10-10');
    const may = async () => {
      const state = await world.ask(Q2, 'qa');
      return state.actions.find(({ ref }) => ref === '2.1.a')?.noChange.allowed;
    };
    assert.equal(await may(), false);
    await room.note({ ...agreed, decidedOn: '2026-08-20' });
    assert.equal(await may(), true);
  });

  it('are on the agenda of the meeting that the paper goes to, and stay so in the paper', async () => {
    await world.channel('exec');
    await room.ask('Pay for a post');
    await room.ask('Ask the ICB', { decisionFrom: 'ICB' }, Q1, '2.1.a');
    await closeRound(world, await world.as(MIA), Q1);
    await postSummary(world, await world.as(MIA), { period: Q1 });
    const states = async () =>
      Object.fromEntries((await room.list()).map(({ text, state }) => [text, state]));
    assert.deepEqual(await states(), { 'Pay for a post': 'on-agenda', 'Ask the ICB': 'asked' });
    const post = (await room.list()).find(({ text }) => text === 'Pay for a post');
    await noteDecision(world, await world.as(MIA), {
      returnId: post?.asking.returnId ?? '',
      seenVersion: post?.version ?? 0,
      fields: agreed,
    });
    assert.equal((await states())['Pay for a post'], 'agreed');
    const paper = await readLatestPaper(world, world.boardId, Q1);
    assert.deepEqual(
      [paper.isIntact, paper.facts.decisions.find(({ text }) => text === 'Pay for a post')?.state],
      [true, 'on-agenda'],
    );
  });

  it('of a paper that is older than their answers read as ever', async () => {
    await world.channel('exec');
    await room.ask('Pay for a post');
    await closeRound(world, await world.as(MIA), Q1);
    await postSummary(world, await world.as(MIA), { period: Q1 });
    const row = await world.store.read(view => view.rows(summaries).first({ boardId: world.boardId }));
    const stored = row?.facts as { decisions: Record<string, unknown>[] };
    const old = stored.decisions.map(({ action, text, from, by, source }) => ({
      action,
      text,
      from,
      by,
      source,
      state: 'asked',
    }));
    await world.store.write(unit =>
      unit.rows(summaries).update({ id: row?.id ?? '' }, { facts: { ...stored, decisions: old } }),
    );
    const { facts: read } = await readLatestPaper(world, world.boardId, Q1);
    assert.deepEqual(
      read.decisions.map(({ state, answer, askedIn, roundsAgo }) => [state, answer, askedIn, roundsAgo]),
      [['asked', null, Q1, 0]],
    );
  });

  it('follow an action into the plan that continues it', async () => {
    await room.ask('Pay for a post');
    await room.note({ state: 'deferred', words: 'To July', decidedOn: '2026-06-01' });
    await closeRound(world, await world.as(MIA), Q1);
    await world.reimport(raw => {
      raw.plan['key'] = 'p2';
      for (const priority of raw.plan.priorities)
        for (const outcome of priority.outcomes)
          for (const action of outcome.actions) action['continues'] = `p1/${action['ref']}`;
    });
    assert.deepEqual(await room.said(), [['1.1.a', 'Pay for a post', 'deferred', 0]]);
    assert.equal((await room.note()).kind, 'saved');
    assert.deepEqual(await room.said(), [['1.1.a', 'Pay for a post', 'agreed', 0]]);
  });

  it('saved by a manager for somebody are that person’s', async () => {
    const qa = await world.ask(Q1, 'qa');
    const actionId = await world.action('1.1.a');
    await saveActionUpdate(world, await world.as(MIA), {
      askId: qa.askId,
      actionId,
      seenVersion: 0,
      fields: asking('Pay for a post'),
      givenById: await world.person(ANN),
    });
    const [fact] = (await readFacts(world, world.boardId, Q1)).decisions;
    assert.deepEqual([fact?.source.by, fact?.source.enteredBy], ['Ann Ward', 'Mia Manager']);
  });
});
