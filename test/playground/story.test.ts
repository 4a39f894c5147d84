import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { localUserId } from '../../bot/local/playground-config.ts';
import { systemClock } from '../../services/ports.ts';
import type { AskState } from '../../services/returns/ask-state.ts';
import { readAsk } from '../../services/returns/read-ask.ts';
import { boards, groups, people } from '../../services/store/entities/board.ts';
import { deliveries, messages } from '../../services/store/entities/delivery.ts';
import { asks, rounds } from '../../services/store/entities/rounds.ts';
import { openStore } from '../../services/store/open-store.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import { type LocalMode, startLocalMode } from './local-mode.ts';
import { findChromium } from './support/chromium.ts';
import { openPlayground, type PlaygroundDriver } from './support/driver.ts';
import { needsChromium } from './support/needs-chromium.ts';

const PROGRESS = 'Progress: what has been done?';
const IMPACT = 'Impact: what difference has this made, and how do you know?';
const ARTIFACTS = resolve('test/.artifacts');

describe('The main job in the Playground', function () {
  this.timeout(120_000);
  let local: LocalMode;
  let store: Store;
  let page: PlaygroundDriver;

  before(async function () {
    if (!needsChromium(this, findChromium())) return;
    local = await startLocalMode();
    store = await openStore(local.databaseUrl);
    page = await openPlayground(local.url, {
      artifactsDir: ARTIFACTS,
      viewport: { width: 1280, height: 1000 },
      timeout: 30_000,
    });
  });

  after(async () => {
    await page?.close();
    await store?.close();
    await local?.stop();
    await local?.dispose();
  });

  it('shows General what is linked, and each subgroup its card', async () => {
    await page.goToChannel('General');
    await page.waitForCard(/Collate is here[\s\S]*Every group has its channel/);
    await page.screenshot('1-general');
    await page.goToChannel('Subgroups');
    for (const group of [
      'Quality Assurance and Scrutiny Group',
      'Practice Improvement Group',
      'Training and Development Hub',
    ]) {
      await page.waitForCard(text => text.includes('Please update') && text.includes(group));
    }
    assert.equal(await countAsks(page, 5), 5);
    await page.screenshot('2-asks');
  });

  it('takes an update, says so, and shows everybody the new count', async () => {
    await openForm(page, '1.1.a');
    await page.screenshotCard(IMPACT, '3-form');
    await page.choose('Rating', 'Green – On track for its date and outcome.');
    await page.fillInput(PROGRESS, 'Nine of eleven schools have a plan in use.');
    await page.fillInput(IMPACT, 'Fewer pupils lost their place than last term.');
    await page.pressInCard(IMPACT, 'Save');
    await page.waitForCard(/1 of 10 done/);
    await page.waitForCard(/Last saved: 1\.1\.a as Green \(version 1\)/);
    await page.screenshotCard('Last saved: 1.1.a', '4-saved');
  });

  it('lets what one person types stand while another saves', async () => {
    const ask = await readAskOf(store, 'QAS');
    await openForm(page, '1.2.a');
    await page.fillInput(PROGRESS, 'Typed and not yet saved.');
    const saved = await pressSaveAs(local, store, ask, 'ann.ward@police.example', '1.3.a');
    assert.equal(saved.status, 200);
    // The refresh of another card proves that the dispatcher has been by since.
    const other = await readAskOf(store, 'Training Hub');
    await pressSaveAs(local, store, other, 'ruth.elmore@schools.example', '2.3.a');
    await page.waitForCard(/Training and Development Hub · \S+ \S+ · 1 of 2 done/);
    assert.equal(await page.textOf(PROGRESS), 'Typed and not yet saved.');
    await page.choose('Rating', 'Amber – At risk; there is a plan to recover.');
    await page.pressInCard(IMPACT, 'Save');
    await page.waitForCard(/3 of 10 done/);
  });

  it('posts every live card once more after a reload, and none twice', async () => {
    // A change of a card that the page has just forgotten would be a problem of the page's own.
    await settled(store);
    await page.reload();
    await page.goToChannel('Subgroups');
    await page.waitForCard(/Quality Assurance and Scrutiny Group · \S+ \S+ · 3 of 10 done/);
    await page.waitForCard('Practice Improvement Group');
    await settled(store);
    assert.equal(await countAsks(page, 5), 5);
  });

  it('answers status in the channel, and gives the executive the paper', async () => {
    await page.say('/STATUS');
    await page.waitForCard(/\b0 of \d+ returns in/);
    await page.screenshotCard(/\b0 of \d+ returns in/, '5-status');
    await page.goToPersonalChat();
    await page.say('round close');
    await page.waitForCard(/Round .* is closed/);
    await page.waitForCard(/Draft[\s\S]*Q\d/);
    await page.say('summary post');
    await page.waitForCard('Summary posted');
    await page.goToChannel('General');
    await page.waitForCard(/Executive summary, version 1/);
    await page.screenshotCard(/Executive summary, version 1/, '6-summary');
    assert.deepEqual(page.problems(), []);
  });

  it('stops within five seconds, and goes on where it was', async () => {
    const before = await store.read(view => view.rows(messages).count());
    const { code, took } = await local.stop();
    assert.equal(code, 0);
    assert.ok(took < 5_000, `It took ${took} ms.`);
    local = await local.again();
    assert.ok((await store.read(view => view.rows(messages).count())) >= before);
    assert.equal(await store.read(view => view.rows(rounds).count()), 2);
  });
});

