import assert from 'node:assert/strict';
import { isCollateError } from '../../../services/errors.ts';
import { saveNoChange, undoReturn } from '../../../services/returns/action-updates.ts';
import type { AskState } from '../../../services/returns/ask-state.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { returns } from '../../../services/store/entities/returns.ts';
import { asks } from '../../../services/store/entities/rounds.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { newWorld, saved, type World } from '../world.ts';

const ann = 'ann@police.example';
const ben = 'ben@council.example';
const mia = 'mia@board.example';
const refused = (words: RegExp) => (error: unknown) => {
  assert.ok(isCollateError(error, 'nothing_to_undo'), String(error));
  assert.match(error.message, words);
  return true;
};

onOneDatabase('Undoing an answer', open => {
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

  const undo = async (returnId: string, email = ann) =>
    undoReturn(world, await world.as(email), { askId: ask.askId, returnId });
  const versions = () =>
    test.store.read(view =>
      view.rows(returns).find({ boardId: world.boardId }, { orderBy: { version: 'asc' } }),
    );

  it('brings back the answer before, as a new version', async () => {
    const first = await saved(
      world.save(ann, ask, '1.1.b', {
        rating: 'amber',
        progress: 'One',
        revisedDue: '2026-12-01',
        revisedReason: 'x',
      }),
    );
    world.clock.set('2026-06-02T09:00:00Z');
    const second = await saved(world.save(ben, ask, '1.1.b', { rating: 'red', progress: 'Two' }));
    const { answer, action } = await undo(second.returnId, ben);
    assert.deepEqual([answer?.version, answer?.by.name, answer?.content], [3, 'Ann Ward', first.content]);
    assert.equal(action.due, '2026-12-01');
    assert.equal((await versions()).length, 3, 'nothing is erased');
    const events = await test.store.read(view =>
      view.rows(auditEvents).find({ boardId: world.boardId, event: 'return.undone' }),
    );
    assert.deepEqual(
      events.map(event => event.personId),
      [await world.person(ben)],
    );
  });

  it('leaves the action unanswered where there was none before', async () => {
    for (const ref of ['1.1.a', '1.1.b']) {
      await saved(world.save(ann, ask, ref, { rating: 'amber', progress: 'x' }));
    }
    const only = await saved(world.save(ann, ask, '2.1.a', { rating: 'green', progress: 'One' }));
    const complete = () => test.store.read(view => view.rows(asks).get(ask.askId));
    assert.notEqual((await complete()).completedAt, null);
    const { answer, ask: after } = await undo(only.returnId);
    assert.equal(answer, null);
    assert.deepEqual([after.done, after.total], [2, 3]);
    assert.equal((await complete()).completedAt, null);
    const again = await saved(
      world.save(ann, ask, '2.1.a', { rating: 'green', progress: 'Two' }, { seenVersion: 0 }),
    );
    assert.equal(again.version, 3);
    assert.equal((await undo(again.returnId)).answer, null, 'what was taken back does not come back');
  });

  it('is done once when it is pressed twice, also at the same time', async () => {
    await saved(world.save(ann, ask, '1.1.b', { rating: 'amber', progress: 'One' }));
    const second = await saved(world.save(ann, ask, '1.1.b', { rating: 'red', progress: 'Two' }));
    const answers = await Promise.all([undo(second.returnId), undo(second.returnId)]);
    answers.push(await undo(second.returnId));
    for (const { answer } of answers) {
      assert.deepEqual([answer?.version, answer?.content.progress], [3, 'One']);
    }
    assert.equal((await versions()).length, 3);
  });

  it('is for whoever saved it, or entered it', async () => {
    const own = await saved(world.save(ann, ask, '1.1.b', { rating: 'amber', progress: 'One' }));
    await assert.rejects(undo(own.returnId, ben), refused(/Only Ann Ward/));
    await assert.rejects(undo(own.returnId, mia), refused(/Only Ann Ward/));
    const entered = await saved(
      world.save(
        mia,
        ask,
        '2.1.a',
        { rating: 'amber', progress: 'One' },
        { givenById: await world.person(ann) },
      ),
    );
    await assert.rejects(undo(entered.returnId, ben), refused(/Only Mia Manager/));
    assert.equal((await undo(entered.returnId, mia)).answer, null);
    assert.equal((await versions()).length, 3);
  });

  it('refuses what was changed since, and what is not of this card', async () => {
    const first = await saved(world.save(ann, ask, '1.1.b', { rating: 'amber', progress: 'One' }));
    await saved(world.save(ben, ask, '1.1.b', { rating: 'red', progress: 'Two' }));
    await assert.rejects(undo(first.returnId), refused(/changed since/));
    await assert.rejects(undo('x'), refused(/no longer there/));
    const other = await newWorld(test.store);
    await other.open('2026-27 Q1', '2026-07-10');
    const theirs = await saved(
      other.save(ann, await other.ask('2026-27 Q1', 'qa'), '1.1.b', { rating: 'red', progress: 'x' }),
    );
    await assert.rejects(undo(theirs.returnId), refused(/no longer there/));
  });

  it('takes a "no change" back, and brings one back', async () => {
    const qaWords = await saved(world.save(ann, ask, '1.1.b', { rating: 'green', progress: 'Q1 words' }));
    world.clock.set('2026-08-01T09:00:00Z');
    await world.open('2026-27 Q2', '2026-10-10');
    ask = await world.ask('2026-27 Q2', 'qa');
    const noChange = async () =>
      (
        await saveNoChange(world, await world.as(ann), {
          askId: ask.askId,
          actionIds: [await world.action('1.1.b')],
        })
      ).kept[0]?.answer;
    const first = await noChange();
    assert.equal((await undo(first?.returnId ?? '')).answer, null);
    await noChange();
    const changed = await saved(world.save(ann, ask, '1.1.b', { rating: 'red', progress: 'Q2 words' }));
    const { answer } = await undo(changed.returnId);
    assert.deepEqual(
      [answer?.noChange, answer?.wordsFrom, answer?.content.progress, answer?.noChangeRounds],
      [true, '2026-27 Q1', qaWords.content.progress, 1],
    );
  });
});
