/** The ledger against a Teams that is busy, deaf or gone. */
import assert from 'node:assert/strict';
import { queueRemoval } from '../../services/delivery/queue.ts';
import {
  type DeliveryRow,
  deliveries,
  type MessageRow,
  messages,
} from '../../services/store/entities/delivery.ts';
import { collate } from '../cli/run.ts';
import type { ConnectorCall } from '../support/teams/connector.ts';
import { dayFromNow } from './board.ts';
import { askCard, cardAt, reply, type Stage, shown, startStage, wordsIn } from './support.ts';
import { eventually } from './waiting.ts';

describe('delivery', () => {
  let stage: Stage;
  let ask = '';
  let policies = '';
  let saved = 0;

  before(async () => {
    stage = await startStage();
    ask = await askCard(stage);
    await reply(stage, stage.mia, 'Room 4', 'link PPG');
    policies = await askCard(stage, 'Room 4', /Procedures/);
  });
  after(() => stage?.stop());
  afterEach(() => stage.world.connector.clearFaults());

  const quality = () => stage.world.channel('Quality Assurance').id;
  const updateOf = (id: string) => (call: ConnectorCall) =>
    call.operation === 'update' && call.path.includes(id);
  const save = async (ref: string) => {
    saved += 1;
    const words = `update ${ref} green Words ${saved}.`;
    assert.match(wordsIn((await reply(stage, stage.mia, 'personal', words)).card), /Saved/);
  };
  const all = () => stage.store.read(view => view.rows(deliveries).find({}));
  /** The row of the ledger that fits, once there is one. */
  const ledger = (fits: (row: DeliveryRow) => boolean): Promise<DeliveryRow> =>
    eventually(
      async () =>
        JSON.stringify((await all()).map(({ purpose, state, lastOutcome }) => [purpose, state, lastOutcome])),
      async () => (await all()).find(fits),
    );
  /** A moment after Teams has a card the ledger knows its message. */
  const messageOf = (activityId: string): Promise<MessageRow> =>
    eventually(`the message ${activityId}`, () =>
      stage.store.read(view => view.rows(messages).first({ activityId })),
    );

  it('tries again after a 502, and sends once', async () => {
    const { connector } = stage.world;
    connector.failNext({ status: 502, when: updateOf(ask) });
    const from = connector.sent.length;
    await save('1.1.a');
    await cardAt(stage, 'Quality Assurance', /1 of 8 done/, { from, kind: 'update' });
    const statuses = connector.calls.filter(updateOf(ask)).map(({ status }) => status);
    assert.deepEqual(statuses, [502, 200]);
    const row = await ledger(
      ({ purpose, attempts, state }) => purpose === 'refresh' && attempts === 2 && state === 'sent',
    );
    assert.equal(row.lastOutcome, 'sent');
  });

  it('waits as long as a 429 asks for, while other channels are served', async () => {
    const { connector } = stage.world;
    connector.failNext({ status: 429, retryAfterSeconds: 2, when: updateOf(ask) });
    const from = connector.sent.length;
    const calls = connector.calls.length;
    await save('1.1.b');
    await connector.waitForCall(call => updateOf(ask)(call) && call.status === 429, { from: calls });
    const waiting = await ledger(({ state }) => state === 'retrying');
    assert.match(waiting.lastOutcome ?? '', /429/);
    assert.ok(waiting.nextAt.getTime() - (waiting.startedAt?.getTime() ?? 0) >= 2000);
    await save('2.1.b');
    await cardAt(stage, 'Room 4', /1 of 3 done/, { from, kind: 'update' });
    const done = await cardAt(stage, 'Quality Assurance', /2 of 8 done/, { from, kind: 'update' });
    const [, second] = connector.calls.slice(calls).filter(updateOf(ask));
    assert.ok(second && second.at >= waiting.nextAt, 'not before the time it was given');
    assert.equal(done.activityId, ask);
  });

  it('never lets an older card come after a newer one, however slow Teams is with the older', async () => {
    const { connector } = stage.world;
    const calls = connector.calls.length;
    const hold = connector.holdNext({ when: updateOf(ask) });
    await save('1.1.c');
    await hold.arrived;
    await save('1.1.d');
    await save('1.2.a');
    await save('2.1.b');
    const from = connector.sent.length;
    // Another channel is served meanwhile.
    await cardAt(stage, 'Room 4', /version 2/, { kind: 'update' });
    hold.release();
    await cardAt(stage, 'Quality Assurance', /5 of 8 done/, { from, kind: 'update' });
    assert.match(wordsIn(connector.cardOf(ask)), /5 of 8 done/);
    const updates = connector.calls.slice(calls).filter(updateOf(ask));
    assert.equal(updates.length, 2, 'one refresh for all that was saved meanwhile');
  });

  it('takes a message that is gone out of its books, and loses no answer', async () => {
    const { connector } = stage.world;
    connector.forget(policies);
    const calls = connector.calls.length;
    await save('2.1.c');
    await connector.waitForCall(call => updateOf(policies)(call) && call.status === 404, { from: calls });
    const row = await ledger(
      ({ state, lastOutcome }) => state === 'superseded' && /no longer has/.test(lastOutcome ?? ''),
    );
    assert.equal(row.purpose, 'refresh');
    const message = await stage.store.read(view => view.rows(messages).first({ activityId: policies }));
    assert.notEqual(message?.retiredAt, null);
    await save('2.1.c');
    const status = await reply(stage, stage.mia, 'personal', 'status group PPG');
    assert.match(wordsIn(status.card), /Green 2/);
    assert.equal(connector.calls.slice(calls).filter(updateOf(policies)).length, 1, 'not tried again');
  });

  it('stops with the reason where the bot is not in the channel, and serves the others', async () => {
    const { connector } = stage.world;
    connector.failNext({
      status: 403,
      code: 'BotNotInConversationRoster',
      times: 5,
      when: ({ operation, subject }) => operation === 'createConversation' && subject === quality(),
    });
    const from = connector.sent.length;
    const opened = await reply(stage, stage.mia, 'personal', `round open 2026-27 Q2 due ${dayFromNow(30)}`);
    assert.match(wordsIn(opened.card), /3 returns are asked for/);
    await cardAt(stage, 'Room 4', /2026-27 Q2 · 0 of 3 done/, { from, kind: 'post' });
    const stopped = await ledger(({ purpose, state }) => purpose === 'ask' && state === 'stopped');
    assert.match(stopped.lastOutcome ?? '', /not installed there/);
    assert.equal(stopped.attempts, 1);
    assert.ok(!connector.sent.slice(from).some(({ channel }) => channel?.id === quality()));
  });

  it('posts what the terminal makes due while the bot runs', async () => {
    const from = stage.world.connector.sent.length;
    const wish = ['round', 'open', '--period', '2026-27 Q3', '--due', dayFromNow(60), '--json'];
    const opened = await collate([...wish, '--database', stage.databaseUrl]);
    assert.equal((opened.json() as { period: string }).period, '2026-27 Q3');
    await cardAt(stage, 'Quality Assurance', /2026-27 Q3 · 0 of 8 done/, { from, kind: 'post' });
    await cardAt(stage, 'Room 4', /2026-27 Q3 · 0 of 3 done/, { from, kind: 'post' });
  });

  it('takes a card away, or says in its place that it is not needed', async () => {
    const { connector } = stage.world;
    const remove = async (activityId: string) => {
      const { id: messageId } = await messageOf(activityId);
      await stage.store.write(unit => queueRemoval(unit, messageId, new Date()));
      await ledger(
        ({ purpose, subjectId, state }) =>
          purpose === 'removal' && subjectId === messageId && state === 'sent',
      );
    };
    const cards = connector.sent.filter(
      ({ kind, channel, card }) => kind === 'post' && channel !== undefined && /Q3/.test(wordsIn(card)),
    );
    const [first, second] = cards.map(({ activityId }) => activityId ?? '');
    assert.ok(first && second);
    await remove(first);
    assert.equal(connector.message(first)?.deleted, true);
    connector.failNext({ status: 501, code: 'NotImplemented', when: call => call.operation === 'delete' });
    await remove(second);
    assert.equal(connector.message(second)?.deleted, false);
    assert.deepEqual(connector.message(second)?.activity['text'], 'No longer needed.');
  });

  it('takes an answer though Teams refuses the bot’s token, and the ledger says so', async () => {
    const { connector, login } = stage.world;
    const calls = connector.calls.length;
    const form = shown(await stage.teams.press(stage.mia, ask, /^Update 1\.2\.b /)).card;
    login.revokeTokens();
    const typed = { rating: 'green', progress: 'Without a token.' };
    const saved = await stage.teams.press(stage.mia, ask, 'Save', typed, { card: form, dialog: true });
    assert.match(shown(saved).words, /Saved 1\.2\.b/);
    await connector.waitForCall(call => updateOf(ask)(call) && call.status === 401, { from: calls });
    await ledger(({ lastOutcome }) => /401/.test(lastOutcome ?? ''));
  });
});
