import assert from 'node:assert/strict';
import { isCollateError } from '../../../services/errors.ts';
import { saveNoChange } from '../../../services/returns/action-updates.ts';
import type { ActionUpdate, Answer, AskState } from '../../../services/returns/ask-state.ts';
import { mayStayUnchanged } from '../../../services/returns/no-change.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { sqliteStore, type TestStore } from '../../support/stores.ts';
import { newWorld, saved, type World } from '../world.ts';

const words: ActionUpdate = {
  rating: 'green',
  progress: 'Going well',
  impact: 'Fewer missing',
  next: 'More',
  blockers: null,
  evidence: null,
  revisedDue: null,
  revisedReason: null,
  decisionWhat: null,
  decisionFrom: null,
  decisionBy: null,
};
const answer = (content: Partial<ActionUpdate>): Answer => ({
  returnId: 'r',
  version: 1,
  period: '2026-27 Q1',
  by: { id: 'p', name: 'P', agency: null },
  enteredBy: null,
  at: new Date(0),
  late: false,
  noChange: false,
  wordsFrom: null,
  noChangeRounds: 0,
  isUndo: false,
  content: { ...words, ...content },
});

describe('Where "no change" is honest', () => {
  const today = '2026-09-01';
  const table: [string, Partial<Parameters<typeof mayStayUnchanged>[0]>, RegExp | null][] = [
    ['green', { last: answer({}) }, null],
    ['not started', { last: answer({ rating: 'notStarted' }) }, null],
    ['due today', { last: answer({}), due: today }, null],
    ['a decision that was answered', { last: answer({ decisionWhat: 'Money' }) }, null],
    ['words of a further owner', { last: answer({ rating: null }), rates: false }, null],
    ['nothing before', { last: null }, /no earlier words/],
    ['red', { last: answer({ rating: 'red' }) }, /only Green and Not started/],
    ['amber', { last: answer({ rating: 'amber' }) }, /only Green and Not started/],
    ['complete', { last: answer({ rating: 'complete' }) }, /only Green and Not started/],
    ['words alone where a rating is owed', { last: answer({ rating: null }) }, /only Green and Not started/],
    ['due yesterday', { last: answer({}), due: '2026-08-31' }, /date has passed/],
    ['a decision that waits', { last: answer({}), hasOpenDecision: true }, /decision/],
  ];
  for (const [what, action, why] of table) {
    it(`${why ? 'refuses' : 'allows'} ${what}`, () => {
      const found = mayStayUnchanged(
        { due: null, rates: true, last: null, hasOpenDecision: false, ...action },
        today,
      );
      if (why === null) assert.deepEqual(found, { allowed: true });
      else {
        assert.equal(found.allowed, false);
        if (!found.allowed) assert.match(found.why, why);
      }
    });
  }
});

describe('Saving "no change"', () => {
  let test: TestStore;
  let world: World;
  let q2: AskState;
  before(async () => {
    test = await sqliteStore();
  });
  after(() => test.dispose());

  beforeEach(async () => {
    world = await newWorld(test.store);
    await world.open('2026-27 Q1', '2026-07-10');
    const q1 = await world.ask('2026-27 Q1', 'qa');
    await saved(world.save('ann@police.example', q1, '1.1.a', { rating: 'red', progress: 'Stuck' }));
    await saved(
      world.save('ann@police.example', q1, '1.1.b', {
        rating: 'green',
        progress: 'On its way',
        revisedDue: '2026-12-01',
        revisedReason: 'Staff',
      }),
    );
    await saved(world.save('ann@police.example', q1, '2.1.a', { rating: 'notStarted' }));
    world.clock.set('2026-09-01T09:00:00Z');
    await world.open('2026-27 Q2', '2026-10-10');
    q2 = await world.ask('2026-27 Q2', 'qa');
  });

  const say = async (refs: string[], email = 'ben@council.example') =>
    saveNoChange(world, await world.as(email), {
      askId: q2.askId,
      actionIds: await Promise.all(refs.map(world.action)),
    });

  it('names those that qualify, keeps their words and their date, and counts them apart', async () => {
    assert.deepEqual(q2.mayStay, [await world.action('1.1.b'), await world.action('2.1.a')]);
    const { ask, kept } = await say(['1.1.b', '2.1.a']);
    assert.deepEqual([ask.done, ask.noChange, ask.mayStay], [2, 2, []]);
    assert.deepEqual(kept.map(action => action.ref).sort(), ['1.1.b', '2.1.a']);
    const { answer: stays } = kept.find(action => action.ref === '1.1.b') ?? {};
    assert.deepEqual(
      [stays?.noChange, stays?.wordsFrom, stays?.noChangeRounds, stays?.by.name, stays?.content.progress],
      [true, '2026-27 Q1', 1, 'Ben Cole', 'On its way'],
    );
    assert.equal(stays?.content.revisedDue, null, 'a date moves once');
    assert.equal(kept.find(action => action.ref === '1.1.b')?.due, '2026-12-01');
    const facts = await readFacts(world, world.boardId, null);
    assert.deepEqual(
      facts.returns.byGroup.find(({ group }) => group === 'QA'),
      {
        group: 'QA',
        kind: 'action-updates',
        answered: 2,
        of: 3,
        noChange: 2,
        late: false,
        lastReturn: '2026-27 Q1',
        lastAnswers: { period: '2026-27 Q1', answered: 3 },
        signOff: { state: 'not-in', by: null, agency: null, at: null },
      },
    );
  });

  it('saves none of them where one does not qualify, and says which and why', async () => {
    await assert.rejects(say(['1.1.b', '1.1.a']), (error: unknown) => {
      assert.ok(isCollateError(error, 'no_change_dishonest'));
      assert.match(error.message, /^1\.1\.a .*only Green and Not started/);
      return true;
    });
    assert.equal((await world.ask('2026-27 Q2', 'qa')).done, 0);
  });

  it('is the same save when it is pressed twice', async () => {
    const first = await say(['1.1.b']);
    const second = await say(['1.1.b', '1.1.b']);
    assert.equal(second.kept[0]?.answer?.version, 1);
    assert.deepEqual(second.kept, first.kept);
  });

  it('refuses what has new words already', async () => {
    await saved(world.save('ann@police.example', q2, '1.1.b', { rating: 'green', progress: 'New words' }));
    await assert.rejects(say(['1.1.b']), (error: unknown) => isCollateError(error, 'no_change_dishonest'));
  });

  it('refuses an action of another group, and a person of another group', async () => {
    await assert.rejects(say(['1.2.a']), (error: unknown) => isCollateError(error, 'action_unknown'));
    await assert.rejects(say(['1.1.b'], 'cat@council.example'), (error: unknown) =>
      isCollateError(error, 'not_allowed'),
    );
  });

  it('counts the rounds running and goes on naming the period of the words', async () => {
    await say(['2.1.a']);
    world.clock.set('2026-11-01T09:00:00Z');
    await world.open('2026-27 Q3', '2027-01-10');
    q2 = await world.ask('2026-27 Q3', 'qa');
    const { kept } = await say(['2.1.a']);
    assert.deepEqual([kept[0]?.answer?.noChangeRounds, kept[0]?.answer?.wordsFrom], [2, '2026-27 Q1']);
  });
});
