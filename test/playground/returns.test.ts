/** The other returns of a quarter as people give them: each kind in a real browser, on the sample board. */
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { localUserId } from '../../bot/local/playground-config.ts';
import { parsePeriod } from '../../services/rounds/periods.ts';
import { groups, people } from '../../services/store/entities/board.ts';
import { messages } from '../../services/store/entities/delivery.ts';
import { asks, rounds } from '../../services/store/entities/rounds.ts';
import { openStore } from '../../services/store/open-store.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import { type LocalMode, startLocalMode } from './local-mode.ts';
import { findChromium } from './support/chromium.ts';
import { openPlayground, type PlaygroundDriver } from './support/driver.ts';
import { needsChromium } from './support/needs-chromium.ts';

const FIGURES = /raining figures/;
const COMPLIANCE = /compliance figures? by/;
const MEASURES = /Quality Assurance and Scrutiny Group · .* measured? before/s;
const STEP = 'Kept when you press Next';
const TEXT = 'What the report says here';

describe('The returns of a quarter in the Playground', function () {
  this.timeout(120_000);
  let local: LocalMode;
  let store: Store;
  let page: PlaygroundDriver;
  let round: { period: string; due: string; firstDay: string };

  before(async function () {
    if (!needsChromium(this, findChromium())) return;
    local = await startLocalMode();
    store = await openStore(local.databaseUrl);
    const open = await store.read(view => view.rows(rounds).first({ closedAt: null }));
    assert.ok(open);
    const { period, due } = open;
    round = { period, due, firstDay: parsePeriod(period, 4).starts };
    page = await openPlayground(local.url, {
      artifactsDir: resolve('test/.artifacts'),
      viewport: { width: 1280, height: 1000 },
      timeout: 30_000,
    });
    await page.goToChannel('Subgroups');
    await page.waitForCard(FIGURES);
  });

  after(async () => {
    await page?.close();
    await store?.close();
    await local?.stop();
    await local?.dispose();
  });

  /** In 1:1 chat with the bot: asks for one more kind, whatever the season. */
  const alsoAsk = async (kind: string) => {
    await page.goToPersonalChat();
    await page.say(`round open ${round.period} due ${round.due} asking ${kind}`);
    await page.waitForCard(/returns? (is|are) asked for/);
  };
  /** Writes one heading a step, as many as there are. */
  const write = async (text: string) => {
    for (let step = 1; ; step += 1) {
      const words = await page.waitForCard(new RegExp(`step ${step} of \\d`));
      await page.fillInput(TEXT, `${text} ${step}.`);
      const of = Number(/step \d of (\d)/.exec(words)?.[1]);
      await page.pressInCard(`step ${step} of ${of}`, /^Next/);
      if (step === of) return of;
    }
  };

  it('takes a run: refuses what cannot be, asks why figures do not fit, and lets the choices stand', async () => {
    await page.pressInCard(FIGURES, 'Add a run');
    await page.choose('Course', 'Working Together');
    await page.choose('What became of it', 'Held, register in');
    await page.fillInput('Places', '-3');
    await page.fillInput('Attended', 'a dozen');
    await page.pressInCard('A run of a course', 'Save');
    await page.waitForCard('Please look at: First day, Places and Attended.');
    // The notice above moved every list down one place.
    await page.choose('Course', 'Hidden Harm');
    await page.choose('Level', 'Level 2, Working with children');
    await page.fillInput('First day', round.firstDay);
    await page.fillInput('Places', '20');
    await page.fillInput('Booked', '1,0');
    await page.fillInput('Attended', '24');
    await page.pressInCard('A run of a course', 'Save');
    await page.waitForCard(/Please look at: Booked\./);
    await page.fillInput('Booked', 'n/a');
    await page.fillInput('No-shows', 'nil');
    await page.fillInput('Who came, one a', 'Police 4\nschools 9');
    await page.pressInCard('A run of a course', 'Save');
    await page.waitForCard('24 attended is more than the 20 places.');
    await page.screenshotCard('24 attended is more', 'returns-1-run');
    await page.fillInput('Note, such as', 'Four stood at the back.');
    await page.pressInCard('A run of a course', 'Save');
    await page.waitForCard(/Last saved: Hidden Harm/);
  });

  it('takes totals by course, asks back what is improbable, and is told that this is all', async () => {
    await page.pressInCard(FIGURES, 'Totals by course');
    await page.choose('Course', 'Safeguarding awareness');
    await page.fillInput('Runs held', '12');
    await page.fillInput('Attended', '1,560');
    await page.pressInCard('Totals of a course', 'Save');
    await page.waitForCard(/Attendance more than doubled .* 1,584 against \d+\.[\s\S]*Save anyway\?/);
    await page.pressInCard('Totals of a course', 'Save anyway');
    await page.waitForCard(/Last saved: totals of Safeguarding awareness/);
    await page.pressInCard(FIGURES, 'That is all');
    await page.waitForCard(/Is that all for/);
    await page.pressInCard(/Is that all for/, /^(Yes|Save anyway)/);
    if ((await page.cards()).some(text => text.includes('fell to'))) {
      await page.pressInCard(/Is that all for/, 'Save anyway');
    }
    await page.waitForCard(/The training figures are in\.[\s\S]*1,584 attended[\s\S]*That is all, said by/);
    await page.screenshotCard('The training figures are in.', 'returns-2-training');
  });

  it('takes compliance: never more in date than need it, or a percentage without denominator', async () => {
    await page.pressInCard(COMPLIANCE, 'Give Local authority, Level 1, Awareness');
    await page.fillInput('Staff who need this training', '1,204');
    await page.fillInput('Of these, staff whose training is in date', '1,441');
    await page.fillInput('Figures as at', round.firstDay);
    await page.pressInCard('Staff who need this training', 'Save and next');
    await page.waitForCard(/1,441 in date is more than the 1,204 who need it/);
    await page.fillInput('Of these, staff whose training is in date', '1,141');
    await page.pressInCard('Staff who need this training', 'Save and next');
    await page.waitForCard(
      /Saved: Local authority, Level 1, Awareness: 1,141 of 1,204 in date, 94\.7\s%.*: not met/,
    );
    await page.fillInput('Or, where only a percentage was', '88-100 %');
    await page.fillInput('Figures as at', round.firstDay);
    await page.pressInCard('Local authority, Level 2', 'Save');
    await page.waitForCard(/88 to 100\s%, published without denominator, target 85\s%: met/);
    await page.screenshotCard(COMPLIANCE, 'returns-3-compliance');
  });

  it('takes a measure with its day and its source', async () => {
    await page.pressInCard(MEASURES, /^Give 1\.1/);
    await page.waitForCard(/Measures outcome 1\.1/);
    await page.fillInput('Value now, such as', '19 pupils');
    await page.fillInput('As at', round.firstDay);
    await page.pressInCard(/Measures outcome 1\.1/, 'Save');
    await page.waitForCard(/Please look at: Source\.|Please look at: Where/);
    await page.fillInput('Where it comes from, such as', 'School census');
    await page.pressInCard(/Measures outcome 1\.1/, 'Save');
    await page.waitForCard(/1 of 6 done[\s\S]*Last saved: measure 1\.1/);
    await page.screenshotCard('Last saved: measure 1.1', 'returns-4-measures');
  });

  it('keeps a quarterly report heading by heading; a member cannot submit it, the chair can', async () => {
    const ofGroup = /Scrutiny Group · \S+ \S+ · \d of 7 headings written/;
    await page.pressInCard(/quarterly report by.*\s+Quality Assurance/, 'Write');
    await page.fillInput(TEXT, 'Long words. '.repeat(340).slice(0, 4000));
    await page.pressInCard(STEP, 'Next');
    await page.waitForCard(/Kept: Key areas of progress and achievement/);
    await page.pressInCard(STEP, 'Close');
    await page.waitForCard(/Scrutiny Group · \S+ \S+ · 1 of 7 headings written/);
    await page.pressInCard(ofGroup, /^Go on with/);
    for (let step = 2; step <= 6; step += 1) {
      await page.fillInput(TEXT, `Step ${step}.`);
      await page.pressInCard(`step ${step} of 7`, 'Next');
    }
    await page.pressInCard('step 7 of 7', 'None this time');
    const whole = /A draft: not submitted yet\.[\s\S]*Training issues\s+None/;
    await page.waitForCard(whole);
    await page.screenshotCard(whole, 'returns-5-report');
    await page.pressInCard(whole, 'Close');
    assert.match(await submitAs(local, store, 'ruth.elmore@schools.example'), /chair or deputy/i);
    await page.waitForCard(/Ready for Ann Ward or Dr Priya Rao to submit/);
    const done = await submitAs(local, store, 'ann.ward@police.example');
    assert.match(done, /Submitted: quarterly report/);
    await page.waitForCard(/The quarterly report is in\.[\s\S]*Submitted by Ann Ward, Police/);
  });

  it('takes a priority lead’s report in 1:1 chat, and posts it to the executive', async () => {
    await page.goToPersonalChat();
    const asked = /Please write the report on this priority by/;
    if (!(await page.cards()).some(text => asked.test(text))) await alsoAsk('priority-report');
    await page.waitForCard(asked);
    await page.pressInCard(asked, 'Write');
    assert.equal(await write('Told of the priority in step'), 5);
    await page.pressInCard('A draft: not submitted yet.', 'Submit');
    await page.waitForCard(/The report on this priority is in\./);
    await page.goToChannel('General');
    await page.waitForCard(/Priority lead’s report[\s\S]*Submitted by Grace Lindley/);
    await page.screenshotCard(/Priority lead’s report/, 'returns-6-priority');
  });

  it('takes an agency’s statement and its Section 11 return in 1:1 chat', async () => {
    await alsoAsk('agency-statement');
    await page.waitForCard(/Please write your agency’s statement by/);
    await page.pressInCard(/Please write your agency’s statement by/, 'Write');
    assert.equal(await write('Told of the agency in step'), 3);
    await page.pressInCard('A draft: not submitted yet.', 'Submit');
    await page.waitForCard(/Your agency’s statement is in\./);

    await alsoAsk('section-11');
    await page.waitForCard(/Please give the Section 11 return by/);
    await page.pressInCard(/Please give the Section 11 return by/, /^Give/);
    await page.choose('Overall, how does the agency rate itself?', 'Partly met');
    await page.fillInput('Returned on', round.firstDay);
    await page.fillInput('Actions still open', '3');
    await page.pressInCard('Overall, how does the agency rate itself?', 'Save');
    await page.waitForCard(/Section 11 audit: partly met[\s\S]*3 open actions/);
    await page.screenshotCard(/The Section 11 return is in/, 'returns-7-section-11');
  });

  it('tells all of it in status training and in the summary, measures first', async () => {
    await page.say('status training');
    const training = /· Training\s+as at[\s\S]*By course[\s\S]*By agency/;
    await page.waitForCard(training);
    await page.screenshotCard(training, 'returns-8-status');
    await page.say(`summary ${round.period}`);
    const summary = /Executive summary · as at[\s\S]*What difference it made.*\s+1\.1 .*19 pupils/;
    const words = await page.waitForCard(summary);
    assert.match(words, /Training: .*1,584 attended/);
    assert.match(words, /Section 11[\s\S]*Partly met/i);
    await page.screenshotCard(summary, 'returns-9-summary');
    assert.deepEqual(page.problems(), []);
  });
});

