/** The plan of rounds: which periods, which days, whom they ask, and what the manager changes of it. */
import assert from 'node:assert/strict';
import { movedWords } from '../../../cards/asked/moved-words.ts';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import { terminal } from '../../../services/people/access.ts';
import { isAskedIn } from '../../../services/rounds/cadence.ts';
import { changePlannedRound, leaveOut, readPlan, takeBackIn } from '../../../services/rounds/change-plan.ts';
import { moveRound } from '../../../services/rounds/move-round.ts';
import { openPlannedRound } from '../../../services/rounds/open-planned.ts';
import { parsePeriod } from '../../../services/rounds/periods.ts';
import { deliveries, messages } from '../../../services/store/entities/delivery.ts';
import { rounds } from '../../../services/store/entities/rounds.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { newWorld, type RawBoard, saved, type World } from '../world.ts';

const code = (wanted: ErrorCode) => (error: unknown) => isCollateError(error, wanted);

describe('A cadence', () => {
  const YEAR = ['04', '05', '06', '07', '08', '09', '10', '11', '12'].map(month => `2026-${month}`);
  const asked = (cadence: string, periods: string[], meetings: string[] = []) =>
    periods.filter(name => isAskedIn(cadence, parsePeriod(name, 4), { yearStarts: 4, meetings }));
  const QUARTERS = ['2026-27 Q1', '2026-27 Q2', '2026-27 Q3', '2026-27 Q4'];

  it('brings a group into its months and quarters, a month that ends a quarter into that', () => {
    assert.deepEqual(asked('monthly', YEAR), [
      '2026-04',
      '2026-05',
      '2026-07',
      '2026-08',
      '2026-10',
      '2026-11',
    ]);
    assert.deepEqual(asked('bi-monthly', YEAR), ['2026-05', '2026-07', '2026-11']);
    assert.deepEqual(asked('quarterly', YEAR), []);
    for (const cadence of ['monthly', 'bi-monthly', 'quarterly'])
      assert.deepEqual(asked(cadence, QUARTERS), QUARTERS);
    assert.deepEqual(asked('half-yearly', QUARTERS), ['2026-27 Q2', '2026-27 Q4']);
    for (const cadence of ['when-called', 'outside'])
      assert.deepEqual(asked(cadence, [...YEAR, ...QUARTERS]), []);
    assert.deepEqual(asked('meetings', [...YEAR, ...QUARTERS], ['2026-05-12']), ['2026-05', '2026-27 Q1']);
  });
});

