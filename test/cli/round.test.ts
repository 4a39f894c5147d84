/** The rounds at the terminal: each screen says what its JSON says, and the store is changed as it says. */
import assert from 'node:assert/strict';
import { dayWords } from '../../cards/words.ts';
import { terminal } from '../../services/people/access.ts';
import { readPlan } from '../../services/rounds/change-plan.ts';
import { calendarOf, workingDayFrom } from '../../services/rounds/working-days.ts';
import { boards } from '../../services/store/entities/board.ts';
import { reminders } from '../../services/store/entities/reminders.ts';
import { rounds } from '../../services/store/entities/rounds.ts';
import { readFacts } from '../../services/summary/read-facts.ts';
import { addDays, dayOf } from '../../services/time.ts';
import { newWorld, saved, type World } from '../services/world.ts';
import { onBothDatabases, type TestStore } from '../support/stores.ts';
import { typed } from './in-process.ts';

interface PlannedJson {
  period: string;
  state: string;
  opens: string;
  due: string;
  signOff: string | null;
  changed: boolean;
  groups: string[];
  leftOut: { group: string; reason: string }[];
}

onBothDatabases('The rounds at the terminal', open => {
  let test: TestStore;
  let world: World;
  /** The terminal's clock is the machine's: days are counted from today. */
  const today = dayOf(new Date(), 'Europe/London');
  const inDays = (days: number) => addDays(today, days);
  const PERIOD = '2029-30 Q1';

  beforeEach(async () => {
    test = await open();
    world = await newWorld(test.store, { now: new Date().toISOString() });
    await world.channel('qa', 'practice');
  });
  afterEach(() => test?.dispose());

  const type = (...args: string[]) => typed(args, test.url);
  const json = async <Document>(...args: string[]) => {
    const ran = await type(...args, '--json');
    assert.equal(ran.code, 0, ran.out + ran.err);
    return ran.json() as Document;
  };
  const roundsIn = async (...args: string[]) => (await json<{ rounds: PlannedJson[] }>(...args)).rounds;
  /** The screen of a planned round, made of its JSON by hand. */
  const screenOf = ({ period, state, opens, due, signOff, changed, groups, leftOut }: PlannedJson) =>
    [
      `${period}: ${[
        state === 'planned' ? `opens ${dayWords(opens)}` : state,
        `due ${dayWords(due)}`,
        ...(signOff ? [`sign-off by ${dayWords(signOff)}`] : []),
        ...(changed ? ['changed by hand'] : []),
      ].join(', ')}`,
      `  Asks ${groups.length > 0 ? groups.join(' and ') : 'no group'}.`,
      ...leftOut.map(({ group, reason }) => `  Left out: ${group}, because ${reason}`),
    ].join('\n');

  it('show the plan of the coming year, the same on screen and in JSON', async () => {
    const planned = await roundsIn('round', 'plan');
    const { out } = await type('round', 'plan');
    assert.equal(out, `${planned.map(screenOf).join('\n')}\n`);
    assert.ok(planned.length >= 4, 'a quarter each');
    const read = await readPlan({ ...world, clock: { now: () => new Date() } }, terminal(world.boardId));
    assert.deepEqual(
      planned.map(({ period, due }) => [period, due]),
      read.map(({ period, due }) => [period, due]),
    );
  });

  it('give one round another day, and take it back', async () => {
    const due = inDays(1500);
    const [changed] = await roundsIn('round', 'plan', '--period', PERIOD, '--due', due);
    assert.ok(changed);
    assert.deepEqual([changed.due, changed.changed], [due, true]);
    const [reset] = await roundsIn('round', 'plan', '--period', PERIOD, '--reset');
    assert.equal(reset?.changed, false);
    const { out } = await type('round', 'plan', '--period', PERIOD, '--due', due);
    assert.equal(out, `${screenOf(changed)}\n`);
    for (const [day, says] of [
      ['yesterday', /is not a day/],
      ['2020-01-06', /is past/],
    ] as const) {
      const refused = await type('round', 'plan', '--period', PERIOD, '--due', day);
      assert.deepEqual([refused.code, says.test(refused.err)], [1, true], refused.err);
    }
  });

  it('leave a group out with its reason, and ask it after all', async () => {
    const words = ['--group', 'qa', '--period', PERIOD];
    const [skipped] = await roundsIn('round', 'skip', ...words, '--because', 'it merges');
    assert.ok(skipped);
    assert.deepEqual(skipped.leftOut, [{ group: 'QA', reason: 'it merges' }]);
    assert.deepEqual(skipped.groups, ['Practice']);
    const screen = await type('round', 'skip', ...words, '--because', 'it merges');
    assert.equal(screen.out, `${screenOf(skipped)}\n`);
    const [back] = await roundsIn('round', 'unskip', ...words);
    assert.deepEqual([back?.groups, back?.leftOut], [['QA', 'Practice'], []]);
    const twice = await type('round', 'unskip', ...words, '--json');
    assert.equal(twice.code, 1);
    assert.equal((twice.json() as { error: { code: string } }).error.code, 'input_invalid');
    assert.equal((await type('round', 'skip', ...words)).code, 2, 'not without a reason');
    const nobody = await type('round', 'skip', '--group', 'Nobody', '--period', PERIOD, '--because', 'x');
    assert.match(nobody.err, /Nobody/);
  });

  it('move an open round, and say it the same both ways', async () => {
    await world.open(PERIOD, inDays(20));
    interface Moved {
      period: string;
      due: string;
      was: string;
      reason: string | null;
      told: number;
    }
    const moved = await json<Moved>('round', 'move', '--due', inDays(15), '--because', 'papers go early');
    assert.deepEqual(moved, {
      period: PERIOD,
      due: inDays(15),
      was: inDays(20),
      reason: 'papers go early',
      told: 2,
    });
    const same = await type('round', 'move', '--period', PERIOD, '--due', inDays(15));
    assert.equal(same.out, `The round ${PERIOD} is due on ${dayWords(inDays(15))} already.\n`);
    const screen = await type('round', 'move', '--due', inDays(18));
    assert.equal(
      screen.out,
      `The round ${PERIOD} is now due on ${dayWords(inDays(18))} (was ${dayWords(inDays(15))}). 2 returns told anew; nobody is late before the day they were given first.\n`,
    );
    const row = await test.store.read(view => view.rows(rounds).first({ boardId: world.boardId }));
    assert.deepEqual([row?.due, row?.firstDue], [inDays(18), inDays(20)]);
    assert.equal((await type('round', 'move', '--due', '2020-01-06')).code, 1);
  });

  it('remind those who have not answered, all or one group', async () => {
    await world.open(PERIOD, inDays(20));
    interface Reminded {
      period: string;
      reminded: string[];
      messages: number;
      at: string;
    }
    const all = await json<Reminded>('round', 'remind');
    assert.deepEqual(
      [all.period, all.reminded.sort(), all.messages],
      [PERIOD, ['Practice Group', 'Quality Group'], 2],
    );
    const board = await test.store.read(view => view.rows(boards).get(world.boardId));
    const day = dayOf(new Date(all.at), board.timezone);
    assert.equal(day, workingDayFrom(calendarOf(board), day), 'on a working day');
    const one = await type('round', 'remind', '--group', 'QA');
    assert.match(one.out, /^1 reminder goes out .*, to those who have not answered: Quality Group\.\n$/);
    const made = await test.store.read(view => view.rows(reminders).count({ boardId: world.boardId }));
    assert.equal(made, 3);
    assert.equal((await type('round', 'remind', '--period', '2030-31 Q1')).code, 1);
  });

  it('tell how far a round is, and close it with the names of those who are not in', async () => {
    await world.open(PERIOD, inDays(20));
    const ask = await world.ask(PERIOD, 'qa');
    for (const { ref } of ask.actions)
      await saved(world.save('ann@police.example', ask, ref, { rating: 'green', progress: 'Done.' }));
    const progress = await json<{ returns: { received: number; expected: number } }>('round', 'progress');
    const { returns } = await readFacts(world, world.boardId, PERIOD);
    assert.deepEqual(
      [progress.returns.received, progress.returns.expected],
      [returns.received, returns.expected],
    );
    const far = await type('round', 'progress', '--period', PERIOD);
    assert.equal(
      far.out,
      `${PERIOD}: 1 of 2 returns in. Due ${dayWords(inDays(20))}.\nNot in: Practice, nothing yet\nIn: QA\n`,
    );
    const closed = await json<{ period: string; notIn: string[]; sentTo: string[] }>('round', 'close');
    assert.deepEqual(
      [closed.period, closed.notIn, closed.sentTo],
      [PERIOD, ['Practice Group'], ['Mia Manager']],
    );
    interface StatusJson {
      returns: { received: number };
      paper: { version: number; returnsSince: number } | null;
    }
    assert.equal((await json<StatusJson>('status')).paper, null);
    await world.channel('exec');
    await json('summary', '--post');
    world.clock.set(new Date());
    const late = await world.ask(PERIOD, 'practice');
    await saved(world.save('cat@council.example', late, '1.2.a', { rating: 'green', progress: 'Done.' }));
    const { paper } = await json<StatusJson>('status', '--period', PERIOD);
    assert.deepEqual([paper?.version, paper?.returnsSince], [1, 1]);
    const status = await type('status', '--period', PERIOD);
    assert.match(status.out, new RegExp(`\nPaper version 1 approved ${dayWords(today)}; 1 return since\n$`));
    const again = await type('round', 'close', '--period', PERIOD);
    assert.match(again.err, /closed already/);
    await world.open('2029-30 Q2', inDays(40), ['Practice']);
    const screen = await type('round', 'close', '--period', '2029-30 Q2');
    assert.equal(
      screen.out,
      'Round 2029-30 Q2 is closed. Not in: Practice Group. A draft summary goes to Mia Manager.\n',
    );
  });
});
