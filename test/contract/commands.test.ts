/** What people type: in any spelling, in any place, by anybody. */
import assert from 'node:assert/strict';
import { NEXT_PERIOD } from './board.ts';
import {
  askCard,
  cardAt,
  inputsIn,
  reply,
  type Stage,
  shown,
  startStage,
  titlesIn,
  versionsOf,
  wordsIn,
} from './support.ts';

describe('commands', () => {
  let stage: Stage;

  before(async () => {
    stage = await startStage({ history: true });
    await askCard(stage);
  });
  after(() => stage?.stop());

  const words = async (...said: Parameters<typeof reply> extends [Stage, ...infer Rest] ? Rest : never) =>
    wordsIn((await reply(stage, ...said)).card);

  describe('status', () => {
    const isStatus = new RegExp(`Vale SCP · ${NEXT_PERIOD}`);
    const spellings = [
      'status',
      '/status',
      'STATUS',
      '  status  ',
      '/ Status',
      '\u00a0status\u00a0',
      '&nbsp;status',
    ];

    for (const text of spellings) {
      it(`understands “${text}”`, async () => {
        assert.match(await words(stage.mia, 'personal', text), isStatus);
      });
    }

    it('understands the mention before, behind, and a command of the slash menu', async () => {
      for (const options of [{ mention: 'first' }, { mention: 'last' }, { slash: true }] as const) {
        assert.match(await words(stage.ann, 'Quality Assurance', 'status', options), isStatus);
      }
    });

    it('answers in a group’s channel about that group, and elsewhere about the board', async () => {
      const inChannel = await words(stage.ann, 'Quality Assurance', 'status');
      assert.match(inChannel, /0 of 1 returns in/);
      assert.doesNotMatch(inChannel, /2\.1\.c/);
      const executive = await words(stage.mia, 'Executive', 'status');
      assert.match(executive, /0 of 3 returns in/);
      assert.match(executive, /2\.1\.c/);
    });

    it('narrows to a priority, a group, what is overdue', async () => {
      const priority = await words(stage.mia, 'personal', 'status priority 2');
      assert.match(priority, /Think family/);
      assert.doesNotMatch(priority, /Complex needs/);
      const group = await words(stage.mia, 'personal', 'status group training hub');
      assert.match(group, /0 of 1 returns in/);
      const overdue = await words(stage.mia, 'personal', 'status overdue');
      assert.match(overdue, /1\.1\.b/);
      assert.match(overdue, /2\.1\.c/);
      assert.doesNotMatch(overdue, /1\.1\.a/);
      const both = await words(stage.mia, 'personal', 'status priority 2 overdue');
      assert.doesNotMatch(both, /1\.1\.b/);
      assert.match(await words(stage.mia, 'personal', 'status 2026-27 Q1'), /Vale SCP · 2026-27 Q1/);
    });

    it('says what there is where a part is unknown', async () => {
      assert.match(
        await words(stage.mia, 'personal', 'status group Nobody'),
        /no group “Nobody”.*QAS, PPG, TH/,
      );
      assert.match(await words(stage.mia, 'personal', 'status priority 9'), /9/);
      assert.match(await words(stage.mia, 'personal', 'status of the nation'), /is not a part of the plan/);
      assert.match(await words(stage.mia, 'personal', 'status 2031-32 Q1'), /2031-32 Q1/);
    });

    it('opens its closer looks by button', async () => {
      const { activityId = '' } = await reply(stage, stage.mia, 'personal', 'status');
      const answer = await stage.teams.press(stage.mia, activityId, 'By group');
      assert.equal(answer.status, 200);
      assert.match(JSON.stringify(answer.body), /Training Hub|TH/);
    });
  });

  describe('update and form', () => {
    it('saves a line that is typed', async () => {
      const from = stage.world.connector.sent.length;
      const said = await words(
        stage.dev,
        'Quality Assurance',
        'update 1.1.a amber Audit moved to July. Impact: fewer gaps next: report',
      );
      assert.match(said, /Saved 1\.1\.a as Amber \(version 1\)/);
      await cardAt(stage, 'Quality Assurance', /1 of 8 done/, { from, kind: 'update' });
      const form = await reply(stage, stage.dev, 'personal', 'form 1.1.A');
      const { rating, progress, impact, next } = inputsIn(form.card);
      assert.deepEqual(
        { rating, progress, impact, next },
        { rating: 'amber', progress: 'Audit moved to July.', impact: 'fewer gaps', next: 'report' },
      );
    });

    it('lets the manager enter for another, and nobody else', async () => {
      const refused = await words(
        stage.dev,
        'personal',
        'update 1.1.c for ann.ward@example.org green By mail.',
      );
      assert.match(refused, /Only the board's manager can enter an answer for somebody else/);
      assert.deepEqual((await versionsOf(stage, '1.1.c')).slice(1), []);
      const said = await words(stage.mia, 'personal', 'update 1.1.c for ann.ward@example.org green By mail.');
      assert.match(said, /Saved 1\.1\.c as Green/);
      const { activityId } = await cardAt(stage, 'Quality Assurance', /2 of 8 done/, { kind: 'update' });
      const { words: done } = shown(await stage.teams.press(stage.guest, activityId, /›$/));
      assert.match(done, /Ann Ward, Police · entered by Mia Hart/);
      assert.match(
        await words(stage.mia, 'personal', 'update 1.1.c for who@example.org green X'),
        /Nobody here is/,
      );
    });

    it('gives the form back where the line is not whole', async () => {
      const said = await reply(stage, stage.ann, 'Quality Assurance', 'update 1.1.d the form was found');
      assert.match(wordsIn(said.card), /Choose a rating/);
      assert.equal(inputsIn(said.card)['progress'], 'the form was found');
      const bare = await reply(stage, stage.ann, 'Quality Assurance', 'update 1.1.d');
      assert.ok(titlesIn(bare.card).includes('Save'));
      assert.match(await words(stage.ann, 'Quality Assurance', 'update'), /Say which action/);
    });

    it('names refs that are near an unknown one', async () => {
      const said = await words(stage.ann, 'Quality Assurance', 'update 1.1.z amber Lost');
      assert.match(said, /no action “1\.1\.z”.*Did you mean 1\.1\.a/);
      assert.match(await words(stage.ann, 'Quality Assurance', 'form 77'), /no action “77”/);
      assert.match(
        await words(stage.ann, 'Quality Assurance', 'form'),
        /Say which action, or which return: form/,
      );
    });

    it('refuses what is another group’s from a chat', async () => {
      const said = await words(stage.dev, 'personal', 'update 2.1.b green Not mine.');
      assert.match(said, /Only members of Policy and Procedures Group/);
      assert.deepEqual(await versionsOf(stage, '2.1.b'), []);
    });
  });

  describe('the others', () => {
    it('lists what waits for each person', async () => {
      const ann = await words(stage.ann, 'personal', 'mine');
      assert.match(ann, /6 actions wait for your update\.\n2 done already/);
      assert.match(ann, /1\.1\.b/);
      assert.match(await words(stage.cara, 'personal', 'mine'), /3 actions wait/);
      assert.match(await words(stage.mia, 'personal', 'mine'), /Nothing waits for you/);
    });

    it('opens the form from that list, in a chat too', async () => {
      const { activityId = '' } = await reply(stage, stage.cara, 'personal', 'mine');
      const form = shown(await stage.teams.press(stage.cara, activityId, /^Update 2\.1\.b /)).card;
      const typed = { rating: 'green', progress: 'From the list.' };
      const saved = await stage.teams.press(stage.cara, activityId, 'Save', typed, {
        card: form,
        dialog: true,
      });
      assert.match(shown(saved).words, /Saved 2\.1\.b as Green/);
    });

    it('helps the manager with more than a member', async () => {
      const manager = await words(stage.mia, 'personal', 'help');
      const member = await words(stage.ann, 'personal', 'help');
      assert.match(manager, /round open/);
      assert.match(manager, /summary post/);
      assert.doesNotMatch(member, /round open|round close|summary post/);
      assert.match(member, /status/);
      assert.match(
        await words(stage.ann, 'Quality Assurance', ''),
        /link QAS/,
        'a bare mention asks for help',
      );
      assert.doesNotMatch(member, /link QAS/, 'link makes no sense in a chat');
    });

    it('says so where it does not know a command', async () => {
      const said = await words(stage.ann, 'Quality Assurance', 'make tea');
      assert.match(said, /I do not know that command\nYou typed: make tea/);
      assert.match(said, /@Collate help/);
    });

    it('shows the draft of a summary to the manager alone', async () => {
      assert.match(await words(stage.mia, 'personal', 'summary'), /Executive summary/);
      assert.match(await words(stage.ann, 'personal', 'summary'), /Only the board.s manager/);
    });

    it('takes a guest of the channel, whom the board file does not name', async () => {
      const said = await words(stage.guest, 'Quality Assurance', 'update 1.2.c green From a guest.');
      assert.match(said, /Saved 1\.2\.c as Green/);
      assert.match(
        await words(stage.guest, 'personal', 'update 1.2.c red Not from here.'),
        /Only members of/,
      );
      assert.equal((await versionsOf(stage, '1.2.c')).length, 1);
    });

    it('refuses, in words, somebody of whom Teams says no identity', async () => {
      const said = await words(stage.nobody, 'Quality Assurance', 'update 1.2.b red Anonymous.');
      assert.match(said, /Teams does not say who you are/);
      assert.equal((await versionsOf(stage, '1.2.b')).length, 1, 'only the earlier round’s');
    });

    it('lists the rounds, and answers in a group chat', async () => {
      assert.match(
        await words(stage.mia, 'personal', 'round list'),
        /2026-27 Q1: closed.*\n2026-27 Q2: open|2026-27 Q2: open.*\n2026-27 Q1: closed/,
      );
      const chat = stage.world.directory.addGroupChat([stage.mia, stage.ann]);
      assert.match(await words(stage.ann, chat, 'mine'), /wait for your update/);
      const summary = await reply(stage, stage.mia, chat, 'summary');
      assert.equal(summary.targetedTo, stage.mia, 'for her alone');
      assert.match(wordsIn(summary.card), /Executive summary/);
    });
  });
});
