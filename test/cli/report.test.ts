import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ErrorCode, isCollateError } from '../../services/errors.ts';
import { findReport, type ReportOwner } from '../../services/reports/import-report.ts';
import { ann, newReportWorld, PERIOD, type ReportWorld } from '../services/reports/report-world.ts';
import { plain, styled, wordFile } from '../services/reports/word-files.ts';
import { sqliteStore, type TestStore } from '../support/stores.ts';
import { collate } from './run.ts';

interface Imported {
  report: { kind: string; asked: string; period: string };
  dryRun: boolean;
  headings: { id: string; fate: string; characters: number; kept: boolean }[];
  notPlaced: string;
}

describe('collate report', function () {
  this.timeout(60_000);
  let test: TestStore;
  let world: ReportWorld;
  let folder = '';
  const path = (name: string) => join(folder, name);
  const run = (...args: string[]) => collate(['report', ...args], { DATABASE_URL: test.url });
  const textOf = async (heading: string) => {
    const state = await world.report('group-report');
    return state.headings.find(({ id }) => id === heading)?.answer ?? null;
  };

  before(async () => {
    test = await sqliteStore();
    folder = dirname(test.url.replace('sqlite:', ''));
    world = await newReportWorld(test.store);
    await world.open(PERIOD, '2026-07-10');
    const report = [
      styled('Our quarter'),
      styled('Progress'),
      plain('From the file.'),
      styled('Training issues'),
      plain('None'),
    ];
    writeFileSync(path('report.docx'), await wordFile(...report));
    writeFileSync(path('long.docx'), await wordFile(styled('Progress'), plain('x'.repeat(4001))));
    writeFileSync(path('none.docx'), 'no');
  });
  after(() => test?.dispose());

  it('shows with --dry-run what a file would fill, and keeps nothing', async () => {
    const dry = await run('import', path('report.docx'), '--group', 'QA', '--dry-run', '--json');
    assert.equal(dry.code, 0, dry.err);
    const { report, headings, notPlaced, dryRun } = dry.json() as Imported;
    assert.deepEqual(report, { kind: 'group-report', asked: 'QA', period: PERIOD });
    assert.deepEqual([dryRun, notPlaced], [true, 'Our quarter']);
    assert.deepEqual(
      headings.filter(({ characters }) => characters > 0).map(({ id, fate, kept }) => [id, fate, kept]),
      [
        ['progress', 'fills', false],
        ['training-issues', 'fills', false],
      ],
    );
    assert.equal(await textOf('progress'), null);
    const said = await run('import', path('report.docx'), '--group', 'quality', '--dry-run');
    assert.match(said.out, /Key areas of progress and achievement: Fills this heading \(14 characters\)\./);
    assert.match(said.out, /Not placed, under none of the headings:\n {2}Our quarter/);
    assert.match(said.out, /Would keep 2 of 7 headings; nothing is kept\./);
  });

  it('fills the draft, twice with the same result, and submits nothing', async () => {
    for (let time = 0; time < 2; time += 1) {
      const done = await run('import', path('report.docx'), '--group', 'QA', '--for', ann);
      assert.equal(done.code, 0, done.err);
    }
    const progress = await textOf('progress');
    assert.deepEqual(
      [progress?.content.text, progress?.version, progress?.by.name],
      ['From the file.', 1, 'Ann Ward'],
    );
    assert.equal((await world.report('group-report')).submission, null);
  });

  it('overwrites nothing unless it is told to', async () => {
    await world.write(ann, 'group-report', 'progress', 'Ann’s own words.');
    const refused = await run('import', path('report.docx'), '--group', 'QA', '--json');
    assert.equal(refused.code, 1);
    const { error } = refused.json() as { error: { code: string; message: string } };
    assert.equal(error.code, 'input_invalid');
    assert.match(error.message, /Nothing was kept.*Key areas of progress and achievement.*--replace/);
    assert.equal((await textOf('progress'))?.content.text, 'Ann’s own words.');
    const done = await run('import', path('report.docx'), '--group', 'QA', '--replace');
    assert.equal(done.code, 0, done.err);
    const progress = await textOf('progress');
    assert.deepEqual([progress?.content.text, progress?.by.name], ['From the file.', 'Mia Manager']);
  });

  it('says why a file, a text or an owner is not taken', async () => {
    const of = async (...args: string[]) => {
      const ran = await run(...args, '--json');
      assert.equal(ran.code, 1, ran.out);
      return (ran.json() as { error: { code: string; message: string } }).error;
    };
    const long = await of('import', path('long.docx'), '--group', 'QA', '--replace');
    assert.equal(long.code, 'input_invalid');
    assert.match(long.message, /4,001 characters; the most is 4,000/);
    assert.equal((await of('import', path('none.docx'), '--group', 'QA')).code, 'file_unreadable');
    assert.equal((await of('import', path('nowhere.docx'), '--group', 'QA')).code, 'file_unreadable');
  });

  it('finds a report by whose it is and when', async () => {
    const find = (owner: ReportOwner, period: string | null = null) =>
      test.store.read(view => findReport(view, world.boardId, owner, period));
    assert.equal(await find({ group: 'quality group' }, PERIOD), await world.askOf('group-report'));
    assert.equal(await find({ agency: 'police' }), await world.askOf('agency-statement'));
    assert.equal(await find({ priority: '1' }), await world.askOf('priority-report'));
    const wrong: [ErrorCode, ReportOwner, string?][] = [
      ['input_invalid', {}],
      ['input_invalid', { group: 'QA', agency: 'Police' }],
      ['group_unknown', { group: 'Nobody' }],
      ['ask_unknown', { group: 'Practice' }],
      ['priority_unknown', { priority: '9' }],
      ['input_invalid', { agency: 'Fire' }],
      ['round_unknown', { group: 'QA' }, '2030-31 Q1'],
    ];
    for (const [code, owner, period] of wrong)
      await assert.rejects(find(owner, period), (error: unknown) => isCollateError(error, code));
  });

  it('shows a draft, and what was submitted of it', async () => {
    const draft = await run('show', '--group', 'QA');
    assert.match(draft.out, /A draft: not submitted yet\.\nStill to be written: Current activities/);
    assert.match(draft.out, /From the file\./);
    await world.writeAll(ann, 'group-report', 'of Ann');
    await world.submit(ann, 'group-report');
    await world.write(ann, 'group-report', 'impact', 'since then');
    const shown = (await run('show', '--group', 'QA', '--json')).json() as {
      state: string;
      submitted: { by: string };
      headings: { id: string; text: string; submitted: string }[];
    };
    assert.deepEqual([shown.state, shown.submitted.by], ['changed since', 'Ann Ward']);
    const impact = shown.headings.find(({ id }) => id === 'impact');
    assert.deepEqual([impact?.text, impact?.submitted], ['since then', 'impact of Ann']);
    const summary = await collate(['summary'], { DATABASE_URL: test.url });
    assert.match(
      summary.out,
      /Reports \(1\)\n {2}QA: quarterly report, submitted by Ann Ward, Police, .*, written on since/,
    );
  });
});