onOneDatabase('The plan of rounds', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  const edit = (raw: RawBoard) => {
    Object.assign(raw, { calendar: [{ date: '2026-07-23' }, { group: 'Exec', date: '2026-10-22' }] });
    Object.assign(raw.groups[2] ?? {}, { cadence: 'monthly' });
  };
  beforeEach(async () => {
    world = await newWorld(test.store, { edit });
  });
  const mia = () => world.as('mia@board.example');
  const planOf = async (period: string) => {
    const found = (await readPlan(world, await mia())).find(one => one.period === period);
    if (!found) throw new Error(`${period} is not planned`);
    return found;
  };
  const shorts = (list: { short: string }[]) => list.map(({ short }) => short);

  it('shows the coming year, reckoned from the executive’s meetings', async () => {
    const q1 = await planOf('2026-27 Q1');
    assert.deepEqual(
      [q1.opens, q1.due, q1.signOff, q1.papers, q1.meeting],
      ['2026-06-18', '2026-07-09', '2026-07-14', '2026-07-16', '2026-07-23'],
    );
    assert.deepEqual(shorts(q1.groups), ['QA', 'Practice']);
    assert.deepEqual(
      shorts((await planOf('2026-07')).groups),
      ['Practice'],
      'a month asks who meets monthly',
    );
    const q3 = await planOf('2026-27 Q3');
    assert.deepEqual([q3.due, q3.papers, q3.meeting], ['2027-01-13', null, null], 'no meeting is known yet');
    await assert.rejects(readPlan(world, await world.as('ann@police.example')), code('not_allowed'));
  });

  it('follows other rules of the board file, and refuses what is none', async () => {
    await world.reimport(raw =>
      Object.assign(raw, {
        rounds: { due: '5 working days after the period', opens: '2 working days before due' },
      }),
    );
    const q1 = await planOf('2026-27 Q1');
    assert.deepEqual([q1.opens, q1.due], ['2026-07-03', '2026-07-07']);
    await assert.rejects(
      async () => world.reimport(raw => Object.assign(raw, { rounds: { due: 'soon' } })),
      code('board_file_invalid'),
    );
    await assert.rejects(
      async () => world.reimport(raw => Object.assign(raw.board, { holidays: 'mars' })),
      /holidays must be england-and-wales or none/,
    );
  });

  it('takes another day by hand, and gives it back', async () => {
    const change = async (days: { due?: string; opens?: string } | null) =>
      changePlannedRound(world, await mia(), '2026-27 q2', days);
    const before = await planOf('2026-27 Q2');
    assert.equal((await change({ due: '2026-10-09' })).due, '2026-10-09');
    assert.equal((await planOf('2026-27 Q2')).changed, true);
    await assert.rejects(change({ opens: '2026-11-20' }), code('input_invalid'));
    await assert.rejects(change({ due: '2026-01-20' }), code('input_invalid'));
    assert.equal((await planOf('2026-27 Q2')).due, '2026-10-09', 'a refused change changes nothing');
    assert.deepEqual(await change(null), before);
  });

  it('opens with the planned days for whom the cadence brings, and for anybody by hand', async () => {
    const opened = await openPlannedRound(world, await mia(), '2026-07');
    assert.deepEqual([...new Set(opened.asked.map(({ to }) => to))], ['Practice Group']);
    const round = await test.store.read(view => view.rows(rounds).get(opened.roundId));
    assert.deepEqual([round.due, round.signOffBy], [opened.due, '2026-08-17']);
    const byHand = await world.open('2026-07', opened.due, ['QA']);
    assert.deepEqual(
      byHand.asked.map(({ to }) => to),
      ['Quality Group'],
    );
  });

  it('leaves a group out of one round with its reason, which the facts tell, and asks it again', async () => {
    const skip = async (reason: string) =>
      leaveOut(world, await mia(), { group: 'qa', period: '2026-27 Q1', reason });
    await assert.rejects(skip(' '), code('input_invalid'));
    const planned = await skip('it merges with Practice');
    assert.deepEqual(shorts(planned.groups), ['Practice']);
    await world.open('2026-27 Q1', '2026-07-10');
    const facts = await readFacts(world, world.boardId, '2026-27 Q1');
    assert.deepEqual(facts.leftOut, [{ group: 'QA', text: 'it merges with Practice' }]);
    assert.deepEqual(
      facts.returns.byGroup.map(({ group }) => group),
      ['Practice'],
    );
    await takeBackIn(world, await mia(), { group: 'QA', period: '2026-27 Q1' });
    await world.open('2026-27 Q1', '2026-07-10');
    assert.equal((await readFacts(world, world.boardId, '2026-27 Q1')).returns.byGroup.length, 2);
    await assert.rejects(
      async () => takeBackIn(world, await mia(), { group: 'QA', period: '2026-27 Q1' }),
      code('input_invalid'),
    );
  });

  it('leaves a group out of an open round: what it answered stays, the rest is no longer missing', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    const ask = await world.ask('2026-27 Q1', 'qa');
    await saved(world.save('ben@council.example', ask, '2.1.a', { rating: 'green', progress: 'Done.' }));
    await leaveOut(world, await mia(), { group: 'QA', period: '2026-27 Q1', reason: 'merger' });
    const [qa] = (await readFacts(world, world.boardId, '2026-27 Q1')).returns.byGroup;
    assert.deepEqual([qa?.group, qa?.answered, qa?.of], ['QA', 1, 1]);
    await takeBackIn(world, await mia(), { group: 'QA', period: '2026-27 Q1' });
    assert.equal((await world.ask('2026-27 Q1', 'qa')).total, 3);
  });

  it('asks a group for the rest again where an open round is opened for it by name', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    const ask = await world.ask('2026-27 Q1', 'qa');
    await saved(world.save('ben@council.example', ask, '2.1.a', { rating: 'green', progress: 'Done.' }));
    await leaveOut(world, await mia(), { group: 'QA', period: '2026-27 Q1', reason: 'merger' });
    const again = await world.open('2026-27 Q1', '2026-07-10', ['QA']);
    assert.deepEqual([again.asked.map(({ to }) => to), again.alreadyAsked], [['Quality Group'], []]);
    assert.equal((await world.ask('2026-27 Q1', 'qa')).total, 3);
    assert.deepEqual((await readFacts(world, world.boardId, '2026-27 Q1')).leftOut, []);
  });

  it('moves an open round: told anew, and nobody late before the first day they were given', async () => {
    const channel = await world.channel('qa');
    await world.open('2026-27 Q1', '2026-07-10');
    const ask = await world.ask('2026-27 Q1', 'qa');
    await test.store.write(unit => unit.rows(deliveries).remove({ boardId: world.boardId }));
    const card = await world.standing(ask.askId, channel);
    const move = async (due: string, reason: string | null = null) =>
      moveRound(world, await mia(), { period: null, due, reason });
    await assert.rejects(move('2026-05-01'), code('input_invalid'));
    const moved = await move('2026-07-03', 'papers go out on Mon 6 Jul');
    assert.deepEqual([moved.was, moved.due, moved.told], ['2026-07-10', '2026-07-03', 2]);
    assert.equal((await move('2026-07-03')).told, 0, 'said again it does nothing');
    const { retiredAt } = await test.store.read(view => view.rows(messages).get(card));
    assert.ok(retiredAt, 'the old card goes');
    const due = await test.store.read(view =>
      view.rows(deliveries).find({ boardId: world.boardId, purpose: 'ask', state: 'due' }),
    );
    assert.deepEqual(
      due.map(({ subjectId }) => subjectId),
      [ask.askId],
      'and comes anew',
    );
    const round = await test.store.read(view => view.rows(rounds).first({ boardId: world.boardId }));
    assert.equal(
      round && movedWords(round),
      'Now needed by Fri 3 Jul 2026 (was Fri 10 Jul): papers go out on Mon 6 Jul',
    );
    world.clock.set('2026-07-09T09:00:00Z');
    const answer = (ref: string) =>
      saved(world.save('ben@council.example', ask, ref, { rating: 'green', progress: 'Done.' }));
    assert.equal((await answer('2.1.a')).late, false);
    world.clock.set('2026-07-13T09:00:00Z');
    assert.equal((await answer('1.1.a')).late, true);
    await assert.rejects(
      moveRound(world, await world.as('ann@police.example'), {
        period: null,
        due: '2026-07-20',
        reason: null,
      }),
      code('not_allowed'),
    );
    assert.equal(
      (
        await moveRound(world, terminal(world.boardId), {
          period: '2026-27 Q1',
          due: '2026-07-20',
          reason: null,
        })
      ).told,
      2,
    );
  });

  it('moved to a later day forgives who would have been in time, and makes nobody late afterwards', async () => {
    await world.open('2026-27 Q1', '2026-07-10');
    const ask = await world.ask('2026-27 Q1', 'qa');
    const move = (due: string) =>
      moveRound(world, terminal(world.boardId), { period: '2026-27 Q1', due, reason: null });
    const answerOn = async (day: string, ref: string) => {
      world.clock.set(`${day}T09:00:00Z`);
      await saved(world.save('ben@council.example', ask, ref, { rating: 'green', progress: 'Done.' }));
    };
    const late = async () =>
      (await world.ask('2026-27 Q1', 'qa')).actions.flatMap(({ ref, answer }) => (answer?.late ? ref : []));
    await answerOn('2026-07-13', '1.1.a');
    await answerOn('2026-07-16', '1.1.b');
    assert.deepEqual(await late(), ['1.1.a', '1.1.b']);
    await move('2026-07-16');
    assert.deepEqual(await late(), []);
    await answerOn('2026-07-20', '2.1.a');
    assert.deepEqual(await late(), ['2.1.a']);
    const facts = await readFacts(world, world.boardId, '2026-27 Q1');
    assert.equal(facts.returns.late, 1);
    await move('2026-07-22');
    await move('2026-07-20');
    assert.deepEqual(await late(), []);
  });
});
