import assert from 'node:assert/strict';
import { digestSections, firstRows, stillWords, titleOf } from '../../../cards/digest/sections.ts';
import { readDigest } from '../../../services/digest/read-digest.ts';
import { ratingWords } from '../../../services/returns/ratings.ts';
import { rounds } from '../../../services/store/entities/rounds.ts';
import { hasNews, isQuiet } from '../../../services/summary/digest.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { ANN, agreed, asking, CAT, type DecisionRoom, decisionRoom, Q1 } from '../decisions/decision-room.ts';
import { saved } from '../world.ts';

const at = (day: string, hour = '09:00') => new Date(`${day}T${hour}:00Z`);

onOneDatabase('A digest', open => {
  let test: TestStore;
  let room: DecisionRoom;
  before(async () => {
    test = await open();
  });
  after(() => test.dispose());
  beforeEach(async () => {
    room = await decisionRoom(test.store);
  });

  const read = async (since: Date, until: Date, groups: string[] | null = null) => {
    const digest = await room.world.store.read(view =>
      readDigest(view, room.world.boardId, { since, until }, groups),
    );
    assert.ok(digest);
    return digest;
  };
  const lines = async (since: Date, until: Date, groups: string[] | null = null) => {
    const digest = await read(since, until, groups);
    const told = firstRows(digestSections(digest, ratingWords({}))).flatMap(({ section, rows }) => [
      titleOf(section, rows.length),
      ...rows.map(row => [row.mark, row.ref, row.text, row.detail].filter(Boolean).join(' | ')),
    ]);
    return [...told, stillWords(digest)].filter(line => line !== '');
  };
  const say = async (who: string, group: string, ref: string, fields: object, when: Date) => {
    room.world.clock.set(when);
    return saved(
      room.world.save(who, await room.world.ask(Q1, group), ref, { progress: 'Words', ...fields }),
    );
  };

  it('tells what came in and from whom, what moved, and what is due', async () => {
    await say(ANN, 'qa', '1.1.a', { rating: 'green' }, at('2026-06-02'));
    await say(ANN, 'qa', '1.1.a', { rating: 'red', blockers: 'No staff' }, at('2026-06-10'));
    await say(CAT, 'practice', '1.2.a', { rating: 'amber' }, at('2026-06-10'));
    assert.deepEqual(await lines(at('2026-06-08'), at('2026-06-15')), [
      'Came in (2)',
      'QA: 1 of 3 actions in | Ann Ward, Police · 2026-27 Q1',
      'Practice: 1 of 3 actions in | Cat Hill, Council · 2026-27 Q1',
      'Ratings that moved (1)',
      '↓ | 1.1.a | Green → Red | No staff · QA',
      'As before: 1 action overdue.',
    ]);
  });

  it('repeats nothing that was told, and misses nothing, whatever the weeks', async () => {
    const times = ['2026-06-02', '2026-06-08', '2026-06-09', '2026-06-29'].map(day => at(day));
    const [one, two, three, four] = times as [Date, Date, Date, Date];
    await say(ANN, 'qa', '1.1.a', { rating: 'green' }, one);
    await say(ANN, 'qa', '2.1.a', { rating: 'amber' }, two);
    await say(ANN, 'qa', '1.1.b', { rating: 'amber' }, three);
    await say(ANN, 'qa', '2.1.a', { rating: 'green' }, four);
    const fresh = async (since: Date, until: Date) =>
      (await read(since, until)).cameIn.map(row => [row.fresh, row.answered]);
    // What was saved at the very instant of a digest is in that one, and in no other.
    assert.deepEqual(await fresh(at('2026-06-01'), two), [[2, 2]]);
    assert.deepEqual(await fresh(two, three), [[1, 3]]);
    assert.deepEqual(await fresh(three, at('2026-06-22')), []);
    assert.deepEqual(await fresh(at('2026-06-22'), four), [[1, 3]]);
    // After three weeks in which nobody was told anything.
    assert.deepEqual(await fresh(two, four), [[2, 3]]);
  });

  it('says in one line that a week was empty, with what is still so', async () => {
    const digest = await read(at('2026-06-15'), at('2026-06-22'));
    assert.ok(isQuiet(digest) && !hasNews(digest));
    assert.deepEqual(await lines(at('2026-06-15'), at('2026-06-22')), ['As before: 1 action overdue.']);
  });

  it('names what has become late and overdue, and only counts what was so before', async () => {
    assert.deepEqual(await lines(at('2026-07-06'), at('2026-07-13')), [
      'What comes next (1)',
      'Wed 15 Jul 2026 | Sign-off of 2026-27 Q1',
      'Late, and not in yet (2)',
      'QA: action updates | 2026-27 Q1, due Fri 10 Jul 2026',
      'Practice: action updates | 2026-27 Q1, due Fri 10 Jul 2026',
      'As before: 1 action overdue.',
    ]);
    assert.deepEqual(await lines(at('2026-08-13'), at('2026-08-20')), [
      'Overdue (1)',
      '2.1.b | Action e | due Sat 15 Aug 2026 · Practice',
      'As before: 2 returns not in and 1 action overdue.',
    ]);
  });

  it('looks seven days ahead, to actions, and to the days of the round', async () => {
    assert.deepEqual(await lines(at('2026-06-27'), at('2026-07-04')), [
      'What comes next (1)',
      'Fri 10 Jul 2026 | Returns of 2026-27 Q1 fall due',
      'As before: 1 action overdue.',
    ]);
    const ahead = await read(at('2026-08-04'), at('2026-08-11'));
    assert.deepEqual(
      ahead.due.map(({ action, due }) => [action, due]),
      [['2.1.b', '2026-08-15']],
    );
  });

  it('looks to the meetings of the calendar: the executive’s, and of a part of the board its own', async () => {
    await room.world.reimport(raw =>
      Object.assign(raw, { calendar: [{ date: '2026-07-08' }, { group: 'QA', date: '2026-07-09' }] }),
    );
    const days = async (groups: string[] | null) =>
      (await read(at('2026-06-27'), at('2026-07-04'), groups)).dates.map(({ day, what }) => `${day} ${what}`);
    assert.deepEqual(await days(null), [
      '2026-07-08 Executive Group meets',
      '2026-07-10 Returns of 2026-27 Q1 fall due',
    ]);
    assert.ok((await days(['QA'])).includes('2026-07-09 Quality Group meets'));
    // A round’s own meeting is told once, by the round.
    await test.store.write(unit =>
      unit.rows(rounds).update({ boardId: room.world.boardId }, { meetingOn: '2026-07-08' }),
    );
    assert.deepEqual((await days(null)).slice(0, 1), ['2026-07-08 Meeting on 2026-27 Q1']);
  });

  it('tells once that a report comes into sight, and again in the week of its meeting', async () => {
    const calendar = [{ group: 'Exec', date: '2026-08-06' }];
    await room.world.reimport(raw => {
      Object.assign(raw, { calendar });
      const [one, two] = raw.plan.priorities;
      Object.assign(one ?? {}, { reports: [{ month: '2026-08', to: 'Executive' }] });
      Object.assign(two ?? {}, { reports: [{ month: '2026-08', to: 'joint board' }] });
    });
    const told = async (since: string, until: string) =>
      (await lines(at(since), at(until))).filter(line => /report|Report|not asked/.test(line));
    assert.deepEqual(await told('2026-06-26', '2026-07-03'), []);
    assert.deepEqual(await told('2026-07-03', '2026-07-10'), [
      'Thu 6 Aug 2026, Executive | 1 One (Police), not asked yet',
      'Aug 2026, joint board | 2 Priority two (no lead), not asked yet',
    ]);
    assert.deepEqual(await told('2026-07-10', '2026-07-17'), [
      'As before: 2 reports to come to a meeting and 1 action overdue.',
    ]);
    assert.ok(
      (await told('2026-07-24', '2026-07-31')).includes(
        'Thu 6 Aug 2026 | Priority 1 One reports to Executive: its report is not in yet',
      ),
    );
    assert.deepEqual((await read(at('2026-07-10'), at('2026-07-17'), ['QA'])).reports, {
      fresh: [],
      still: [],
    });
  });

  it('tells all reports that are in sight where the plan is new', async () => {
    await room.world.reimport(raw =>
      Object.assign(raw.plan.priorities[0] ?? {}, { reports: [{ month: '2026-06', to: 'Executive' }] }),
    );
    const { reports } = await read(at('2026-05-28'), at('2026-06-04'));
    assert.deepEqual([reports.fresh.length, reports.still.length], [1, 0]);
    const later = (await read(at('2026-06-04'), at('2026-06-11'))).reports;
    assert.deepEqual([later.fresh.length, later.still.length], [0, 1]);
  });

  it('tells decisions when they are asked and when they are answered', async () => {
    await say(ANN, 'qa', '1.1.a', asking('Pay for a post'), at('2026-06-10'));
    assert.ok(
      (await lines(at('2026-06-08'), at('2026-06-15'))).includes(
        '○ | 1.1.a | Pay for a post | from Exec, by Fri 31 Jul 2026',
      ),
    );
    assert.ok(
      (await lines(at('2026-06-15'), at('2026-06-22'))).includes(
        'As before: 1 action overdue and 1 decision open.',
      ),
    );
    room.world.clock.set('2026-06-24T09:00:00Z');
    await room.note({ ...agreed, decidedOn: '2026-06-23' });
    assert.ok(
      (await lines(at('2026-06-22'), at('2026-06-29'))).includes(
        '● | 1.1.a | Pay for a post | Agreed by Exec, Tue 23 Jun 2026: Funded to March',
      ),
    );
    assert.deepEqual((await read(at('2026-06-29'), at('2026-07-06'))).decisions, {
      asked: [],
      answered: [],
      still: [],
    });
  });

  it('is of one’s own groups where one may see no more', async () => {
    await say(ANN, 'qa', '1.1.a', { rating: 'green' }, at('2026-06-10'));
    await say(CAT, 'practice', '1.2.a', { rating: 'amber' }, at('2026-06-10'));
    const own = await read(at('2026-06-08'), at('2026-06-15'), ['Practice']);
    assert.deepEqual(
      own.cameIn.map(({ group }) => group),
      ['Practice'],
    );
    assert.deepEqual([...own.overdue.fresh, ...own.overdue.still], []);
  });

  it('has the numbers of status', async () => {
    await say(ANN, 'qa', '1.1.a', { rating: 'green' }, at('2026-06-10'));
    const digest = await read(at('2026-06-08'), at('2026-06-15'));
    room.world.clock.set('2026-06-15T09:00:00Z');
    const facts = await readFacts(room.world, room.world.boardId, null);
    const own = facts.returns.byGroup.find(({ group }) => group === 'QA');
    assert.deepEqual([digest.cameIn[0]?.answered, digest.cameIn[0]?.of], [own?.answered, own?.of]);
    assert.equal(
      digest.overdue.fresh.length + digest.overdue.still.length,
      facts.actions.filter(({ overdue }) => overdue).length,
    );
  });
});
