/** A report from a Word file, sent in 1:1 chat: looked at, kept in the draft, and submitted by nobody but the chair. */
import assert from 'node:assert/strict';
import { systemClock } from '../../services/ports.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { reportTexts } from '../../services/store/entities/reports.ts';
import { bold, plain, styled, wordFile } from '../services/reports/word-files.ts';
import type { JsonObject } from '../support/teams/json.ts';
import { dayFromNow, PERIOD } from './board.ts';
import { type FileHost, startFileHost } from './file-host.ts';
import { cardAt, type Stage, shown, startStage, titlesIn, wordsIn } from './support.ts';

const QUALITY = 'members: [dev.rao@example.org], channel: Quality Assurance';
const POLICY = 'short: PPG, chair: cara.poole@example.org';
const edit = (source: string) =>
  source
    .replace(QUALITY, `asks: [group-report], ${QUALITY}`)
    .replace(POLICY, `${POLICY}, asks: [group-report]`);

describe('a report from a Word file', () => {
  let stage: Stage;
  let host: FileHost;

  before(async () => {
    host = await startFileHost();
    stage = await startStage({ upTo: 'installed', edit });
    await openRound(
      { store: stage.store, clock: systemClock },
      { boardId: stage.boardId, period: PERIOD, due: dayFromNow(20), kinds: ['group-report'] },
    );
    await cardAt(stage, 'Quality Assurance', /Please write the quarterly report by/);
  });
  after(async () => {
    await stage?.stop();
    await host?.stop();
  });

  const texts = async () =>
    (await stage.store.read(view => view.rows(reportTexts).find({ boardId: stage.boardId }))).map(
      ({ heading, text }) => `${heading}: ${text}`,
    );
  const report = () =>
    wordFile(
      styled('Quality Assurance, first quarter'),
      styled('1. Key areas of progress and achievement'),
      plain('Two audits are done.'),
      bold('Current work:'),
      plain('A third goes on.'),
      styled('Impact and outcomes'),
      plain('x'.repeat(4100)),
    );

  it('is answered in 1:1 chat by a look, and nothing is kept yet', async () => {
    const { card, activityId } = await host.send(stage, stage.dev, 'QAS Q1.docx', await report());
    const words = wordsIn(card);
    assert.match(words, /Quarterly report from a file/);
    assert.match(words, /Quality Assurance and Scrutiny Group · .* · QAS Q1\.docx · 3 of 7 headings found/);
    assert.match(words, /Two audits are done\./);
    assert.match(words, /4,100 characters; the most is 4,000/);
    assert.match(words, /Not placed: .*\nQuality Assurance, first quarter/);
    assert.deepEqual(await texts(), []);

    const kept = shown(await stage.teams.press(stage.dev, activityId ?? '', 'Keep in the draft'));
    assert.match(kept.words, /The draft of Quality Assurance.* holds 2 headings of the file\./);
    assert.match(kept.words, /Still to be shortened: Impact and outcomes\./);
    assert.deepEqual((await texts()).sort(), ['current: A third goes on.', 'progress: Two audits are done.']);
  });

  it('lets a text that is too long be shortened in a form', async () => {
    const { activityId = '' } = await host.send(stage, stage.dev, 'QAS Q1.docx', await report());
    const form = shown(await stage.teams.press(stage.dev, activityId, 'Shorten “Impact and outcomes”'));
    assert.match(form.words, /Shorten it and press Next/);
    const next = await stage.teams.press(
      stage.dev,
      activityId,
      'Next',
      { text: 'Shorter.' },
      { card: form.card, dialog: true },
    );
    assert.match(shown(next).words, /Kept: Impact and outcomes/);
    assert.ok((await texts()).includes('impact: Shorter.'));
  });

  it('asks which of two texts stands', async () => {
    const file = await wordFile(styled('Key areas of progress and achievement'), plain('Three audits.'));
    const { card, activityId = '' } = await host.send(stage, stage.dev, 'new.docx', file);
    assert.match(wordsIn(card), /Three audits\.\nIn the draft.*\nTwo audits are done\./);
    const open = shown(await stage.teams.press(stage.dev, activityId, 'Keep in the draft'));
    assert.match(open.words, /Nothing is kept yet\. Say which of the two stands: Key areas of progress/);
    const where = { card: open.card };
    const typed = { 'use-progress': 'file' };
    const done = shown(await stage.teams.press(stage.dev, activityId, 'Keep in the draft', typed, where));
    assert.match(done.words, /holds 1 heading of the file/);
    assert.ok((await texts()).includes('progress: Three audits.'));
  });

  it('asks the manager which group it is for', async () => {
    const { card, activityId = '' } = await host.send(stage, stage.mia, 'report.docx', await report());
    assert.match(wordsIn(card), /Which report is it for\?/);
    assert.equal(titlesIn(card).length, 2);
    const look = shown(await stage.teams.press(stage.mia, activityId, /^This one Policy/));
    assert.match(look.words, /Policy and Procedures Group/);
    assert.match(look.words, /Fills this heading/);
    const away = shown(
      await stage.teams.press(
        stage.mia,
        activityId,
        'Put the file away',
        {},
        { card: look.card as JsonObject },
      ),
    );
    assert.match(away.words, /The file is put away/);
  });

  it('says what is wrong with a file that is none', async () => {
    const text = await host.send(stage, stage.dev, 'report.docx', Buffer.from('Impact: much'));
    assert.match(wordsIn(text.card), /This is not a Word file that can be read/);
    const minutes = await host.send(stage, stage.dev, 'minutes.docx', await wordFile(plain('Minutes')));
    assert.match(wordsIn(minutes.card), /None of the report's headings is in this file/);
    const stranger = await host.send(stage, stage.guest, 'report.docx', await report());
    assert.match(wordsIn(stranger.card), /No open round asks you for a report/);
  });

  it('left no word of it in the log', () => {
    const { stdout, stderr } = stage.bot.output();
    assert.equal(stderr, '');
    for (const secret of ['audits', 'third goes on', '/files/']) assert.ok(!stdout.includes(secret), secret);
  });
});