/** How many ask cards the page shows; what is posted or changed takes it a moment, and is waited for up to so many. */
async function countAsks(page: PlaygroundDriver, expected: number): Promise<number> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const shown = (await page.cards()).filter(text => text.includes('Please update')).length;
    if (shown >= expected || Date.now() > deadline) return shown;
    await pause(50);
  }
}

/** Rows are named by ref and title. */
async function openForm(page: PlaygroundDriver, ref: string): Promise<void> {
  await page.pressInCard(ref, new RegExp(`^Update ${ref.replaceAll('.', '\\.')} `));
  await page.waitForCard(text => text.includes(IMPACT) && text.includes(ref));
}

async function readAskOf(store: Store, short: string): Promise<AskState> {
  return store.read(async view => {
    const [board] = await view.rows(boards).find();
    const group = await view.rows(groups).first({ short });
    const round = await view.rows(rounds).first({ closedAt: null });
    assert.ok(board && group && round);
    const ask = await view.rows(asks).first({ kind: 'action-updates', groupId: group.id, roundId: round.id });
    assert.ok(ask);
    return readAsk(view, board.id, ask.id, systemClock.now());
  });
}

/** Somebody else presses Save in the same channel. */
async function pressSaveAs(local: LocalMode, store: Store, ask: AskState, mail: string, ref: string) {
  const action = ask.actions.find(candidate => candidate.ref === ref);
  const found = await store.read(async view => ({
    person: await view.rows(people).first({ email: mail }),
    message: await view.rows(messages).first({ subjectId: ask.askId, retiredAt: null }),
  }));
  assert.ok(action && found.person?.key && found.message);
  return local.pressAs(localUserId(found.person.key), found.message, {
    verb: 'update.save',
    data: {
      ask: ask.askId,
      action: action.id,
      version: 0,
      after: 'stay',
      rating: 'amber',
      progress: 'Said by somebody else.',
    },
  });
}

/** Nothing waits to be posted. */
async function settled(store: Store): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const waiting = await store.read(view =>
      view.rows(deliveries).find({ state: ['due', 'sending', 'retrying'] }),
    );
    // What is stopped is told a while later, in one card.
    if (waiting.every(({ purpose }) => purpose === 'stopped-notice')) return;
    await pause(50);
  }
  assert.fail('Something still waits to be posted.');
}
