/** The main job from end to end, as Teams sees it: the same story on both databases. */
import assert from 'node:assert/strict';
import { objectsIn, valueAt } from '../support/teams/json.ts';
import { dayFromNow, FIRST_TITLE, PERIOD } from './board.ts';
import { askCard, cardAt, reply, type Stage, shown, startStage, titlesIn, wordsIn } from './support.ts';

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`the story: install → link → round → reply → refresh → status → summary (${database})`, function () {
    // A PostgreSQL server may have to be made first.
    this.timeout(60_000);
    let stage: Stage;
    let ask = '';

    before(async () => {
      stage = await startStage({ database, upTo: 'started' });
    });
    after(() => stage?.stop());

    it('says in General which groups have a channel, which have none, and what to type', async () => {
      const answers = await stage.teams.installInTeam();
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200],
      );
      const { card } = await cardAt(stage, 'General', /Collate is here/);
      const words = wordsIn(card);
      assert.match(words, /Quality Assurance\n.*Quality Assurance and Scrutiny Group/s);
      assert.match(words, /Executive\n.*Executive Group/s);
      const unlinked = words.slice(words.indexOf('Without a channel'));
      assert.match(unlinked, /Policy and Procedures Group/);
      assert.match(unlinked, /@Collate link PPG/);
      assert.match(unlinked, /@Collate link TH/);
      assert.doesNotMatch(unlinked, /Scrutiny/);
    });

    it('links a channel by hand, and General hears of it', async () => {
      const refused = await reply(stage, stage.dev, 'Room 4', 'link PPG');
      assert.match(wordsIn(refused.card), /Only the chair or deputy of Policy.* can link channels/);
      const from = stage.world.connector.sent.length;
      const { card } = await reply(stage, stage.mia, 'Room 4', 'link PPG');
      assert.match(wordsIn(card), /Room 4 is now the channel of Policy and Procedures Group/);
      const refreshed = await cardAt(stage, 'General', /Room 4/, { from, kind: 'update' });
      assert.doesNotMatch(wordsIn(refreshed.card), /link PPG/);
    });

    it('opens a round for the manager and refuses it to others', async () => {
      const typed = `round open ${PERIOD} due ${dayFromNow(20)}`;
      const refused = await reply(stage, stage.ann, 'Quality Assurance', typed);
      assert.match(wordsIn(refused.card), /Only the board's manager can open a round\. Ask Mia Hart\./);
      const { card } = await reply(stage, stage.mia, 'personal', typed);
      const words = wordsIn(card);
      assert.match(words, /3 returns are asked for/);
      assert.match(words, /Quality Assurance and Scrutiny Group \(8\)/);
      assert.match(words, /Without a channel, so not reached yet: Training Hub\./);
    });

    it('posts one card a group in its channel, which calls the chair and the leads', async () => {
      ask = await askCard(stage);
      const policies = await askCard(stage, 'Room 4', /Procedures/);
      const posts = stage.world.connector.sent.filter(
        ({ kind, card }) => kind === 'post' && /Please update/.test(wordsIn(card)),
      );
      assert.deepEqual(posts.map(({ channel }) => channel?.name).sort(), ['Quality Assurance', 'Room 4']);
      const card = stage.world.connector.cardOf(ask);
      assert.match(wordsIn(card), /Please update 8 actions by .*\d{4}\./);
      const called = objectsIn(valueAt(card, 'msteams', 'entities')).map(entity =>
        valueAt(entity, 'mentioned', 'id'),
      );
      assert.deepEqual(called, [stage.ann.id, stage.dev.id]);
      const others = objectsIn(valueAt(stage.world.connector.cardOf(policies), 'msteams', 'entities')).map(
        entity => valueAt(entity, 'mentioned', 'id'),
      );
      assert.deepEqual(new Set(others), new Set([stage.cara.id]));
      assert.deepEqual(
        posts.flatMap(({ warnings }) => warnings),
        [],
      );
    });

    it('opens the form in a dialog, saves it, and everybody sees the refreshed card', async () => {
      const opened = await stage.teams.press(stage.dev, ask, /^Update 1\.1\.a/);
      const form = shown(opened);
      assert.match(form.words, new RegExp(FIRST_TITLE));
      const from = stage.world.connector.sent.length;
      const saved = await stage.teams.press(
        stage.dev,
        ask,
        'Save',
        {
          rating: 'amber',
          progress: 'The audit moved to July.',
          impact: 'Fewer gaps.',
          next: 'Report in August.',
        },
        { card: form.card, dialog: true },
      );
      assert.match(shown(saved).words, /Saved 1\.1\.a as Amber \(version 1\)/);
      const { activityId } = await cardAt(stage, 'Quality Assurance', /1 of 8 done/, {
        from,
        kind: 'update',
      });
      assert.equal(activityId, ask);
      const words = wordsIn(stage.world.connector.cardOf(ask));
      assert.match(words, /Dev Rao, ICB/);
      assert.match(words, /Please update 7 actions/);
    });

    it('counts the answer in /status', async () => {
      const { card } = await reply(stage, stage.mia, 'personal', '/status');
      const words = wordsIn(card);
      assert.match(words, new RegExp(`Vale.* · ${PERIOD}`));
      assert.match(words, /0 of 3 returns in/);
      assert.match(words, /Amber 1/);
    });

    it('closes the round with a draft for the manager alone', async () => {
      const from = stage.world.connector.sent.length;
      const refused = await reply(stage, stage.ann, 'Quality Assurance', 'round close');
      assert.match(wordsIn(refused.card), /Only the board's manager/);
      const { card } = await reply(stage, stage.mia, 'Quality Assurance', 'round close');
      assert.match(wordsIn(card), /A draft summary goes to Mia Hart alone/);
      const draft = await stage.world.connector.waitFor(
        sent => sent.person === stage.mia && titlesIn(sent.card).includes('Post to the executive'),
        { from },
      );
      assert.match(wordsIn(draft.card), /The audit moved to July|Fewer gaps/);
      await cardAt(stage, 'Quality Assurance', /This round is closed: 1 of 8 done/, { from, kind: 'update' });
      const leaked = stage.world.connector.sent
        .slice(from)
        .filter(
          sent =>
            sent.person !== stage.mia && /Fewer gaps/.test(wordsIn(sent.card)) && sent.activityId !== ask,
        );
      assert.deepEqual(leaked, []);
    });

    it('posts the approved summary in the executive group’s channel', async () => {
      const from = stage.world.connector.sent.length;
      const refused = await reply(stage, stage.cara, 'personal', 'summary post');
      assert.match(wordsIn(refused.card), /Only the board's manager can post a summary/);
      await reply(stage, stage.mia, 'personal', 'summary post');
      const paper = await cardAt(stage, 'Executive', /Vale/, { from, kind: 'post' });
      assert.match(wordsIn(paper.card), /Fewer gaps/);
      assert.doesNotMatch(titlesIn(paper.card).join(), /Post to the executive/);
      const again = await reply(stage, stage.mia, 'personal', 'summary post');
      assert.match(wordsIn(again.card), /was approved and posted to Executive Group before/);
    });

    it('takes an answer after that as late, and leaves the approved paper as it is', async () => {
      const typed = 'update 1.1.b green Half of them answered.';
      const late = await reply(stage, stage.ann, 'Quality Assurance', typed);
      assert.match(wordsIn(late.card), /Saved 1\.1\.b as Green/);
      const status = await reply(stage, stage.mia, 'personal', 'status');
      assert.match(wordsIn(status.card), /Paper version 1 approved .*; 1 return since/);
      assert.match(wordsIn(status.card), /Green 1/);
      const paper = await reply(stage, stage.mia, 'personal', `summary ${PERIOD}`);
      assert.doesNotMatch(wordsIn(paper.card), /Half of them answered|Green 1/);
    });

    it('proved itself with tokens of the login, and left no word of it in the log', async () => {
      assert.ok(stage.world.login.tokensGiven > 0);
      assert.ok(
        stage.world.login.tokenRequests.every(({ status, proof }) => status === 200 && proof === 'secret'),
      );
      assert.deepEqual(
        stage.world.connector.calls.filter(({ status }) => status === 401),
        [],
      );
      const { stdout, stderr } = stage.bot.output();
      assert.equal(stderr, '');
      for (const secret of ['audit moved', 'Fewer gaps', 'Dev Rao', stage.world.login.secret]) {
        assert.ok(!stdout.includes(secret), `the log holds “${secret}”`);
      }
      assert.equal(await stage.bot.stop(), 0);
    });
  });
}
