/** Training figures from a file, sent in 1:1 chat: looked at, saved as runs, and nobody's name in the database. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { systemClock } from '../../services/ports.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { trainingRuns } from '../../services/store/entities/training.ts';
import { dayFromNow, PERIOD } from './board.ts';
import { type FileHost, startFileHost } from './file-host.ts';
import { cardAt, type Stage, shown, startStage, wordsIn } from './support.ts';

const withTraining = (source: string) =>
  source.replace(
    'channel: Quality Assurance}',
    'channel: Quality Assurance, asks: [action-updates, training-figures]}',
  );

/** A row a delegate, as learning systems give them out. */
const bookings = [
  'Event,Start date,Delegate,Email,Organisation,Booking status',
  'Neglect,04/05/2026,Zebedee Quillfeather,zebedee@quill.example,Police,Attended',
  'Neglect,04/05/2026,Yolanda Marrowby,yolanda@marrow.example,Police,Attended',
  'Neglect,04/05/2026,Xerxes Penhaligon,xerxes@pen.example,ICB,Did not attend',
].join('\n');

const people = /Quillfeather|Marrowby|Penhaligon|zebedee|yolanda|xerxes|@(quill|marrow|pen)\.example/i;

describe('training figures from a file', function () {
  this.timeout(60_000);
  let stage: Stage;
  let host: FileHost;

  before(async () => {
    host = await startFileHost();
    stage = await startStage({ upTo: 'installed', edit: withTraining });
    await openRound(
      { store: stage.store, clock: systemClock },
      { boardId: stage.boardId, period: PERIOD, due: dayFromNow(20), kinds: ['training-figures'] },
    );
    await cardAt(stage, 'Quality Assurance', /Please give the training figures/);
  });
  after(async () => {
    await stage?.stop();
    await host?.stop();
  });

  const send = (name: string, contents: string | Uint8Array) =>
    host.send(stage, stage.ann, name, typeof contents === 'string' ? Buffer.from(contents) : contents);
  const runs = () => stage.store.read(view => view.rows(trainingRuns).find({ boardId: stage.boardId }));
  /** All that is on the disk: the database, and what is not yet written back into it. */
  const onDisk = () => {
    const file = stage.databaseUrl.slice('sqlite:'.length);
    return [file, `${file}-wal`]
      .filter(path => existsSync(path))
      .map(path => readFileSync(path, 'latin1'))
      .join('');
  };

  for (const [what, name, contents, answer] of [
    [
      'an old workbook',
      'figures.xls',
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      /\.xlsx/,
    ],
    ['an empty file', 'figures.csv', '', /empty|nothing/i],
    ['a table of something else', 'menu.csv', 'Dish,Price\nSoup,4\n', /course|heading/i],
  ] as const) {
    it(`are not read from ${what}, and it is said why`, async () => {
      const { card } = await send(name, contents);
      assert.match(wordsIn(card), answer);
      assert.deepEqual(await runs(), []);
    });
  }

  it('are counted from delegates whose names are kept nowhere', async () => {
    const { card, activityId = '' } = await send('bookings.csv', bookings);
    assert.doesNotMatch(wordsIn(card), people);
    const look = shown(await stage.teams.press(stage.ann, activityId, 'Look'));
    assert.match(look.words, /1 run/);
    assert.doesNotMatch(look.words, people);
    assert.deepEqual(await runs(), [], 'a look saves nothing');
    const inDialog = { card: look.card, dialog: true };
    const saved = shown(await stage.teams.press(stage.ann, activityId, /^Save/, {}, inDialog));
    assert.match(saved.words, /saved/i);
    const [run, ...others] = await runs();
    assert.deepEqual(others, []);
    assert.deepEqual([run?.course, run?.booked, run?.attended, run?.noShows], ['Neglect', 3, 2, 1]);
    const bytes = onDisk();
    assert.ok(bytes.includes('Neglect'), 'the search sees what is there');
    assert.doesNotMatch(bytes, people);
    assert.doesNotMatch(JSON.stringify(stage.bot.output()), people);
  });
});
