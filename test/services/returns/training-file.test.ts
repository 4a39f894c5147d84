import assert from 'node:assert/strict';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import type { Actor } from '../../../services/people/access.ts';
import {
  chooseAsk,
  type FileState,
  lookAtSentFile,
  matchWords,
  putAway,
  readFile,
  receiveFile,
  saveSentFile,
} from '../../../services/returns/training-file.ts';
import type { ImportDecision } from '../../../services/returns/training-import.ts';
import type { returns } from '../../../services/store/entities/returns.ts';
import { sentFiles, spellings } from '../../../services/store/entities/training.ts';
import { tables } from '../../../services/store/tables.ts';
import { onBothDatabases, type TestStore } from '../../support/stores.ts';
import { workbook } from '../training/files/workbooks.ts';
import { ann, ben, cat, mia, newTrainingWorld, type TrainingWorld } from '../training/training-world.ts';

const code = (wanted: ErrorCode) => (error: unknown) => isCollateError(error, wanted);

const runsFile = [
  'Course,Level,Start date,Venue,Places,Booked,Cancelled,DNA,Unbooked,Attended,Police,Trainer',
  'Working together,3,04/05/2026,Town Hall,20,18,2,1,1,16,9,Ada Example',
  'Neglect,,11/05/2026,Library,15,12,0,0,0,12,,Ada Example',
  'Neglect,,14/07/2026,Library,15,12,,,,,,Ada Example',
  'Neglect,,,Library,15,,,,,,,Ada Example',
  'Total,,,,50,42,2,1,1,28,9,',
].join('\n');

const bookingsFile = (extra = '') =>
  [
    'Event,Start date,Delegate,Email,Phone,Organisation,Booking status,Shoe size',
    'Working Together,04/05/2026,Ada Example,ada@example.org,07700 900001,Police,Attended,5',
    'Working Together,04/05/2026,Bob Sample,bob@example.org,07700 900002,Cheshire Constabulary,Attended,6',
    'Working Together,04/05/2026,Cai Specimen,cai@example.org,07700 900003,Council,Did not attend,7',
    'Working Together,04/05/2026,Dee Pattern,dee@example.org,07700 900004,,Was ill,8',
    extra,
  ].join('\n');

const secrets = /\b(Ada|Bob|Cai|Dee)\b|Example|Sample|Specimen|Pattern|@example|07700/;

