import assert from 'node:assert/strict';
import { isOpen } from '../../../services/decisions/decisions.ts';
import { listDecisions } from '../../../services/decisions/list-decisions.ts';
import { noteDecision, undoNote } from '../../../services/decisions/note-decision.ts';
import { saveActionUpdate, undoReturn } from '../../../services/returns/action-updates.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { decisionNotes } from '../../../services/store/entities/decisions.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { summaries } from '../../../services/store/entities/summaries.ts';
import { closeRound, postSummary, readLatestPaper } from '../../../services/summary/papers.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { onlyGroups } from '../../../services/summary/scopes.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { type Entry, newWorld, saved, type World } from '../world.ts';

const MIA = 'mia@board.example';
const ANN = 'ann@police.example';
const CAT = 'cat@council.example';
const [Q1, Q2, Q3] = ['2026-27 Q1', '2026-27 Q2', '2026-27 Q3'];

const asking = (what: string, more: Entry = {}) => ({
  rating: 'red',
  progress: 'Stuck',
  decisionWhat: what,
  decisionFrom: 'Exec',
  decisionBy: '2026-07-31',
  ...more,
});
const agreed = { state: 'agreed', words: 'Funded to March', decidedOn: '2026-06-01' };

onBothDatabases('Decisions', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store, {
      edit: raw => raw.people.push({ name: 'Moe Manager', email: 'moe@board.example', roles: ['manager'] }),
    });
    await world.open(Q1, '2026-07-10');
  });

  const list = () => world.store.read(view => listDecisions(view, world.boardId));
  const said = async () =>
    (await list()).map(({ ref, text, state, roundsAgo }) => [ref, text, state, roundsAgo]);
  const only = async () => {
    const [one, another] = (await list()).filter(isOpen);
    assert.ok(one && !another);
    return one;
  };
  const ask = async (what: string, more: Entry = {}, period = Q1, ref = '1.1.a') =>
    saved(world.save(ANN, await world.ask(period, 'qa'), ref, asking(what, more)));
  const note = async (fields: Entry = agreed, who = MIA, seenVersion: number | null = null) =>
    noteDecision(world, await world.as(who), {
      returnId: (await only()).asking.returnId,
      seenVersion,
      fields,
    });
  const facts = async (period: string) =>
    (await readFacts(world, world.boardId, period)).decisions.map(
      ({ action, text, state, askedIn, roundsAgo, answer }) => [
        action,
        text,
        state,
        askedIn,
        roundsAgo,
        answer?.words ?? null,
      ],
    );

  it('are asked in a return, and answered by a note that says what, who and when', async () => {
    await ask('Pay for a post');
    assert.deepEqual(await said(), [['1.1.a', 'Pay for a post', 'asked', 0]]);
    const done = await note();
    assert.ok(done.kind === 'saved' && done.decision.note);
    const { words, decidedBy, on, notedBy, at } = done.decision.note;
    assert.deepEqual(
      [done.decision.state, words, decidedBy, on, notedBy?.name, at],
      ['agreed', 'Funded to March', 'Exec', '2026-06-01', 'Mia Manager', world.clock.now()],
    );
    const [fact] = (await readFacts(world, world.boardId, Q1)).decisions;
    assert.deepEqual(fact?.answer, {
      words: 'Funded to March',
      by: 'Exec',
      on: '2026-06-01',
      notedBy: 'Mia Manager',
      at: '2026-06-01T09:00:00.000Z',
    });
  });

  it('are noted by a manager alone', async () => {
    await ask('Pay for a post');
    await assert.rejects(note(agreed, ANN), /Only the board's manager can note what was decided/);
  });

  it('need words where they were changed, refused or put off, and a day that has come', async () => {
    await ask('Pay for a post');
    for (const state of ['agreed-with-changes', 'refused', 'deferred']) {
      const bare = await note({ state, decidedOn: '2026-06-01' });
      assert.ok(bare.kind === 'problems' && bare.problems.words, state);
    }
    const future = await note({ ...agreed, decidedOn: '2026-06-02' });
    assert.ok(future.kind === 'problems' && future.problems.decidedOn);
    const none = await note({ state: 'perhaps' });
    assert.ok(none.kind === 'problems' && none.problems.state);
    assert.equal((await only()).state, 'asked');
    assert.equal((await note({ state: 'on-agenda', decidedOn: '2026-06-20' })).kind, 'saved');
    assert.equal((await only()).state, 'on-agenda');
  });

  it('take a second press for the first, and show two managers what the other noted', async () => {
    await ask('Pay for a post');
    await note();
    await noteAgain(agreed, MIA, 0);
    const rows = await world.store.read(view => view.rows(decisionNotes).find({ boardId: world.boardId }));
    assert.equal(rows.length, 1);
    const other = await noteAgain({ ...agreed, state: 'refused' }, 'moe@board.example', 0);
    assert.ok(other.kind === 'conflict' && other.decision.note?.words === 'Funded to March');
    const seen = await noteAgain({ ...agreed, state: 'refused' }, 'moe@board.example', 1);
    assert.ok(seen.kind === 'saved' && seen.decision.state === 'refused');
  });
  const noteAgain = async (fields: Entry, who: string, seenVersion: number) => {
    const [decision] = await list();
    assert.ok(decision);
    return noteDecision(world, await world.as(who), {
      returnId: decision.asking.returnId,
      seenVersion,
      fields,
    });
  };

  it('let who noted last take it back, once, to what stood before', async () => {
    await ask('Pay for a post');
    const first = await note({ state: 'deferred', words: 'To July', decidedOn: '2026-06-01' });
    // The same question in the same words, saved again: what was noted stays.
    await ask('pay for  a post', { progress: 'Still stuck' });
    assert.equal((await only()).state, 'deferred');
    const second = await note();
    assert.ok(first.kind === 'saved' && second.kind === 'saved');
    const [mia, moe] = [await world.as(MIA), await world.as('moe@board.example')];
    await assert.rejects(undoNote(world, moe, second.noteId), /Only Mia Manager can undo this/);
    await assert.rejects(undoNote(world, mia, first.noteId), /changed since/);
    assert.equal((await undoNote(world, mia, second.noteId)).state, 'deferred');
    assert.equal((await undoNote(world, mia, second.noteId)).note?.words, 'To July');
    const rows = await world.store.read(view => view.rows(decisionNotes).find({ boardId: world.boardId }));
    assert.equal(rows.length, 3);
    const events = await world.store.read(view => view.rows(auditEvents).find({ boardId: world.boardId }));
    const own = events.filter(({ event }) => event.startsWith('decision.'));
    assert.deepEqual(own.map(({ event }) => event).sort(), [
      'decision.noted',
      'decision.noted',
      'decision.undone',
    ]);
    assert.doesNotMatch(JSON.stringify(own), /July|Funded|post/);
  });

  it('go back to asked where the only note is taken back', async () => {
    await ask('Pay for a post');
    const done = await note();
    assert.ok(done.kind === 'saved');
    await undoNote(world, await world.as(MIA), done.noteId);
    assert.deepEqual(await said(), [['1.1.a', 'Pay for a post', 'asked', 0]]);
  });

  it('carry over with their age while open, and end with their answer', async () => {
    await ask('Pay for a post');
    world.clock.set('2026-08-20T09:00:00Z');
    await world.open(Q2, '2026-10-10');
    assert.deepEqual(await facts(Q2), [['1.1.a', 'Pay for a post', 'asked', Q1, 1, null]]);
    await note({ state: 'deferred', words: 'To the autumn', decidedOn: '2026-08-20' });
    world.clock.set('2026-11-20T09:00:00Z');
    await world.open(Q3, '2027-01-10');
    assert.deepEqual(await facts(Q3), [['1.1.a', 'Pay for a post', 'deferred', Q1, 2, 'To the autumn']]);
    await note({ ...agreed, decidedOn: '2026-11-19' });
    assert.deepEqual(await facts(Q3), [['1.1.a', 'Pay for a post', 'agreed', Q1, 2, 'Funded to March']]);
    world.clock.set('2027-02-20T09:00:00Z');
    await world.open('2026-27 Q4', '2027-04-10');
    assert.deepEqual(await facts('2026-27 Q4'), []);
    assert.deepEqual(await facts(Q1), [['1.1.a', 'Pay for a post', 'agreed', Q1, 0, 'Funded to March']]);
  });

  it('are the same when asked again while open, and new when asked again after an answer', async () => {
    await ask('Pay for a post');
    world.clock.set('2026-08-20T09:00:00Z');
    await world.open(Q2, '2026-10-10');
    await ask('Pay for two posts', {}, Q2);
    assert.deepEqual(await said(), [['1.1.a', 'Pay for two posts', 'asked', 1]]);
    await note({ ...agreed, decidedOn: '2026-08-20' });
    world.clock.set('2026-11-20T09:00:00Z');
    await world.open(Q3, '2027-01-10');
    await ask('Pay for a third', {}, Q3);
    assert.deepEqual(await said(), [
      ['1.1.a', 'Pay for a third', 'asked', 0],
      ['1.1.a', 'Pay for two posts', 'agreed', 2],
    ]);
  });

  it('keep what was decided where the question is changed or taken back afterwards', async () => {
    await ask('Pay for a post');
    await note();
    const changed = await ask('Pay for a van');
    assert.deepEqual(await said(), [
      ['1.1.a', 'Pay for a van', 'asked', 0],
      ['1.1.a', 'Pay for a post', 'agreed', 0],
    ]);
    const { askId } = await world.ask(Q1, 'qa');
    await undoReturn(world, await world.as(ANN), { askId, returnId: changed.returnId });
    assert.deepEqual(await said(), [['1.1.a', 'Pay for a post', 'agreed', 0]]);
  });

  it('are gone with the return that asked, where nothing was noted', async () => {
    const answer = await ask('Pay for a post');
    const open = await only();
    const { askId } = await world.ask(Q1, 'qa');
    await undoReturn(world, await world.as(ANN), { askId, returnId: answer.returnId });
    assert.deepEqual(await said(), []);
    await assert.rejects(
      noteDecision(world, await world.as(MIA), {
        returnId: open.asking.returnId,
        seenVersion: 0,
        fields: agreed,
      }),
      /no longer asked for/,
    );
  });

  it('are not noted on words that were changed meanwhile', async () => {
    await ask('Pay for a post');
    const { asking: seen } = await only();
    await ask('Pay for a van');
    const result = await noteDecision(world, await world.as(MIA), {
      returnId: seen.returnId,
      seenVersion: 0,
      fields: agreed,
    });
    assert.ok(result.kind === 'reworded' && result.decision.text === 'Pay for a van');
    assert.equal((await only()).state, 'asked');
  });

  it('of two owners of one action are two', async () => {
    await ask('Pay for a post', {}, Q1, '1.1.b');
    const practice = await world.ask(Q1, 'practice');
    await saved(world.save(CAT, practice, '1.1.b', { ...asking('Lend us a room'), rating: undefined }));
    assert.equal((await list()).length, 2);
    const all = await readFacts(world, world.boardId, Q1);
    const texts = (group: string) => onlyGroups(all, [group]).decisions.map(({ text }) => text);
    assert.deepEqual([texts('QA'), texts('Practice')], [['Pay for a post'], ['Lend us a room']]);
  });

  it('show on the card of the group that asked, which is refreshed', async () => {
    await ask('Pay for a post');
    const { askId } = await world.ask(Q1, 'qa');
    await world.standing(askId, await world.channel('qa'));
    const refreshes = async () =>
      (
        await world.store.read(view =>
          view.rows(deliveries).find({ boardId: world.boardId, purpose: 'refresh' }),
        )
      ).length;
    const before = await refreshes();
    const done = await note();
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
    await ask('Pay for a post', { rating: 'green' }, Q1, '2.1.a');
    world.clock.set('2026-08-20T09:00:00Z');
    await world.open(Q2, '2026-10-10');
    const may = async () => {
      const state = await world.ask(Q2, 'qa');
      return state.actions.find(({ ref }) => ref === '2.1.a')?.noChange.allowed;
    };
    assert.equal(await may(), false);
    await note({ ...agreed, decidedOn: '2026-08-20' });
    assert.equal(await may(), true);
  });

  it('are on the agenda of the meeting that the paper goes to, and stay so in the paper', async () => {
    await world.channel('exec');
    await ask('Pay for a post');
    await ask('Ask the ICB', { decisionFrom: 'ICB' }, Q1, '2.1.a');
    await closeRound(world, await world.as(MIA), Q1);
    await postSummary(world, await world.as(MIA), { period: Q1 });
    const states = async () => Object.fromEntries((await list()).map(({ text, state }) => [text, state]));
    assert.deepEqual(await states(), { 'Pay for a post': 'on-agenda', 'Ask the ICB': 'asked' });
    const post = (await list()).find(({ text }) => text === 'Pay for a post');
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
    await ask('Pay for a post');
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
    await ask('Pay for a post');
    await note({ state: 'deferred', words: 'To July', decidedOn: '2026-06-01' });
    await closeRound(world, await world.as(MIA), Q1);
    await world.reimport(raw => {
      raw.plan['key'] = 'p2';
      for (const priority of raw.plan.priorities)
        for (const outcome of priority.outcomes)
          for (const action of outcome.actions) action['continues'] = `p1/${action['ref']}`;
    });
    assert.deepEqual(await said(), [['1.1.a', 'Pay for a post', 'deferred', 0]]);
    assert.equal((await note()).kind, 'saved');
    assert.deepEqual(await said(), [['1.1.a', 'Pay for a post', 'agreed', 0]]);
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
