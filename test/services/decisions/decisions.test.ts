import assert from 'node:assert/strict';
import { noteDecision, undoNote } from '../../../services/decisions/note-decision.ts';
import { undoReturn } from '../../../services/returns/action-updates.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { decisionNotes } from '../../../services/store/entities/decisions.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';

import type { World } from '../world.ts';
import { ANN, agreed, type DecisionRoom, decisionRoom, MIA, MOE, Q1, Q2, Q3 } from './decision-room.ts';

onOneDatabase('Decisions', open => {
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

  it('are asked in a return, and answered by a note that says what, who and when', async () => {
    await room.ask('Pay for a post');
    assert.deepEqual(await room.said(), [['1.1.a', 'Pay for a post', 'asked', 0]]);
    const done = await room.note();
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
    await room.ask('Pay for a post');
    await assert.rejects(room.note(agreed, ANN), /Only the board's manager can note what was decided/);
  });

  it('need words where they were changed, refused or put off, and a day that has come', async () => {
    await room.ask('Pay for a post');
    for (const state of ['agreed-with-changes', 'refused', 'deferred']) {
      const bare = await room.note({ state, decidedOn: '2026-06-01' });
      assert.ok(bare.kind === 'problems' && bare.problems.words, state);
    }
    const future = await room.note({ ...agreed, decidedOn: '2026-06-02' });
    assert.ok(future.kind === 'problems' && future.problems.decidedOn);
    const none = await room.note({ state: 'perhaps' });
    assert.ok(none.kind === 'problems' && none.problems.state);
    assert.equal((await room.only()).state, 'asked');
    assert.equal((await room.note({ state: 'on-agenda', decidedOn: '2026-06-20' })).kind, 'saved');
    assert.equal((await room.only()).state, 'on-agenda');
  });

  it('are not noted in words that may say who a child is', async () => {
    await room.ask('Pay for a post');
    await assert.rejects(
      room.note({ ...agreed, words: 'For NHS 943 476 5919 only' }),
      /Nothing was saved.*NHS number/s,
    );
    assert.equal((await room.only()).state, 'asked');
  });

  it('take a second press for the first, and show two managers what the other noted', async () => {
    await room.ask('Pay for a post');
    await room.note();
    await room.noteSeen(agreed, MIA, 0);
    const rows = await world.store.read(view => view.rows(decisionNotes).find({ boardId: world.boardId }));
    assert.equal(rows.length, 1);
    const other = await room.noteSeen({ ...agreed, state: 'refused' }, MOE, 0);
    assert.ok(other.kind === 'conflict' && other.decision.note?.words === 'Funded to March');
    const seen = await room.noteSeen({ ...agreed, state: 'refused' }, MOE, 1);
    assert.ok(seen.kind === 'saved' && seen.decision.state === 'refused');
  });

  it('let who noted last take it back, once, to what stood before', async () => {
    await room.ask('Pay for a post');
    const first = await room.note({ state: 'deferred', words: 'To July', decidedOn: '2026-06-01' });
    // The same question in the same words, saved again: what was noted stays.
    await room.ask('pay for  a post', { progress: 'Still stuck' });
    assert.equal((await room.only()).state, 'deferred');
    const second = await room.note();
    assert.ok(first.kind === 'saved' && second.kind === 'saved');
    const [mia, moe] = [await world.as(MIA), await world.as(MOE)];
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
    await room.ask('Pay for a post');
    const done = await room.note();
    assert.ok(done.kind === 'saved');
    await undoNote(world, await world.as(MIA), done.noteId);
    assert.deepEqual(await room.said(), [['1.1.a', 'Pay for a post', 'asked', 0]]);
  });

  it('carry over with their age while open, and end with their answer', async () => {
    await room.ask('Pay for a post');
    world.clock.set('2026-08-20T09:00:00Z');
    await world.open(Q2, '2026-10-10');
    assert.deepEqual(await room.facts(Q2), [['1.1.a', 'Pay for a post', 'asked', Q1, 1, null]]);
    await room.note({ state: 'deferred', words: 'To the autumn', decidedOn: '2026-08-20' });
    world.clock.set('2026-11-20T09:00:00Z');
    await world.open(Q3, '2027-01-10');
    assert.deepEqual(await room.facts(Q3), [['1.1.a', 'Pay for a post', 'deferred', Q1, 2, 'To the autumn']]);
    await room.note({ ...agreed, decidedOn: '2026-11-19' });
    assert.deepEqual(await room.facts(Q3), [['1.1.a', 'Pay for a post', 'agreed', Q1, 2, 'Funded to March']]);
    world.clock.set('2027-02-20T09:00:00Z');
    await world.open('2026-27 Q4', '2027-04-10');
    assert.deepEqual(await room.facts('2026-27 Q4'), []);
    assert.deepEqual(await room.facts(Q1), [['1.1.a', 'Pay for a post', 'agreed', Q1, 0, 'Funded to March']]);
  });

  it('are the same when asked again while open, and new when asked again after an answer', async () => {
    await room.ask('Pay for a post');
    world.clock.set('2026-08-20T09:00:00Z');
    await world.open(Q2, '2026-10-10');
    await room.ask('Pay for two posts', {}, Q2);
    assert.deepEqual(await room.said(), [['1.1.a', 'Pay for two posts', 'asked', 1]]);
    await room.note({ ...agreed, decidedOn: '2026-08-20' });
    world.clock.set('2026-11-20T09:00:00Z');
    await world.open(Q3, '2027-01-10');
    await room.ask('Pay for a third', {}, Q3);
    assert.deepEqual(await room.said(), [
      ['1.1.a', 'Pay for a third', 'asked', 0],
      ['1.1.a', 'Pay for two posts', 'agreed', 2],
    ]);
  });

  it('keep what was decided where the question is changed or taken back afterwards', async () => {
    await room.ask('Pay for a post');
    await room.note();
    const changed = await room.ask('Pay for a van');
    assert.deepEqual(await room.said(), [
      ['1.1.a', 'Pay for a van', 'asked', 0],
      ['1.1.a', 'Pay for a post', 'agreed', 0],
    ]);
    const { askId } = await world.ask(Q1, 'qa');
    await undoReturn(world, await world.as(ANN), { askId, returnId: changed.returnId });
    assert.deepEqual(await room.said(), [['1.1.a', 'Pay for a post', 'agreed', 0]]);
  });

  it('are gone with the return that asked, where nothing was noted', async () => {
    const answer = await room.ask('Pay for a post');
    const open = await room.only();
    const { askId } = await world.ask(Q1, 'qa');
    await undoReturn(world, await world.as(ANN), { askId, returnId: answer.returnId });
    assert.deepEqual(await room.said(), []);
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
    await room.ask('Pay for a post');
    const { asking: seen } = await room.only();
    await room.ask('Pay for a van');
    const result = await noteDecision(world, await world.as(MIA), {
      returnId: seen.returnId,
      seenVersion: 0,
      fields: agreed,
    });
    assert.ok(result.kind === 'reworded' && result.decision.text === 'Pay for a van');
    assert.equal((await room.only()).state, 'asked');
  });
});