onBothDatabases('A file of training figures', open => {
  let test: TestStore;
  let world: TrainingWorld;
  let ask: string;
  let actor: Actor & { personId: string };

  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newTrainingWorld(test.store);
    await world.open('2026-27 Q1', '2026-07-10');
    ask = await world.askOf('2026-27 Q1');
    actor = await by(ann);
  });

  const by = async (email: string) => (await world.as(email)) as Actor & { personId: string };
  const receive = (text: string | Uint8Array, name = 'figures.csv', who = actor) =>
    receiveFile(world, who, {
      name,
      bytes: typeof text === 'string' ? Buffer.from(text) : text,
      url: 'https://files.example/1',
    });
  const fetching = (text: string) => async () => Buffer.from(text);
  const look = ({ fileId }: FileState, who = actor) =>
    test.store.read(view => lookAtSentFile(view, who, fileId, world.clock.now()));
  const save = ({ fileId }: FileState, decision: Partial<ImportDecision> = {}, who = actor) =>
    saveSentFile(world, who, fileId, {
      digest: null,
      changed: null,
      except: [],
      note: null,
      sure: false,
      ...decision,
    });
  const runs = async () =>
    (await world.state(ask)).runs.map(({ content }) => [
      content.course,
      content.firstDay,
      content.attended,
      content.note,
    ]);
  /** Every row of every table of this board's database. */
  const everything = () =>
    test.store.read(async view => {
      const all: unknown[] = [];
      for (const table of tables) all.push(await view.rows(table as typeof returns).find());
      return JSON.stringify(all);
    });

  it('is looked at before it is saved, and nothing is left out silently', async () => {
    const state = await receive(runsFile);
    assert.equal(state.step, 'look');
    assert.equal(state.ask?.askId, ask);
    assert.deepEqual(state.found && [state.found.shape, state.found.rows, state.found.runs], ['runs', 5, 3]);
    const seen = await look(state);
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
    assert.deepEqual(await runs(), []);
    const saved = await save(state, { digest: seen.digest });
    assert.equal(saved.kind, 'saved');
    assert.deepEqual(await runs(), [
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
    const state = await receive(runsFile);
    await save(state);
    const again = await save(state);
    assert.deepEqual([again.kind, 'fresh' in again && again.fresh], ['saved-before', 2]);
    const second = await receive(runsFile);
    const seen = await look(second);
    assert.deepEqual([seen.fresh.length, seen.changed.length, seen.same.length], [0, 0, 2]);
    assert.equal((await save(second)).kind, 'nothing');
    assert.equal((await runs()).length, 2);
    // The later copy takes the place of the earlier.
    assert.equal(await test.store.read(view => view.rows(sentFiles).count({ boardId: world.boardId })), 1);
  });

  it('does not overwrite what was edited since unseen: it shows the difference, and asks', async () => {
    await save(await receive(runsFile));
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
    const state = await receive(runsFile);
    const seen = await look(state);
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
    assert.equal((await save(state)).kind, 'undecided');
    assert.equal((await save(state, { changed: 'keep' })).kind, 'nothing');
    assert.equal((await save(state, { changed: 'take', except: [neglect.subjectId] })).kind, 'nothing');
    assert.equal((await runs())[1]?.[2], 11);
    assert.equal((await save(state, { changed: 'take' })).kind, 'saved');
    const [, after] = (await world.state(ask)).runs;
    // What the file does not say stays.
    assert.deepEqual([after?.content.attended, after?.content.days, after?.version], [12, 0.5, 3]);
  });

  it('is not saved over figures that were changed after the look', async () => {
    const state = await receive(runsFile);
    const { digest } = await look(state);
    await world.run(ask);
    assert.equal((await save(state, { digest, changed: 'take' })).kind, 'moved');
    assert.equal((await runs()).length, 1);
  });

  it('saves runs that do not add up with one note alone, and refuses what cannot be', async () => {
    const state = await receive(
      [
        'Course,Start date,Status,Places,Booked,Cancelled,No shows,Unbooked,Attended',
        'A,04/05/2026,Held,20,18,2,1,1,10',
        'B,05/05/2026,Held,5,4,0,0,0,4',
        'C,06/05/2026,Cancelled,5,4,0,0,0,4',
        'D,20/06/2026,Held,5,4,0,0,0,4',
        'E,07/05/2026,Cancelled,5,4,4,0,0,0',
      ].join('\n'),
    );
    const seen = await look(state);
    assert.deepEqual(
      seen.refused.map(({ row, course }) => [row, course]),
      [
        [4, 'C'],
        [5, 'D'],
      ],
    );
    assert.match(seen.refused[0]?.problem ?? '', /Nobody came to a run that was cancelled/);
    const odd = await save(state);
    assert.deepEqual([odd.kind, 'runs' in odd && odd.runs.map(({ row }) => row)], ['imbalanced', [2]]);
    assert.equal((await save(state, { note: 'Register lost' })).kind, 'saved');
    assert.deepEqual(await runs(), [
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
    const chosen = await receive('Course,Start date,Attended\nA,04/08/2026,40\n');
    assert.equal(chosen.step, 'ask');
    assert.equal(chosen.asks.length, 2);
    const state = await chooseAsk(world, actor, chosen.fileId, askLater);
    assert.equal(state.step, 'look');
    const unsure = await save(state);
    assert.equal(unsure.kind, 'improbable');
    assert.match('reasons' in unsure ? unsure.reasons.join() : '', /40 against 16/);
    assert.equal((await save(state, { sure: true })).kind, 'saved');
  });

  it('with a row a delegate is counted, its words asked once, and nobody’s name is kept', async () => {
    const file = bookingsFile();
    const first = await receive(file, 'bookings.csv');
    assert.equal(first.step, 'columns');
    assert.deepEqual(
      first.columns.filter(({ meaning }) => meaning === null).map(({ heading }) => heading),
      ['Shoe size'],
    );
    assert.doesNotMatch(await everything(), secrets);
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
    assert.equal((await save(second)).kind, 'strange');
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
    assert.doesNotMatch(await everything(), secrets);
    assert.equal((await save(third)).kind, 'saved');
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
    assert.doesNotMatch(await everything(), secrets);
    // The next file of the same system asks nothing.
    const next = await receive(
      bookingsFile('Neglect,05/05/2026,Eve,e@x,0,Cheshire Constabulary,Was ill,9'),
      'next.csv',
    );
    assert.equal(next.step, 'look');
    assert.equal((await look(next)).fresh.length, 1);
  });

  it('keeps what was said of columns also where Teams gives the file out no more', async () => {
    const file = bookingsFile();
    const { fileId } = await receive(file);
    const said = { columns: new Map([['Shoe size', '-']] as const) };
    const failing = () => Promise.reject(new Error('410'));
    await assert.rejects(matchWords(world, actor, fileId, said, failing), code('file_unreadable'));
    assert.equal((await receive(file)).step, 'words');
  });

  it('never takes a column of names for agencies', async () => {
    const file = bookingsFile();
    const { fileId } = await receive(file);
    const wrong = {
      columns: new Map([
        ['Delegate', 'agency'],
        ['Shoe size', '-'],
      ] as const),
    };
    const state = await matchWords(world, actor, fileId, wrong, fetching(file));
    assert.equal(state.columns.find(({ heading }) => heading === 'Delegate')?.meaning, '-');
    assert.doesNotMatch(await everything(), secrets);
    const many = Array.from(
      { length: 400 },
      (_, index) =>
        `A,04/05/2026,Person ${String.fromCharCode(97 + (index % 26))}${Math.floor(index / 26)},Attended`,
    );
    const doubtful = await receive(`Course,Date,Agency,Status\n${many.join('\n')}\n`, 'names.csv');
    assert.equal(doubtful.step, 'columns');
    assert.match(doubtful.problem ?? '', /400 different words/);
    assert.doesNotMatch(await everything(), /Person a0/);
  });

  it('says what is missing where no column is the course’s or the day’s', async () => {
    const state = await receive('Titel,Start date,Attended,Booked\nA,04/05/2026,4,4\n');
    assert.deepEqual([state.step, state.missing], ['columns', ['course']]);
    await assert.rejects(receive('Course,Start date\nA,soon\n'), code('file_invalid'));
  });

  it('is nobody else’s, and of nobody who is not asked', async () => {
    const state = await receive(runsFile);
    const other = await by(ben);
    await assert.rejects(
      test.store.read(view => readFile(view, other, state.fileId, world.clock.now())),
      code('file_gone'),
    );
    await assert.rejects(save(state, {}, other), code('file_gone'));
    await assert.rejects(receive(runsFile, 'x.csv', await by(cat)), code('round_none_open'));
    await putAway(world, other, state.fileId);
    assert.equal((await save(state)).kind, 'saved');
    // The manager may answer for every group.
    assert.equal((await receive(runsFile, 'x.csv', await by(mia))).ask?.askId, ask);
  });

  it('is forgotten when it is put away, and after a day', async () => {
    const state = await receive(runsFile);
    await putAway(world, actor, state.fileId);
    await putAway(world, actor, state.fileId);
    await assert.rejects(save(state), code('file_gone'));
    const other = await receive(runsFile);
    world.clock.set('2026-06-02T09:00:00Z');
    await assert.rejects(save(other), code('file_gone'));
    await receive(runsFile, 'another.csv');
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
    const state = await receive(bytes, 'figures.xlsx');
    assert.deepEqual([state.step, state.found?.sheet], ['look', 'Q1 runs']);
  });

  it('remembers each word once, the newest meaning', async () => {
    const { fileId } = await receive(bookingsFile());
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
