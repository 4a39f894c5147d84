/** The digest over the wire: asked for, ordered, posted once, and looked at closer where it was posted. */
import assert from 'node:assert/strict';
import { dayWords, monthWords } from '../../cards/words.ts';
import { deliveries } from '../../services/store/entities/delivery.ts';
import { digests } from '../../services/store/entities/digests.ts';
import { collate } from '../cli/run.ts';
import { dayFromNow } from './board.ts';
import { cardAt, reply, type Stage, shown, startStage, titlesIn, wordsIn } from './support.ts';
import { eventually } from './waiting.ts';

/** A day that no test reaches before it is over. */
const meeting = dayFromNow(40);
const month = meeting.slice(0, 7);
const nextYear = `${Number(month.slice(0, 4)) + 1}-${month.slice(5)}`;
const settings = `digest: {day: monday, at: "08:30", group: Executive Group}\ncalendar: [{date: ${meeting}}]\n`;

for (const forms of ['dialog', 'inline'] as const) {
  describe(`the digest (${forms})`, function () {
    this.timeout(90_000);
    let stage: Stage;

    before(async () => {
      stage = await startStage({
        forms,
        database: forms === 'dialog' ? 'postgres' : 'sqlite',
        edit: source =>
          `${source.replace('lead: Police', `lead: Police\n      reports: [{month: ${month}, to: Executive}, ${nextYear}]`)}${settings}`,
      });
      for (const ref of ['1.1.a', '1.1.b', '1.1.c', '1.1.d', '1.2.a'])
        await reply(stage, stage.mia, 'personal', `update ${ref} red Words of ${ref}.`);
    });
    after(() => stage?.stop());

    it('is told to who may see the board, and of their own groups to others', async () => {
      const whole = await reply(stage, stage.mia, 'personal', 'digest');
      assert.match(wordsIn(whole.card), /Came in \(1\)\nQAS: 5 of 8 actions in {2}Mia Hart · 2026-27 Q1/);
      assert.match(wordsIn(whole.card), /Ratings that moved \(5\)/);
      assert.match(wordsIn(whole.card), /To get one each week, type: digest on fridays 16:00/);
      const own = await reply(stage, stage.cara, 'personal', 'digest');
      assert.match(wordsIn(own.card), /Only PPG/);
      assert.doesNotMatch(wordsIn(own.card), /1\.1\.a/);
      const elsewhere = await reply(stage, stage.mia, 'Quality Assurance', 'digest');
      assert.match(wordsIn(elsewhere.card), /Only QAS/);
    });

    it('shows the rest of a section behind its button', async () => {
      const { card, activityId = '' } = await reply(stage, stage.mia, 'personal', 'digest');
      assert.match(wordsIn(card), /1\.2\.a {2}first rating → Red/);
      assert.match(wordsIn(card), /Overdue \(1\)\n2\.1\.c[\s\S]*As before: 1 action overdue\./);
      assert.deepEqual(titlesIn(card), ['All overdue (2)']);
      const closer = shown(await stage.teams.press(stage.mia, activityId, 'All overdue (2)'));
      assert.match(closer.words, /Overdue \(2\)\n2\.1\.c[\s\S]*\n1\.1\.b {2}Ask schools for their figures/);
      const back = shown(
        await stage.teams.press(stage.mia, activityId, '‹ Digest', {}, { card: closer.card }),
      );
      assert.match(back.words, /Came in \(1\)/);
    });

    it('is ordered in 1:1 chat, told of, and ended', async () => {
      const ordered = await reply(stage, stage.cara, 'personal', 'digest on Fridays 16:00');
      assert.match(wordsIn(ordered.card), /on Fridays at 16:00/);
      assert.match(
        wordsIn((await reply(stage, stage.cara, 'personal', 'digest')).card),
        /Yours comes on Fridays at 16:00/,
      );
      assert.match(wordsIn((await reply(stage, stage.cara, 'Room 4', 'digest off')).card), /in our 1:1 chat/);
      assert.match(
        wordsIn((await reply(stage, stage.cara, 'personal', 'digest off')).card),
        /no digest of your own any more/,
      );
      assert.match(
        wordsIn((await reply(stage, stage.cara, 'personal', 'digest on sundays')).card),
        /Type: digest on fridays 16:00/,
      );
      assert.match(
        wordsIn((await reply(stage, stage.guest, 'personal', 'digest on fridays 9:00')).card),
        /Only .* can see the digest/,
      );
    });

    it('has beside it the agenda: which priority reports to which meeting, and when', async () => {
      const lines = `${dayWords(meeting)}, Executive: 1 Complex needs (Police), not asked yet\n${monthWords(nextYear)}, Executive Group: 1 Complex needs (Police), not asked yet`;
      const asked = await reply(stage, stage.mia, 'personal', 'status agenda');
      assert.equal(wordsIn(asked.card), `Agenda · Vale SCP\n${lines}`);
      const shared = await reply(stage, stage.dev, 'Executive', 'status agenda');
      assert.equal(wordsIn(shared.card), wordsIn(asked.card));
      for (const [who, where] of [
        [stage.mia, 'Quality Assurance'],
        [stage.cara, 'personal'],
      ] as const) {
        const refused = await reply(stage, who, where, 'status agenda');
        assert.match(wordsIn(refused.card), /not shown here|Only .* can see the whole board/);
        assert.doesNotMatch(wordsIn(refused.card), /not asked yet/);
      }
      const { out } = await collate(['status', '--agenda', '--database', stage.databaseUrl]);
      assert.equal(out, `${lines}\n`);
    });

    it('is posted where the board file says, once, and can be looked at closer there', async () => {
      const refused = await reply(stage, stage.cara, 'personal', 'digest post');
      assert.match(wordsIn(refused.card), /Only the board's manager can post the digest/);
      const from = stage.world.connector.sent.length;
      const posted = await collate(['digest', '--post', '--json', '--database', stage.databaseUrl]);
      assert.deepEqual((posted.json() as { to: string[]; already: boolean }).to, ['Executive Group']);
      const { card, activityId } = await cardAt(stage, 'Executive', /Came in \(1\)/, { from, kind: 'post' });
      assert.doesNotMatch(wordsIn(card), /type: digest/);
      const again = await reply(stage, stage.mia, 'personal', 'digest post');
      assert.match(wordsIn(again.card), /nothing has come in since/);
      const closer = shown(await stage.teams.press(stage.dev, activityId, 'All overdue (2)'));
      assert.match(closer.words, /1\.1\.b {2}Ask schools for their figures/);
      const now = await reply(stage, stage.mia, 'personal', 'digest');
      assert.match(wordsIn(now.card), /Came in \(1\)/);
    });

    it('is not opened by its name alone, in a place that it was not posted in', async () => {
      const row = await stage.store.read(view => view.rows(digests).first({ boardId: stage.boardId }));
      assert.ok(row);
      const { activityId = '' } = await reply(stage, stage.cara, 'personal', 'digest');
      const forged = {
        type: 'AdaptiveCard',
        actions: [{ type: 'Action.Execute', title: 'Open', verb: 'digest.view', data: { digest: row.id } }],
      };
      const tried = await stage.teams.press(stage.cara, activityId, 'Open', {}, { card: forged });
      assert.match(shown(tried).words, /Only .* can see the digest/);
    });

    it('is never sent again where nobody knows whether it arrived', async () => {
      const place = await stage.store.read(view => view.rows(deliveries).first({ purpose: 'digest' }));
      assert.ok(place);
      await stage.bot.stop();
      const from = stage.world.connector.sent.length;
      // As a crash in the middle of sending leaves it.
      await stage.store.write(unit =>
        unit.rows(deliveries).update(
          { id: place.id },
          {
            state: 'sending',
            startedAt: new Date(Date.now() - 3_600_000),
            finishedAt: null,
            activityId: null,
          },
        ),
      );
      await stage.restart();
      await eventually('stopped', () =>
        stage.store.read(view => view.rows(deliveries).first({ id: place.id, state: 'stopped' })),
      );
      const posts = stage.world.connector.sent.slice(from).filter(sent => /Came in/.test(wordsIn(sent.card)));
      assert.deepEqual(posts, []);
    });
  });
}
