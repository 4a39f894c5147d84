import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workbook } from '../services/training/files/workbooks.ts';
import { newTrainingWorld, type TrainingWorld } from '../services/training/training-world.ts';
import { onOneDatabase, type TestStore } from '../support/stores.ts';
import { collate } from './run.ts';

const runs = [
  'Course,Start date,Venue,Places,Booked,Cancelled,DNA,Unbooked,Attended,Police',
  'Working together,04/05/2026,Town Hall,20,18,2,1,1,16,9',
  'Neglect,11/05/2026,Library,15,12,0,0,0,10,',
  'Neglect,14/07/2026,Library,15,12,,,,,',
  'Neglect,,Library,15,,,,,,',
].join('\n');

const bookings = [
  'Event,Start date,Delegate,Email,Organisation,Booking status,Shoe size',
  'Working Together,04/05/2026,Ada Example,ada@example.org,Police,Attended,5',
  'Working Together,04/05/2026,Bob Sample,bob@example.org,Cheshire Constabulary,Attended,6',
  'Working Together,04/05/2026,Cai Specimen,cai@example.org,Council,Was ill,7',
].join('\n');

onOneDatabase('collate training import', open => {
  let test: TestStore;
  let world: TrainingWorld;
  let folder: string;
  let env: { DATABASE_URL: string };
  before(async () => {
    test = await open();
    world = await newTrainingWorld(test.store);
    await world.open('2026-27 Q1', '2026-07-10');
    folder = mkdtempSync(join(tmpdir(), 'collate-files-'));
    env = { DATABASE_URL: test.url };
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await test?.dispose();
  });

  const file = (name: string, contents: string | Uint8Array) => {
    writeFileSync(join(folder, name), contents);
    return join(folder, name);
  };
  const run = (path: string, ...options: string[]) => collate(['training', 'import', path, ...options], env);
  const standing = async () => (await world.state(await world.askOf('2026-27 Q1'))).runs;

  it('looks, says what is left out, and saves nothing until it is told to', async function () {
    this.timeout(60_000);
    const path = file('runs.csv', runs);
    const look = await run(path);
    assert.equal(look.code, 0, look.err);
    assert.match(look.out, /runs\.csv: 4 rows, 3 runs/);
    assert.match(look.out, /2 runs, 26 attended: 2 new/);
    assert.match(look.out, /1 run outside 2026-27 Q1 left out: 1 in 2026-27 Q2/);
    assert.match(look.out, /1 row without a day left out: row 5/);
    assert.match(look.out, /10 attended, but 12 booked/);
    assert.match(look.out, /nothing was saved/);
    const dry = await run(path, '--yes', '--dry-run');
    assert.match(dry.out, /nothing was saved/);
    assert.deepEqual(await standing(), []);
  });

  it('saves with a note where figures do not add up, as the manager’s answer or another’s', async function () {
    this.timeout(60_000);
    const path = file('runs.csv', runs);
    const odd = await run(path, '--yes', '--json');
    assert.equal(odd.code, 1);
    assert.match((odd.json() as { error: { message: string } }).error.message, /--note/);
    assert.deepEqual(await standing(), []);
    const saved = await run(path, '--yes', '--note', 'Register lost', '--by', 'ann@police.example', '--json');
    assert.equal(saved.code, 0, saved.out);
    const { saved: counts, attended } = saved.json() as { saved: unknown; attended: number };
    assert.deepEqual([counts, attended], [{ fresh: 2, changed: 0 }, 26]);
    assert.deepEqual(
      (await standing()).map(({ content, by }) => [content.course, content.attended, content.note, by.name]),
      [
        ['Working Together', 16, null, 'Ann Ward'],
        ['Neglect', 10, 'Register lost', 'Ann Ward'],
      ],
    );
    // The same again changes nothing, and other figures are not taken unseen.
    const again = await run(path, '--yes');
    assert.match(again.out, /2 the same/);
    assert.match(again.out, /Saved: 0 new runs, 0 runs changed/);
    const changed = file('changed.csv', runs.replace('0,10,', '0,12,'));
    const asked = await run(changed, '--yes');
    assert.equal(asked.code, 1);
    assert.match(asked.err, /--changed take/);
    const taken = await run(changed, '--yes', '--changed', 'take');
    assert.match(taken.out, /attended 10 → 12/);
    assert.match(taken.out, /Saved: 0 new runs, 1 run changed/);
  });

  it('names words that are not known with how to match them, and remembers what is said', async function () {
    this.timeout(60_000);
    const path = file('bookings.csv', bookings);
    const columns = await run(path);
    assert.equal(columns.code, 1);
    assert.match(columns.err, /--match "Shoe size=-"/);
    const words = await run(path, '--match', 'Shoe size=-', '--json');
    const { error } = words.json() as {
      error: { code: string; unmatched: { of: string; words: string; guess: string | null }[] };
    };
    assert.equal(error.code, 'file_unmatched');
    assert.deepEqual(
      error.unmatched.map(({ of, words: text, guess }) => [of, text, guess]),
      [
        ['status', 'Was ill', null],
        ['agency', 'Cheshire Constabulary', 'Police'],
      ],
    );
    const wrong = await run(path, '--match', 'Shoe size=-', '--match', 'Was ill=sick');
    assert.match(wrong.err, /cannot mean “sick”.*no-show/);
    const matched = [
      ...['--match', 'Shoe size=-', '--match', 'Was ill=no-show'],
      ...['--match', 'Cheshire Constabulary=Police', '--match', 'nobody here=Police'],
    ];
    assert.match((await run(path, ...matched)).err, /“nobody here” is neither/);
    const saved = await run(path, ...matched.slice(0, -2), '--yes', '--changed', 'take');
    assert.equal(saved.code, 0, saved.err);
    for (const { out, err } of [columns, words, wrong, saved])
      assert.doesNotMatch(out + err, /Ada|Bob|Cai|example\.org/);
    const [first] = await standing();
    assert.deepEqual([first?.content.booked, first?.content.noShows, first?.content.attended], [3, 1, 2]);
    // Said once, remembered.
    assert.equal((await run(path)).code, 0);
  });

  it('reads a workbook, and says how to save what it cannot read', async function () {
    this.timeout(60_000);
    const book = await workbook([
      ['Course', 'Start date', 'Attended'],
      ['Neglect', new Date('2026-05-20T00:00:00Z'), 4],
    ]);
    assert.match((await run(file('runs.xlsx', book))).out, /Neglect, Wed 20 May 2026: 4 attended/);
    const pdf = await run(file('runs.pdf', '%PDF-1.7'), '--json');
    assert.deepEqual(
      [pdf.code, (pdf.json() as { error: { code: string } }).error.code],
      [1, 'file_type_unknown'],
    );
    assert.match((await run(join(folder, 'none.csv'))).err, /there is no such file/);
    const other = await run(file('runs.csv', runs), '--period', '2026-27 Q3');
    assert.match(other.err, /Nobody is asked for training figures there/);
    assert.equal((await run(file('runs.csv', runs), '--by', 'x@example.org')).code, 1);
  });
});
