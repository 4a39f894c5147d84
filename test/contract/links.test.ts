/** Which channel serves which group, by hand: shared channels, moves, unlinking, and places without a group. */
import assert from 'node:assert/strict';
import { askCard, cardAt, reply, type Stage, startStage, wordsIn } from './support.ts';

describe('links by hand', () => {
  let stage: Stage;

  before(async () => {
    stage = await startStage();
  });
  after(() => stage?.stop());

  const words = async (where: string, text: string, who = stage.mia) =>
    wordsIn((await reply(stage, who, where, text)).card);
  const sentNow = () => stage.world.connector.sent.length;

  it('lets several groups share a channel, each with a card of its own', async () => {
    await words('Room 4', 'link PPG');
    await words('Room 4', 'link training hub');
    const first = await askCard(stage, 'Room 4', /Procedures Group/);
    const second = await askCard(stage, 'Room 4', /Training Hub/);
    assert.notEqual(first, second);
    const status = await words('Room 4', 'status');
    assert.match(status, /0 of 2 returns in/);
    assert.doesNotMatch(status, /1\.1\.b/);
  });

  it('lets a chair link the group that is theirs', async () => {
    assert.match(await words('Room 4', 'link PPG', stage.cara), /Room 4 is now the channel/);
    assert.match(
      await words('Room 4', 'link QAS', stage.cara),
      /Only the chair or deputy of Quality.* can link/,
    );
  });

  it('asks which, names what there is, and refuses what is not', async () => {
    assert.match(await words('Room 4', 'unlink'), /This channel serves PPG, TH\. Say which/);
    assert.match(await words('Room 4', 'link'), /Say which group: link QAS/);
    assert.match(await words('Room 4', 'link Nobody'), /no group “Nobody”.*QAS, PPG, TH, EXEC/);
    assert.match(await words('General', 'unlink QAS'), /linked to no group/);
    const chat = await reply(stage, stage.mia, 'personal', 'link QAS');
    assert.match(wordsIn(chat.card), /in the channel of a group, not in a chat/);
  });

  it('moves a group to another channel: its card goes along, and the old one is left as it is', async () => {
    const old = await askCard(stage, 'Room 4', /Training Hub/);
    const from = sentNow();
    const moved = await words('Executive', 'link TH');
    assert.match(moved, /Executive is now the channel of Training Hub\. Before, it was Room 4\./);
    const fresh = await cardAt(stage, 'Executive', /Training Hub · .*0 of 2 done/, { from, kind: 'post' });
    await words('Executive', 'update 2.2.a green Moved rooms.');
    const refreshed = await cardAt(stage, 'Executive', /1 of 2 done/, { from, kind: 'update' });
    assert.equal(refreshed.activityId, fresh.activityId);
    assert.match(wordsIn(stage.world.connector.cardOf(old)), /0 of 2 done/);
  });

  it('unlinks, and says so in General', async () => {
    const from = sentNow();
    assert.match(await words('Room 4', 'unlink'), /Room 4 no longer serves Policy and Procedures Group/);
    await cardAt(stage, 'General', /@Collate link PPG/, { from, kind: 'update' });
    const refused = await words('Room 4', 'update 2.1.b green From an unlinked room.', stage.dev);
    assert.match(refused, /Only members of Policy and Procedures Group/);
  });
});
