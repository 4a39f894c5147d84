import assert from 'node:assert/strict';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import { matchWords, putAway, readFile } from '../../../services/returns/training-file.ts';
import { sentFiles, spellings } from '../../../services/store/entities/training.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { workbook } from '../training/files/workbooks.ts';
import { ben, cat, mia } from '../training/training-world.ts';
import {
  bookingsFile,
  type FileRoom,
  fetching,
  newFileRoom,
  runsFile,
  type Sender,
  secrets,
} from './file-room.ts';

const code = (wanted: ErrorCode) => (error: unknown) => isCollateError(error, wanted);

onOneDatabase('What a file of training figures says, and whose it is', open => {
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

  it('with a row a delegate is counted, its words asked once, and nobody’s name is kept', async () => {
    const file = bookingsFile();
    const first = await room.receive(file, 'bookings.csv');
    assert.equal(first.step, 'columns');
    assert.deepEqual(
      first.columns.filter(({ meaning }) => meaning === null).map(({ heading }) => heading),
      ['Shoe size'],
    );
    assert.doesNotMatch(await room.everything(), secrets);
    const second = await matchWords(
      world,
      actor,
      first.fileId,
      { columns: new Map([['Shoe size', '-']]) },
      fetching(file),
    );
    assert.equal(second.step, 'words');
    assert.deepEqual(
      second.strange.agencies.map(({ text, count }) => [text, count]),
      [['Cheshire Constabulary', 1]],
    );
    assert.deepEqual(
      second.strange.statuses.map(({ text }) => text),
      ['Was ill'],
    );
    assert.equal((await room.save(second)).kind, 'strange');
    const police = second.words.agencyNamed('Police');
    assert.ok(police);
    const third = await matchWords(
      world,
      actor,
      first.fileId,
      {
        agencies: new Map([['cheshire constabulary', police]]),
        statuses: { shape: 'bookings', meanings: new Map([['was ill', 'no-show']]) },
      },
      fetching(file),
    );
    assert.equal(third.step, 'look');
    assert.doesNotMatch(await room.everything(), secrets);
    assert.equal((await room.save(third)).kind, 'saved');
    const [run] = (await world.state(ask)).runs;
    assert.deepEqual(
      { ...run?.content, attendances: run?.content.attendances.map(row => [row.agencyId, row.attended]) },
      {
        course: 'Working Together',
        level: 3,
        state: 'held',
        firstDay: '2026-05-04',
        days: null,
        format: null,
        room: null,
        places: null,
        booked: 4,
        cancelled: 0,
        noShows: 2,
        unbooked: 0,
        attended: 2,
        registerIn: true,
        note: null,
        attendances: [[police.slice('agency:'.length), 2]],
      },
    );
    assert.doesNotMatch(await room.everything(), secrets);
    // The next file of the same system asks nothing.
    const next = await room.receive(
      bookingsFile('Neglect,05/05/2026,Eve,e@x,0,Cheshire Constabulary,Was ill,9'),
      'next.csv',
    );
    assert.equal(next.step, 'look');
    assert.equal((await room.look(next)).fresh.length, 1);
  });

  it('keeps what was said of columns also where Teams gives the file out no more', async () => {
    const file = bookingsFile();
    const { fileId } = await room.receive(file);
    const said = { columns: new Map([['Shoe size', '-']] as const) };
    const failing = () => Promise.reject(new Error('410'));
    await assert.rejects(matchWords(world, actor, fileId, said, failing), code('file_unreadable'));
    assert.equal((await room.receive(file)).step, 'words');
  });

  it('never takes a column of names for agencies', async () => {
    const file = bookingsFile();
    const { fileId } = await room.receive(file);
    const wrong = {
      columns: new Map([
        ['Delegate', 'agency'],
        ['Shoe size', '-'],
      ] as const),
    };
    const state = await matchWords(world, actor, fileId, wrong, fetching(file));
    assert.equal(state.columns.find(({ heading }) => heading === 'Delegate')?.meaning, '-');
    assert.doesNotMatch(await room.everything(), secrets);
    const many = Array.from(
      { length: 400 },
      (_, index) =>
        `A,04/05/2026,Person ${String.fromCharCode(97 + (index % 26))}${Math.floor(index / 26)},Attended`,
    );
    const doubtful = await room.receive(`Course,Date,Agency,Status\n${many.join('\n')}\n`, 'names.csv');
    assert.equal(doubtful.step, 'columns');
    assert.match(doubtful.problem ?? '', /400 different words/);
    assert.doesNotMatch(await room.everything(), /Person a0/);
  });

  it('says what is missing where no column is the course’s or the day’s', async () => {
    const state = await room.receive('Titel,Start date,Attended,Booked\nA,04/05/2026,4,4\n');
    assert.deepEqual([state.step, state.missing], ['columns', ['course']]);
    await assert.rejects(room.receive('Course,Start date\nA,soon\n'), code('file_invalid'));
  });

  it('is nobody else’s, and of nobody who is not asked', async () => {
    const state = await room.receive(runsFile);
    const other = await room.by(ben);
    await assert.rejects(
      test.store.read(view => readFile(view, other, state.fileId, world.clock.now())),
      code('file_gone'),
    );
    await assert.rejects(room.save(state, {}, other), code('file_gone'));
    await assert.rejects(room.receive(runsFile, 'x.csv', await room.by(cat)), code('round_none_open'));
    await putAway(world, other, state.fileId);
    assert.equal((await room.save(state)).kind, 'saved');
    // The manager may answer for every group.
    assert.equal((await room.receive(runsFile, 'x.csv', await room.by(mia))).ask?.askId, ask);
  });

  it('is forgotten when it is put away, and after a day', async () => {
    const state = await room.receive(runsFile);
    await putAway(world, actor, state.fileId);
    await putAway(world, actor, state.fileId);
    await assert.rejects(room.save(state), code('file_gone'));
    const other = await room.receive(runsFile);
    world.clock.set('2026-06-02T09:00:00Z');
    await assert.rejects(room.save(other), code('file_gone'));
    await room.receive(runsFile, 'another.csv');
    const left = await test.store.read(view => view.rows(sentFiles).find({ boardId: world.boardId }));
    assert.deepEqual(
      left.map(({ name }) => name),
      ['another.csv'],
    );
  });

  it('may be a workbook', async () => {
    const bytes = await workbook({
      Cover: [['Training']],
      'Q1 runs': [
        ['Course', 'Start date', 'Attended'],
        ['A', new Date('2026-05-04T00:00:00Z'), 4],
      ],
    });
    const state = await room.receive(bytes, 'figures.xlsx');
    assert.deepEqual([state.step, state.found?.sheet], ['look', 'Q1 runs']);
  });

  it('remembers each word once, the newest meaning', async () => {
    const { fileId } = await room.receive(bookingsFile());
    for (const meaning of ['room', '-'] as const)
      await matchWords(
        world,
        actor,
        fileId,
        { columns: new Map([['Shoe size', meaning]]) },
        fetching(bookingsFile()),
      );
    const rows = await test.store.read(view => view.rows(spellings).find({ boardId: world.boardId }));
    assert.deepEqual(
      rows.map(({ spelling, meaning }) => [spelling, meaning]),
      [['shoe size', '-']],
    );
  });
});
