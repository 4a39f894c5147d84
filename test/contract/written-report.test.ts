/** A subgroup's quarterly report over the wire: written by several, submitted by the chair. */
import assert from 'node:assert/strict';
import { shortTitle } from '../../cards/written-report/short-title.ts';
import { systemClock } from '../../services/ports.ts';
import { headingsOf } from '../../services/returns/report-headings.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { reportTexts } from '../../services/store/entities/reports.ts';
import { returns } from '../../services/store/entities/returns.ts';
import type { Person } from '../support/teams/directory.ts';
import type { JsonObject } from '../support/teams/json.ts';
import { dayFromNow, PERIOD } from './board.ts';
import {
  cardAt,
  dataOf,
  inputsIn,
  reply,
  type Stage,
  shown,
  startStage,
  titlesIn,
  wordsIn,
} from './support.ts';

const QUALITY = 'members: [dev.rao@example.org], channel: Quality Assurance';
const edit = (source: string) => source.replace(QUALITY, `asks: [group-report], ${QUALITY}`);
const titles = headingsOf['group-report'].map(({ title }) => title);

for (const forms of ['dialog', 'inline'] as const) {
  describe(`a quarterly report (${forms})`, () => {
    let stage: Stage;
    let ask = '';

    before(async () => {
      stage = await startStage({ forms, upTo: 'installed', edit });
      const { store, boardId } = stage;
      await openRound(
        { store, clock: systemClock },
        { boardId, period: PERIOD, due: dayFromNow(20), kinds: ['group-report'] },
      );
      ask = (await cardAt(stage, 'Quality Assurance', /Please write the quarterly report by/)).activityId;
    });
    after(() => stage?.stop());

    const open = async (person: Person, row: RegExp) => shown(await stage.teams.press(person, ask, row));
    const press = async (
      person: Person,
      card: JsonObject,
      which: string | RegExp,
      inputs: Record<string, string> = {},
    ) => shown(await stage.teams.press(person, ask, which, inputs, { card, dialog: forms === 'dialog' }));
    const close = (person: Person, card: JsonObject) =>
      stage.teams.press(person, ask, 'Close', {}, { card, dialog: forms === 'dialog' });
    const texts = () => stage.store.read(view => view.rows(reportTexts).find({ boardId: stage.boardId }));
    const versions = (subjectId: string) =>
      stage.store.read(view =>
        view.rows(returns).find({ boardId: stage.boardId, subjectId }, { orderBy: { version: 'asc' } }),
      );
    const refreshed = (pattern: RegExp, from: number) =>
      cardAt(stage, 'Quality Assurance', pattern, { from, kind: 'update' });

    it('is asked for in the channel, and calls the chair', () => {
      const card = stage.world.connector.cardOf(ask);
      assert.match(wordsIn(card), /0 of 7 headings written/);
      for (const title of titles) assert.ok(titlesIn(card).includes(`Write ${title}`), title);
      assert.match(JSON.stringify(card['msteams']), new RegExp(stage.ann.id));
    });

    it('keeps nothing of a step that is closed', async () => {
      const step = await open(stage.dev, /^Write Key areas/);
      assert.match(step.words, /Kept when you press Next; Close keeps nothing of this step/);
      // Nothing that is typed goes with this press.
      assert.equal((await close(stage.dev, step.card)).status, 200);
      assert.deepEqual(await texts(), []);
    });

    it('is written step by step; the channel sees who wrote what', async () => {
      const from = stage.world.connector.sent.length;
      let step = await open(stage.dev, /^Write$/);
      for (const [index, title] of titles.slice(0, 4).entries()) {
        assert.match(step.words, new RegExp(`step ${index + 1} of 7\n${title}`));
        assert.equal(inputsIn(step.card)['text'] || '', '');
        step = await press(stage.dev, step.card, 'Next', { text: `${title}: words of Dev.` });
        assert.match(step.words, new RegExp(`Kept: ${title} \\(version 1\\)\\.`));
      }
      await close(stage.dev, step.card);
      const card = await refreshed(/4 of 7 headings written/, from);
      assert.match(wordsIn(card.card), /Dev Rao, ICB/);
      assert.ok(titlesIn(card.card).includes(`Go on with ${shortTitle(titles[4] ?? '')}`));
    });

    it('goes back a step and keeps what was typed there too', async () => {
      const step = await open(stage.ann, /^Write What children/);
      const back = await press(stage.ann, step.card, 'Back', { text: 'Six families.' });
      assert.match(back.words, /step 4 of 7/);
      assert.match(back.words, /Kept: What children, families and practitioners have told us/);
      assert.match(String(inputsIn(back.card)['text']), /words of Dev/);
      const again = await press(stage.ann, back.card, 'Next');
      assert.match(again.words, /step 5 of 7/);
      assert.equal((await versions('heading:impact')).length, 1, 'the same words are no new version');
      await close(stage.ann, again.card);
    });

    it('comes back with a text that is too long, and with what is wrong', async () => {
      const step = await open(stage.dev, /^Write What changed/);
      const long = 'x'.repeat(4001);
      const wrong = await press(stage.dev, step.card, 'Next', { text: long });
      assert.match(wrong.words, /4,001 characters; the most is 4,000/);
      assert.equal(inputsIn(wrong.card)['text'], long);
      await close(stage.dev, wrong.card);
    });

    it('shows theirs beside mine where two write one step', async () => {
      const conflictOf = async () => {
        const mine = await open(stage.ann, /^Edit Impact/);
        const theirs = await open(stage.dev, /^Edit Impact/);
        const word = `Theirs, ${(await versions('heading:impact')).length}.`;
        await close(stage.dev, (await press(stage.dev, theirs.card, 'Next', { text: word })).card);
        const conflict = await press(stage.ann, mine.card, 'Next', { text: 'Mine, with care.' });
        assert.match(conflict.words, /Someone else wrote here meanwhile\. Yours is not kept yet\./);
        assert.match(conflict.words, new RegExp(word));
        assert.equal(inputsIn(conflict.card)['text'], 'Mine, with care.');
        return conflict;
      };
      const kept = await press(stage.ann, (await conflictOf()).card, 'Keep theirs');
      assert.match(kept.words, /Kept theirs: Impact and outcomes\./);
      assert.match(kept.words, /step 5 of 7/);
      await close(stage.ann, kept.card);
      assert.equal(
        (await versions('heading:impact')).at(-1)?.personId,
        (await versions('heading:current'))[0]?.personId,
      );

      const used = await press(stage.ann, (await conflictOf()).card, 'Use mine');
      assert.match(used.words, /Kept: Impact and outcomes/);
      await close(stage.ann, used.card);
      const rows = await texts();
      assert.ok(rows.some(({ text }) => text === 'Mine, with care.'));
    });

    it('takes “None this time” as an answer, never over something typed, and ends with a look at the whole', async () => {
      const step = await open(stage.dev, /^Write What changed/);
      const typed = await press(stage.dev, step.card, 'None this time', { text: 'Half a sentence' });
      assert.match(typed.words, /Something is typed here/);
      assert.equal(inputsIn(typed.card)['text'], 'Half a sentence');
      const last = await press(stage.dev, typed.card, 'None this time', { text: '' });
      assert.match(last.words, /step 7 of 7\nTraining issues/);
      const whole = await press(stage.dev, last.card, 'Next: look at the whole');
      assert.match(whole.words, /Still to be written: Training issues\./);
      assert.ok(!titlesIn(whole.card).includes('Submit'));
      const training = await press(stage.dev, whole.card, 'Write “Training issues”');
      const full = await press(stage.dev, training.card, 'None this time');
      assert.match(full.words, /What changed because of it\nNone/);
      assert.match(full.words, /Ready for Ann Ward to submit\./);
      assert.ok(!titlesIn(full.card).includes('Submit'), 'a member looks, and does not submit');
      await close(stage.dev, full.card);
    });

    it('is not submitted by a member, whatever their client sends', async () => {
      const shownToAnn = await open(stage.ann, /^Look at the whole/);
      const data = dataOf(shownToAnn.card, 'written-report.submit');
      const { msteams: _, ...codes } = data;
      const refused = shown(
        await stage.teams.execute(stage.dev, ask, { verb: 'written-report.submit', data: codes }),
      );
      assert.match(
        refused.words,
        /Only the chair or deputy of Quality Assurance.* can submit its report\. Ask Ann Ward\./,
      );
      assert.deepEqual(await versions('whole'), []);
      await stage.teams.press(stage.dev, ask, 'Close', {}, { card: refused.card });
      await close(stage.ann, shownToAnn.card);
    });

    it('is submitted by the chair, as she has seen it', async () => {
      const look = await open(stage.ann, /^Look at the whole/);
      const step = await open(stage.dev, /^Edit Future/);
      await close(stage.dev, (await press(stage.dev, step.card, 'Next', { text: 'Another future.' })).card);
      const changed = await press(stage.ann, look.card, 'Submit');
      assert.match(changed.words, /It changed since you looked, so nothing is submitted yet/);
      assert.match(changed.words, /Another future\./);
      assert.deepEqual(await versions('whole'), []);

      const from = stage.world.connector.sent.length;
      const done = await press(stage.ann, changed.card, 'Submit');
      assert.match(done.words, /Submitted: quarterly report of Quality Assurance/);
      const card = await refreshed(/The quarterly report is in\./, from);
      assert.match(wordsIn(card.card), /Submitted by Ann Ward, Police/);
      const status = wordsIn((await reply(stage, stage.mia, 'personal', 'status')).card);
      assert.match(status, /1 of 1 returns in/);
    });

    it('keeps what was submitted while somebody writes on, until it is submitted again', async () => {
      let from = stage.world.connector.sent.length;
      const step = await open(stage.dev, /^Edit Impact/);
      await close(stage.dev, (await press(stage.dev, step.card, 'Next', { text: 'Since then.' })).card);
      const card = await refreshed(/Changed since it was submitted: Impact and outcomes\./, from);
      assert.match(wordsIn(card.card), /What was submitted stays as it was until then\./);
      const reading = async () => {
        const list = (await reply(stage, stage.mia, 'personal', 'status')).activityId ?? '';
        const opened = shown(await stage.teams.press(stage.mia, list, 'Reports (1)'));
        const where = { card: opened.card, dialog: forms === 'dialog' };
        return shown(await stage.teams.press(stage.mia, list, /^Read QAS/, {}, where)).words;
      };
      assert.match(await reading(), /Mine, with care\./);
      assert.doesNotMatch(await reading(), /Since then\./);
      from = stage.world.connector.sent.length;
      const look = await open(stage.ann, /^Look, and submit again/);
      await press(stage.ann, look.card, 'Submit again');
      await refreshed(/^(?![\s\S]*Changed since)[\s\S]*The quarterly report is in\./, from);
      assert.match(await reading(), /Since then\./);
    });

    it('left no word of it in the log', () => {
      const { stdout, stderr } = stage.bot.output();
      assert.equal(stderr, '');
      for (const secret of ['words of Dev', 'with care', 'Six families', 'Ann Ward'])
        assert.ok(!stdout.includes(secret), secret);
    });
  });
}
