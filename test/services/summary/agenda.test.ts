import assert from 'node:assert/strict';
import { agendaLines } from '../../../cards/status/agenda-words.ts';
import { listDecisions } from '../../../services/decisions/list-decisions.ts';
import { noteDecision } from '../../../services/decisions/note-decision.ts';
import { terminal } from '../../../services/people/access.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import { readAgenda } from '../../../services/summary/agenda.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { newWorld, saved, type World } from '../world.ts';

const Q1 = '2026-27 Q1';

onOneDatabase('The agenda', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store, {
      edit: raw => {
        const [one, two] = raw.plan.priorities;
        Object.assign(one ?? {}, {
          reports: [
            { month: '2026-06', to: 'Executive' },
            { month: '2026-12', to: 'joint board' },
          ],
        });
        Object.assign(two ?? {}, { reports: ['2026-05', '2026-10'] });
      },
    });
  });

  const lines = async () => agendaLines(await readAgenda(world, terminal(world.boardId)));

  it('tells which priority reports when, to which meeting, from this month on', async () => {
    assert.deepEqual(await lines(), [
      'Jun 2026, Executive: 1 One (Police), not asked yet',
      'Oct 2026, Executive Group: 2 Priority two (no lead), not asked yet',
      'Dec 2026, joint board: 1 One (Police), not asked yet',
    ]);
  });

  it('tells whether the report is in, and the day of the meeting where a round names it', async () => {
    await world.open(Q1, '2026-07-10');
    assert.equal((await lines())[0], 'Jun 2026, Executive: 1 One (Police), asked, not in yet');
    await world.store.write(async unit => {
      await unit.rows(rounds).update({ boardId: world.boardId }, { meetingOn: '2026-06-24' });
      await unit
        .rows(asks)
        .update({ boardId: world.boardId, kind: 'priority-report' }, { completedAt: world.clock.now() });
    });
    assert.equal((await lines())[0], 'Wed 24 Jun 2026, Executive: 1 One (Police), report is in');
  });

  it('tells the day of each meeting that the calendar knows, by the group that the plan names', async () => {
    await world.reimport(raw => {
      Object.assign(raw, {
        calendar: [
          { date: '2026-10-22' },
          { date: '2026-06-03' },
          { date: '2026-06-18' },
          { group: 'QA', date: '2026-12-09' },
          { group: 'Practice', date: '2026-12-01' },
        ],
      });
      Object.assign(raw.plan.priorities[0] ?? {}, {
        reports: [
          { month: '2026-06', to: 'Executive' },
          { month: '2026-12', to: 'Quality' },
          { month: '2026-12', to: 'joint board' },
        ],
      });
    });
    const all = [
      'Wed 3 Jun 2026, Executive: 1 One (Police), not asked yet',
      'Thu 22 Oct 2026, Executive Group: 2 Priority two (no lead), not asked yet',
      'Wed 9 Dec 2026, Quality: 1 One (Police), not asked yet',
      'Dec 2026, joint board: 1 One (Police), not asked yet',
    ];
    assert.deepEqual(await lines(), all);
    world.clock.set('2026-06-04T09:00:00Z');
    assert.equal((await lines())[0], 'Thu 18 Jun 2026, Executive: 1 One (Police), not asked yet', 'the next');
    world.clock.set('2026-06-19T09:00:00Z');
    assert.equal((await lines())[0], 'Thu 18 Jun 2026, Executive: 1 One (Police), not asked yet');
    world.clock.set('2026-07-01T09:00:00Z');
    assert.deepEqual(await lines(), all.slice(1));
  });

  it('tells the decisions that a meeting is to take', async () => {
    await world.open(Q1, '2026-07-10');
    const fields = {
      rating: 'red',
      progress: 'x',
      decisionWhat: 'Pay',
      decisionFrom: 'Exec',
      decisionBy: '2026-07-31',
    };
    await saved(world.save('ann@police.example', await world.ask(Q1, 'qa'), '1.1.a', fields));
    const [decision] = await world.store.read(view => listDecisions(view, world.boardId));
    await noteDecision(world, await world.as('mia@board.example'), {
      returnId: decision?.asking.returnId ?? '',
      seenVersion: 0,
      fields: { state: 'on-agenda', decidedOn: '2026-07-14' },
    });
    assert.equal((await lines()).at(-1), 'Tue 14 Jul 2026, Exec: decision on 1.1.a, Pay (QA)');
  });

  it('is of the whole board, and shown to who may see that, where it may be seen', async () => {
    await assert.rejects(readAgenda(world, await world.as('ben@council.example')), /can see the whole board/);
    const channel = await world.channel('qa');
    await assert.rejects(readAgenda(world, await world.as('mia@board.example', channel)), /not shown here/);
  });
});
