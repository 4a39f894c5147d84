import assert from 'node:assert/strict';
import { chooseAsk } from '../../../services/returns/training-file.ts';
import { sentFiles } from '../../../services/store/entities/training.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { ann } from '../training/training-world.ts';
import { type FileRoom, newFileRoom, runsFile, type Sender } from './file-room.ts';

onOneDatabase('A file of training figures', open => {
  let test: TestStore;
  let room: FileRoom;
  let world: FileRoom['world'];
  let ask: string;
  let actor: Sender;

  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    room = await newFileRoom(test.store);
    ({ world, ask, actor } = room);
  });

  it('is looked at before it is saved, and nothing is left out silently', async () => {
    const state = await room.receive(runsFile);
    assert.equal(state.step, 'look');
    assert.equal(state.ask?.askId, ask);
    assert.deepEqual(state.found && [state.found.shape, state.found.rows, state.found.runs], ['runs', 5, 3]);
    const seen = await room.look(state);
    assert.deepEqual(
      seen.fresh.map(({ content }) => [content.course, content.level, content.state, content.attended]),
      [
        ['Working Together', 3, 'held', 16],
        ['Neglect', null, 'held', 12],
      ],
    );
    assert.deepEqual(seen.outside, [{ period: '2026-27 Q2', runs: 1 }]);
    assert.deepEqual(seen.leftOut, [
      { why: 'no-day', count: 1, rows: [5] },
      { why: 'total', count: 1, rows: [6] },
    ]);
    assert.deepEqual(seen.unused, ['Trainer']);
    assert.equal(seen.attended, 28);
    assert.deepEqual(await room.runs(), []);
    const saved = await room.save(state, { digest: seen.digest });
    assert.equal(saved.kind, 'saved');
    assert.deepEqual(await room.runs(), [
      ['Working Together', '2026-05-04', 16, null],
      ['Neglect', '2026-05-11', 12, null],
    ]);
    const [first] = (await world.state(ask)).runs;
    assert.deepEqual(
      first?.content.attendances.map(({ attended }) => attended),
      [9],
    );
    assert.equal(first?.by.name, 'Ann Ward');
  });

  it('sent again gives no doubles, and pressed again it is the same save', async () => {
    const state = await room.receive(runsFile);
    await room.save(state);
    const again = await room.save(state);
    assert.deepEqual([again.kind, 'fresh' in again && again.fresh], ['saved-before', 2]);
    const second = await room.receive(runsFile);
    const seen = await room.look(second);
    assert.deepEqual([seen.fresh.length, seen.changed.length, seen.same.length], [0, 0, 2]);
    assert.equal((await room.save(second)).kind, 'nothing');
    assert.equal((await room.runs()).length, 2);
    // The later copy takes the place of the earlier.
    assert.equal(await test.store.read(view => view.rows(sentFiles).count({ boardId: world.boardId })), 1);
  });

  it('does not overwrite what was edited since unseen: it shows the difference, and asks', async () => {
    await room.save(await room.receive(runsFile));
    const [, neglect] = (await world.state(ask)).runs;
    assert.ok(neglect);
    await world.give(ann, ask, neglect.subjectId, {
      course: '+',
      otherCourse: 'Neglect',
      state: 'held',
      firstDay: '2026-05-11',
      places: '15',
      booked: '12',
      cancelled: '1',
      noShows: '0',
      unbooked: '0',
      attended: '11',
      days: '0.5',
    });
    const state = await room.receive(runsFile);
    const seen = await room.look(state);
    assert.deepEqual(
      seen.changed.map(({ differences }) => differences),
      [
        [
          { field: 'room', from: null, to: 'Library' },
          { field: 'cancelled', from: 1, to: 0 },
          { field: 'attended', from: 11, to: 12 },
        ],
      ],
    );
    assert.equal((await room.save(state)).kind, 'undecided');
    assert.equal((await room.save(state, { changed: 'keep' })).kind, 'nothing');
    assert.equal((await room.save(state, { changed: 'take', except: [neglect.subjectId] })).kind, 'nothing');
    assert.equal((await room.runs())[1]?.[2], 11);
    assert.equal((await room.save(state, { changed: 'take' })).kind, 'saved');
    const [, after] = (await world.state(ask)).runs;
    // What the file does not say stays.
    assert.deepEqual([after?.content.attended, after?.content.days, after?.version], [12, 0.5, 3]);
  });

  it('is not saved over figures that were changed after the look', async () => {
    const state = await room.receive(runsFile);
    const { digest } = await room.look(state);
    await world.run(ask);
    assert.equal((await room.save(state, { digest, changed: 'take' })).kind, 'moved');
    assert.equal((await room.runs()).length, 1);
  });

  it('saves runs that do not add up with one note alone, and refuses what cannot be', async () => {
    const state = await room.receive(
      [
        'Course,Start date,Status,Places,Booked,Cancelled,No shows,Unbooked,Attended',
        'A,04/05/2026,Held,20,18,2,1,1,10',
        'B,05/05/2026,Held,5,4,0,0,0,4',
        'C,06/05/2026,Cancelled,5,4,0,0,0,4',
        'D,20/06/2026,Held,5,4,0,0,0,4',
        'E,07/05/2026,Cancelled,5,4,4,0,0,0',
      ].join('\n'),
    );
    const seen = await room.look(state);
    assert.deepEqual(
      seen.refused.map(({ row, course }) => [row, course]),
      [
        [4, 'C'],
        [5, 'D'],
      ],
    );
    assert.match(seen.refused[0]?.problem ?? '', /Nobody came to a run that was cancelled/);
    const odd = await room.save(state);
    assert.deepEqual([odd.kind, 'runs' in odd && odd.runs.map(({ row }) => row)], ['imbalanced', [2]]);
    assert.equal((await room.save(state, { note: 'Register lost' })).kind, 'saved');
    assert.deepEqual(await room.runs(), [
      ['A', '2026-05-04', 10, 'Register lost'],
      ['B', '2026-05-05', 4, null],
      ['E', '2026-05-07', null, null],
    ]);
  });

  it('asks back once where attendance doubled since the last period', async () => {
    await world.run(ask);
    await world.open('2026-27 Q2', '2026-10-10');
    world.clock.set('2026-09-01T09:00:00Z');
    const askLater = await world.askOf('2026-27 Q2');
    const chosen = await room.receive('Course,Start date,Attended\nA,04/08/2026,40\n');
    assert.equal(chosen.step, 'ask');
    assert.equal(chosen.asks.length, 2);
    const state = await chooseAsk(world, actor, chosen.fileId, askLater);
    assert.equal(state.step, 'look');
    const unsure = await room.save(state);
    assert.equal(unsure.kind, 'improbable');
    assert.match('reasons' in unsure ? unsure.reasons.join() : '', /40 against 16/);
    assert.equal((await room.save(state, { sure: true })).kind, 'saved');
  });
});
