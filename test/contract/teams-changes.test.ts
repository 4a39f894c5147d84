/** What changes in Teams is followed, and a restart forgets nothing. */
import assert from 'node:assert/strict';
import { systemClock } from '../../services/ports.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { messages } from '../../services/store/entities/delivery.ts';
import { channels, teams } from '../../services/store/entities/teams.ts';
import { dayFromNow } from './board.ts';
import { askCard, cardAt, reply, type Stage, shown, startStage, wordsIn } from './support.ts';
import { settled } from './waiting.ts';

describe('a team that changes', () => {
  let stage: Stage;
  let ask = '';
  let links = '';

  before(async () => {
    stage = await startStage();
    ask = await askCard(stage);
    links = (await cardAt(stage, 'General', /Collate is here/, { kind: 'post' })).activityId;
  });
  after(() => stage?.stop());

  const sentNow = () => stage.world.connector.sent.length;
  const postsSince = (from: number) =>
    stage.world.connector.sent.slice(from).filter(({ kind }) => kind === 'post');

  it('posts nothing twice when the install is told twice', async () => {
    await settled(stage);
    const from = sentNow();
    const answers = await stage.teams.installInTeam();
    assert.ok(answers.every(({ status }) => status === 200));
    await settled(stage);
    assert.deepEqual(postsSince(from), []);
    const standing = await stage.store.read(view =>
      view.rows(messages).find({ placeKind: 'channel', retiredAt: null }),
    );
    assert.deepEqual(standing.map(({ activityId }) => activityId).sort(), [ask, links].sort());
  });

  it('keeps the team’s new name', async () => {
    assert.equal((await stage.teams.teamRenamed('Vale and Hill')).status, 200);
    const row = await stage.store.read(view => view.rows(teams).first({ boardId: stage.boardId }));
    assert.equal(row?.name, 'Vale and Hill');
  });

  it('keeps a channel’s group when it gets another name, and says the new one in General', async () => {
    const from = sentNow();
    const quality = stage.world.channel('Quality Assurance');
    await stage.teams.channelRenamed(quality, 'Quality Matters');
    const { activityId } = await cardAt(stage, 'General', /Quality Matters/, { from, kind: 'update' });
    assert.equal(activityId, links);
    const form = shown(await stage.teams.press(stage.dev, ask, /^Update 1\.1\.a /)).card;
    await stage.teams.press(
      stage.dev,
      ask,
      'Save',
      { rating: 'green', progress: 'Under a new name.' },
      { card: form, dialog: true },
    );
    await cardAt(stage, 'Quality Matters', /1 of 8 done/, { from, kind: 'update' });
    assert.deepEqual(postsSince(from), []);
  });

  it('links a channel that is made with a group’s name, and asks there', async () => {
    const from = sentNow();
    await stage.teams.channelCreated('Training hub');
    await cardAt(stage, 'Training hub', /Please update 2 actions/, { from, kind: 'post' });
    await cardAt(stage, 'General', /Training hub/, { from, kind: 'update' });
  });

  it('links a channel that is renamed to a group’s name', async () => {
    const from = sentNow();
    await stage.teams.channelRenamed(stage.world.channel('Room 4'), 'Policy & Procedures (sub-group)');
    await cardAt(stage, 'Policy & Procedures (sub-group)', /Please update 3 actions/, { from, kind: 'post' });
  });

  it('loses a deleted channel, and knows it again when it is restored', async () => {
    const from = sentNow();
    const hub = stage.world.channel('Training hub');
    await stage.teams.channelDeleted(hub);
    await cardAt(stage, 'General', /link TH/, { from, kind: 'update' });
    const row = await stage.store.read(view => view.rows(channels).first({ channelId: hub.id }));
    assert.notEqual(row?.goneAt, null);
    const restored = sentNow();
    await stage.teams.channelRestored(hub);
    await cardAt(stage, 'Training hub', /Please update 2 actions/, { from: restored, kind: 'post' });
  });

  it('forgets nothing in a restart: cards are refreshed under the ids that they had', async () => {
    await settled(stage);
    await stage.restart();
    const from = sentNow();
    const form = shown(await stage.teams.press(stage.ann, ask, /^Update 1\.1\.b /)).card;
    await stage.teams.press(
      stage.ann,
      ask,
      'Save',
      { rating: 'red', progress: 'After the restart.' },
      { card: form, dialog: true },
    );
    const refreshed = await cardAt(stage, 'Quality Matters', /2 of 8 done/, { from, kind: 'update' });
    assert.equal(refreshed.activityId, ask);
    assert.deepEqual(postsSince(from), []);
  });

  it('carries out after a restart what was due before it', async () => {
    await stage.bot.stop();
    const from = sentNow();
    await openRound(
      { store: stage.store, clock: systemClock },
      { boardId: stage.boardId, period: '2026-27 Q3', due: dayFromNow(40) },
    );
    await stage.restart();
    await cardAt(stage, 'Quality Matters', /2026-27 Q3 · 0 of 8 done/, { from, kind: 'post' });
    await settled(stage);
    const posts = postsSince(from).filter(({ card }) => /Q3/.test(wordsIn(card)));
    assert.deepEqual(
      [posts.filter(({ channel }) => channel).length, posts.length],
      [3, 4],
      'and its progress',
    );
  });

  it('posts nothing where it was removed, and is whole again when it is added', async () => {
    const from = sentNow();
    await stage.teams.removeFromTeam();
    const gone = await stage.store.read(view => view.rows(teams).first({ boardId: stage.boardId }));
    assert.notEqual(gone?.removedAt, null);
    const said = await reply(stage, stage.ann, 'personal', 'update 1.1.c amber While away.');
    assert.match(wordsIn(said.card), /Saved 1\.1\.c/);
    await settled(stage);
    const calls = stage.world.connector.calls.filter(({ code }) => code === 'BotNotInConversationRoster');
    assert.deepEqual(calls, [], 'it does not try what cannot work');
    await stage.teams.installInTeam();
    const back = await cardAt(stage, 'Quality Matters', /2026-27 Q3 · 1 of 8 done/, { from, kind: 'post' });
    assert.notEqual(back.activityId, ask);
    await cardAt(stage, 'General', /Collate is here/, { from, kind: 'post' });
  });

  it('follows a team to another address of the service', async () => {
    const round = await cardAt(stage, 'Quality Matters', /2026-27 Q3 · 1 of 8 done/, { kind: 'post' });
    stage.world.connector.moveTo('emea/elsewhere');
    const from = sentNow();
    const form = shown(await stage.teams.press(stage.dev, round.activityId, /^Update 1\.1\.a /)).card;
    await stage.teams.press(
      stage.dev,
      round.activityId,
      'Save',
      { rating: 'green', progress: 'Moved.' },
      { card: form, dialog: true },
    );
    const refreshed = await cardAt(stage, 'Quality Matters', /Q3 · 2 of 8 done/, { from, kind: 'update' });
    assert.equal(refreshed.activityId, round.activityId);
  });
});
