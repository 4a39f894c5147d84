/** What cannot be posted: what the bot does about it by itself, and what it tells the manager. */
import assert from 'node:assert/strict';
import { systemClock } from '../../services/ports.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { type DeliveryRow, deliveries } from '../../services/store/entities/delivery.ts';
import { channelLinks, channels } from '../../services/store/entities/teams.ts';
import { dayFromNow } from './board.ts';
import { cardAt, reply, type Stage, shown, startStage, titlesIn, wordsIn } from './support.ts';
import { eventually, settled } from './waiting.ts';

describe('what is stopped', () => {
  let stage: Stage;
  const token = 'a-token-for-metrics-of-this-test';

  before(async () => {
    stage = await startStage({ env: { METRICS_TOKEN: token } });
    await reply(stage, stage.mia, 'Room 4', 'link PPG');
    await cardAt(stage, 'Room 4', /Please update/);
  });
  after(() => stage?.stop());
  afterEach(() => stage.world.connector.clearFaults());

  const rowsWith = (state: DeliveryRow['state']) =>
    stage.store.read(view => view.rows(deliveries).find({ state }));
  /** Exactly one delivery is stopped, and nothing else is on its way. */
  const isStopped = () =>
    eventually(
      async () =>
        JSON.stringify((await rowsWith('stopped')).map(({ purpose, stopCode }) => [purpose, stopCode])),
      async () => (await rowsWith('stopped')).length === 1,
    );
  const createIn = (channel: string) => (call: { operation: string; subject: string | undefined }) =>
    call.operation === 'createConversation' && call.subject === stage.world.channel(channel).id;

  it('is shown to the manager with the mend, and tried again at the press of a button', async () => {
    const { connector } = stage.world;
    connector.failNext({ status: 403, code: 'BotDisabledByAdmin', times: 9, when: createIn('Room 4') });
    await reply(stage, stage.mia, 'personal', `round open 2026-27 Q2 due ${dayFromNow(30)}`);
    await isStopped();
    const told = await reply(stage, stage.mia, 'personal', 'deliveries');
    assert.match(wordsIn(told.card), /1 delivery stopped/);
    assert.match(wordsIn(told.card), /Room 4.*action updates of PPG/);
    assert.match(wordsIn(told.card), /administrator has disabled[\s\S]*Ask your Teams administrator/);
    assert.deepEqual(titlesIn(told.card), ['Try again']);
    connector.clearFaults();
    const from = connector.sent.length;
    const pressed = shown(await stage.teams.press(stage.mia, told.activityId ?? '', 'Try again'));
    assert.match(pressed.words, /1 delivery is tried again/);
    await cardAt(stage, 'Room 4', /2026-27 Q2/, { from, kind: 'post' });
    const again = shown(await stage.teams.press(stage.mia, told.activityId ?? '', 'Try again'));
    assert.match(again.words, /Nothing was stopped/);
    assert.match(
      wordsIn((await reply(stage, stage.mia, 'personal', 'deliveries')).card),
      /Nothing is stopped/,
    );
  });

  it('makes one notice due for the manager, however much is stopped', async () => {
    const notices = await stage.store.read(view => view.rows(deliveries).find({ purpose: 'stopped-notice' }));
    assert.equal(notices.length, 1);
    const [notice] = notices;
    assert.ok(notice && notice.nextAt > notice.createdAt);
  });

  it('is nobody else’s to see, and not in a channel', async () => {
    for (const [person, where] of [
      [stage.ann, 'personal'],
      [stage.mia, 'Room 4'],
    ] as const) {
      assert.match(wordsIn((await reply(stage, person, where, 'deliveries')).card), /did not work/);
    }
  });

  it('unlinks a channel that is gone, and waits for nothing there', async () => {
    const { connector } = stage.world;
    connector.failNext({ status: 404, code: 'ConversationNotFound', when: createIn('Room 4') });
    await reply(stage, stage.mia, 'personal', `round open 2026-27 Q3 due ${dayFromNow(60)}`);
    await isStopped();
    const [row] = await rowsWith('stopped');
    assert.equal(row?.stopCode, 'place-gone');
    const { gone, links } = await stage.store.read(async view => {
      const channel = await view.rows(channels).first({ name: 'Room 4' });
      return {
        gone: channel?.goneAt,
        links: await view.rows(channelLinks).count({ channelRowId: channel?.id ?? '' }),
      };
    });
    assert.notEqual(gone, null);
    assert.equal(links, 0);
    // Linked anew, the group has its cards, and nothing is left to mend.
    const from = connector.sent.length;
    await reply(stage, stage.mia, 'Executive', 'link PPG');
    await cardAt(stage, 'Executive', /2026-27 Q3/, { from, kind: 'post' });
    // The group's cards of earlier rounds come in whatever order.
    await settled(stage);
    assert.deepEqual(await rowsWith('stopped'), []);
  });

  it('goes on by itself once the app is there again', async () => {
    const { connector } = stage.world;
    connector.failNext({
      status: 403,
      code: 'BotNotInConversationRoster',
      times: 9,
      when: ({ operation }) => operation === 'createConversation',
    });
    await reply(stage, stage.mia, 'personal', 'round close 2026-27 Q3');
    const posted = await reply(stage, stage.mia, 'personal', 'summary post');
    assert.match(wordsIn(posted.card), /approved/);
    await isStopped();
    connector.clearFaults();
    const from = connector.sent.length;
    await stage.teams.installInTeam();
    await connector.waitFor(({ kind, card }) => kind === 'post' && /Q3/.test(wordsIn(card)), { from });
    await eventually('sent', async () => (await rowsWith('stopped')).length === 0);
  });

  it('posts a smaller card where Teams finds one too large', async () => {
    const { connector } = stage.world;
    const from = connector.sent.length;
    connector.failNext({ status: 413, when: createIn('Quality Assurance') });
    await reply(stage, stage.mia, 'personal', `round open 2026-27 Q4 due ${dayFromNow(90)}`);
    const { card } = await cardAt(stage, 'Quality Assurance', /2026-27 Q4/, { from, kind: 'post' });
    const rows = titlesIn(card).filter(title => /^Update /.test(title));
    assert.equal(rows.length, 2);
  });

  it('says what it is and what to type where the smaller one is too large as well, and has the card later', async () => {
    const { connector } = stage.world;
    const from = connector.sent.length;
    connector.failNext({ status: 413, times: 2, when: createIn('Quality Assurance') });
    const opened = await openRound(
      { store: stage.store, clock: systemClock },
      { boardId: stage.boardId, period: '2026-27 H2', due: dayFromNow(100) },
    );
    const { activityId } = await cardAt(stage, 'Quality Assurance', /Too large/, { from, kind: 'post' });
    assert.match(wordsIn(connector.cardOf(activityId)), /type: @Collate mine/);
    assert.equal(opened.asked.length, 3);
    await reply(stage, stage.mia, 'personal', 'update 1.1.a green Words that bring the card up to date.');
    await cardAt(stage, 'Quality Assurance', /2026-27 H2 · 1 of 8 done/, { from, kind: 'update' });
  });

  it('waits where the service has moved, and goes on at the address that the next activity tells', async () => {
    const { connector } = stage.world;
    const from = connector.sent.length;
    connector.moveTo('emea/elsewhere');
    const period = '2027-28 Q1';
    await openRound(
      { store: stage.store, clock: systemClock },
      { boardId: stage.boardId, period, due: dayFromNow(120) },
    );
    await eventually('retrying', async () =>
      (await rowsWith('retrying')).some(({ lastOutcome }) => /404/.test(lastOutcome ?? '')),
    );
    await reply(stage, stage.ann, 'Quality Assurance', 'mine');
    await cardAt(stage, 'Quality Assurance', /2027-28 Q1/, { from, kind: 'post' });
  });

  it('is counted for who watches over the bot', async () => {
    const response = await fetch(`${stage.bot.url}/metrics`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await response.text();
    assert.match(text, /collate_ledger_deliveries\{state="sent"\} [1-9]/);
    assert.match(text, /collate_ledger_oldest_due_seconds \d/);
    assert.match(text, /collate_deliveries_total\{purpose="ask",state="stopped"\} [1-9]/);
    assert.match(text, /collate_delivery_seconds_count\{purpose="ask"\} [1-9]/);
  });
});