/** Presses Submit on the card of the QAS's report in somebody else's name; what was answered. */
async function submitAs(local: LocalMode, store: Store, email: string): Promise<string> {
  const found = await store.read(async view => {
    const group = await view.rows(groups).first({ short: 'QAS' });
    const open = await view.rows(rounds).first({ closedAt: null });
    const ask = await view
      .rows(asks)
      .first({ kind: 'group-report', groupId: group?.id ?? '', roundId: open?.id ?? '' });
    assert.ok(ask);
    return {
      ask,
      person: await view.rows(people).first({ email }),
      message: await view.rows(messages).first({ subjectId: ask.id, retiredAt: null }),
    };
  });
  assert.ok(found.person?.key && found.message);
  const as = localUserId(found.person.key);
  const look = await local.pressAs(as, found.message, {
    verb: 'written-report.whole',
    data: { ask: found.ask.id },
  });
  const seen = /"seen":"([^"]+)"/.exec(await look.text())?.[1] ?? '';
  const answer = await local.pressAs(as, found.message, {
    verb: 'written-report.submit',
    data: { ask: found.ask.id, seen },
  });
  // An open form holds the card that it stands in.
  await local.pressAs(as, found.message, { verb: 'ask.close', data: { ask: found.ask.id } });
  return answer.text();
}
