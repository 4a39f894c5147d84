/** Answers that others may not read: shown to one person alone in a channel, else in their 1:1 chat. */
import assert from 'node:assert/strict';
import type { Sent } from '../support/teams/connector.ts';
import type { Person } from '../support/teams/directory.ts';
import { NEXT_PERIOD } from './board.ts';
import { askCard, cardAt, type Stage, startStage, titlesIn, wordsIn } from './support.ts';

const SECRET = /2\.1\.c|Training Hub|Policy and Procedures/;
const HERE = 'Quality Assurance';

describe('private answers', () => {
  let stage: Stage;

  before(async () => {
    stage = await startStage({
      history: true,
      edit: source =>
        source.replace(
          '{name: Cara Poole,',
          '{name: Sue Lane, email: sue.lane@example.org, roles: [scrutineer]}\n  - {name: Cara Poole,',
        ),
    });
    await askCard(stage);
    // Posted by itself too; after it nothing comes that was not asked for.
    await cardAt(stage, 'General', /Collate is here/);
  });
  after(() => stage?.stop());
  afterEach(() => stage.world.connector.clearFaults());

  /** Everything that was said to one message. */
  async function said(
    person: Person,
    where: Parameters<Stage['teams']['say']>[1],
    text: string,
    slash = false,
  ) {
    const from = stage.world.connector.sent.length;
    const answer = await stage.teams.say(person, where, text, { slash });
    assert.equal(answer.status, 200);
    return stage.world.connector.sent.slice(from).filter(({ kind }) => kind === 'post');
  }

  const isSeenByAll = ({ targetedTo, person }: Sent) => targetedTo === undefined && person === undefined;
  const seenByAll = (sent: Sent[]) =>
    sent
      .filter(isSeenByAll)
      .map(({ text, card }) => text ?? wordsIn(card))
      .join('\n');

  for (const text of ['status all', 'status group Training Hub', 'summary']) {
    it(`shows “${text}” in a group’s channel to who asks alone, and one neutral line to all`, async () => {
      const sent = await said(stage.mia, HERE, text);
      const mine = sent.filter(({ targetedTo }) => targetedTo === stage.mia);
      assert.equal(mine.length, 1);
      assert.match(wordsIn(mine[0]?.card), /of [13] returns in|Executive summary/);
      assert.equal(seenByAll(sent), 'Answered privately.');
    });
  }

  it('answers in 1:1 chat where Teams takes no private message, and says so', async () => {
    const { connector } = stage.world;
    connector.failNext({ status: 403, code: 'Forbidden', when: call => /isTargeted/.test(call.path) });
    const sent = await said(stage.mia, HERE, 'status all');
    // What waited for a chat with her, as the progress of the round, may come there too.
    const inChat = sent.filter(({ person }) => person === stage.mia).map(({ card }) => wordsIn(card));
    assert.ok(
      inChat.some(words => SECRET.test(words)),
      inChat.join('\n'),
    );
    assert.equal(seenByAll(sent), 'Answered privately, in 1:1 chat.');
  });

  it('says nothing of the answer where there is no way to the asker', async () => {
    const { connector } = stage.world;
    const isPrivate = (path: string) => /isTargeted/.test(path) || /conversations\/a:/.test(path);
    connector.failNext({ status: 403, times: 5, when: call => isPrivate(call.path) });
    const sent = await said(stage.mia, HERE, 'status all');
    assert.deepEqual(
      sent.filter(one => !isSeenByAll(one)),
      [],
    );
    assert.match(seenByAll(sent), /^That is answered privately only\./);
  });

  it('answers a command of the slash menu to who typed it, and tells the channel nothing', async () => {
    for (const text of ['status', 'help', 'mine', 'no such command']) {
      const sent = await said(stage.ann, HERE, text, true);
      assert.deepEqual(
        sent.map(({ targetedTo }) => targetedTo?.name),
        ['Ann Ward'],
        text,
      );
    }
  });

  it('refuses the whole board to who may not see it, wherever they ask', async () => {
    for (const text of ['status all', 'summary', 'status group Training Hub']) {
      const inChannel = await said(stage.ann, HERE, text);
      assert.match(seenByAll(inChannel), /Only (the board's manager|members of Training Hub)/, text);
      assert.doesNotMatch(seenByAll(inChannel), /2\.1\.c/, text);
    }
  });

  it('shows in 1:1 chat what a person may see: the board, or their own groups with a line that says so', async () => {
    const board = wordsIn((await said(stage.mia, 'personal', 'status'))[0]?.card);
    assert.match(board, /0 of 3 returns in/);
    const own = wordsIn((await said(stage.ann, 'personal', 'status'))[0]?.card);
    assert.match(own, new RegExp(`Vale SCP · ${NEXT_PERIOD}`));
    assert.match(own, /Only your own groups, QAS/);
    assert.match(own, /0 of 1 returns in/);
    assert.doesNotMatch(own, SECRET);
    const overdue = wordsIn((await said(stage.ann, 'personal', 'status overdue'))[0]?.card);
    assert.match(overdue, /your own groups, QAS/);
    assert.doesNotMatch(overdue, SECRET);
    const guest = wordsIn((await said(stage.guest, 'personal', 'status'))[0]?.card);
    assert.match(guest, /Only the board's manager.* can see the whole board\. Ask Mia Hart\./);
  });

  it('keeps the closer looks as narrow as the look before', async () => {
    const [status] = await said(stage.ann, 'personal', 'status');
    const answer = await stage.teams.press(stage.ann, status?.activityId ?? '', 'By group');
    assert.doesNotMatch(JSON.stringify(answer.body), SECRET);
    const [whole] = (await said(stage.mia, HERE, 'status all')).filter(({ targetedTo }) => targetedTo);
    const wide = await stage.teams.press(stage.mia, whole?.activityId ?? '', 'By group');
    assert.match(JSON.stringify(wide.body), /"PPG"/);
  });

  it('lists what waits in a group’s channel for all only where it is of that group alone', async () => {
    const own = await said(stage.ann, HERE, 'mine');
    assert.match(seenByAll(own), /wait for your update/);
    const others = await said(stage.cara, HERE, 'mine');
    assert.equal(seenByAll(others), 'Answered privately.');
  });

  it('pages no card of a group for somebody who may not see it', async () => {
    const card = await askCard(stage);
    const [shared] = stage.world.connector.sent.filter(({ activityId }) => activityId === card);
    const [list] = await said(stage.cara, 'personal', 'mine');
    const data = JSON.stringify(shared?.card).match(/"ask":"([^"]+)"/)?.[1] ?? '';
    assert.ok(titlesIn(shared?.card).length > 0 && data !== '');
    for (const verb of ['ask.page', 'ask.mine', 'ask.show', 'no-change.ask']) {
      const press = { verb, data: { ask: data, page: 0 } };
      const answer = await stage.teams.execute(stage.cara, list?.activityId ?? '', press);
      const body = JSON.stringify(answer.body);
      assert.match(body, /Only members of Quality Assurance/, verb);
      assert.doesNotMatch(body, /Audit how absence|1\.1\.a/, verb);
    }
  });
});
