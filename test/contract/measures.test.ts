/** Measures from the card in the channel to the facts, in a dialog and in place of the card. */
import assert from 'node:assert/strict';
import { systemClock } from '../../services/ports.ts';
import { readFacts } from '../../services/summary/read-facts.ts';
import { PERIOD } from './board.ts';
import { cardAt, inputsIn, reply, type Stage, shown, startStage, titlesIn, wordsIn } from './support.ts';

const measured = (source: string) =>
  source
    .replace(
      'title: Absence is followed up\n',
      'title: Absence is followed up\n          measure: Pupils missing\n',
    )
    .replace(
      'title: Audits change practice\n',
      'title: Audits change practice\n          measure: Audits done\n',
    );

for (const forms of ['dialog', 'inline'] as const) {
  describe(`measures (${forms})`, () => {
    let stage: Stage;
    let card = '';

    before(async () => {
      stage = await startStage({ forms, edit: measured });
      card = (await cardAt(stage, 'Quality Assurance', /Please give 2 measures/)).activityId;
    });
    after(() => stage?.stop());

    const press = (
      person: Stage['ann'],
      form: ReturnType<typeof shown>['card'],
      which: string,
      inputs = {},
    ) => stage.teams.press(person, card, which, inputs, { card: form, dialog: forms === 'dialog' });

    it('are asked for in the group’s channel, with problems told and what was typed kept', async () => {
      const form = shown(await stage.teams.press(stage.ann, card, /^Give 1\.1/));
      assert.match(form.words, /Pupils missing/);
      const wrong = shown(await press(stage.ann, form.card, 'Save', { value: '38', asAt: '2999-01-01' }));
      assert.match(wrong.words, /Please look at: As at and Where it comes from\./);
      assert.deepEqual([inputsIn(wrong.card)['value'], inputsIn(wrong.card)['asAt']], ['38', '2999-01-01']);
    });

    it('are saved and go on to the next, and the shared card counts them', async () => {
      const from = stage.world.connector.sent.length;
      const form = shown(await stage.teams.press(stage.ann, card, /^Give 1\.1/));
      const next = shown(
        await press(stage.ann, form.card, 'Save and next', {
          value: '38',
          asAt: '2026-05-31',
          source: 'School census',
        }),
      );
      assert.match(next.words, /Saved 1\.1: 38 \(version 1\)\./);
      assert.match(next.words, /Audits done/);
      await press(stage.ann, next.card, 'Back');
      const refreshed = await cardAt(stage, 'Quality Assurance', /1 of 2 done/, { from, kind: 'update' });
      assert.equal(refreshed.activityId, card);
      assert.match(wordsIn(refreshed.card), /38 .*School census/);
    });

    it('show a second writer what the first one saved, and ask', async () => {
      const two = shown(await stage.teams.press(stage.ann, card, /^Give 1\.2/));
      const mine = shown(await stage.teams.press(stage.dev, card, /^Give 1\.2/));
      const fields = { asAt: '2026-05-31', source: 'Audit' };
      await press(stage.ann, two.card, 'Save', { value: '3 of 4', ...fields });
      const asked = shown(await press(stage.dev, mine.card, 'Save', { value: '2 of 4', ...fields }));
      assert.match(asked.words, /Ann Ward, Police saved “3 of 4” meanwhile \(version 1\)/);
      assert.equal(inputsIn(asked.card)['value'], '2 of 4');
      const done = shown(await press(stage.dev, asked.card, 'Save', { value: '2 of 4', ...fields }));
      assert.match(done.words, /Saved 1\.2: 2 of 4 \(version 2\)\./);
      const { outcomes } = await readFacts({ store: stage.store, clock: systemClock }, stage.boardId, PERIOD);
      assert.deepEqual(
        outcomes.filter(({ value }) => value).map(({ ref, value }) => [ref, value]),
        [
          ['1.1', '38'],
          ['1.2', '2 of 4'],
        ],
      );
    });

    it('can be undone from the shared card by who saved last, and by nobody else', async () => {
      await cardAt(stage, 'Quality Assurance', /Last saved: measure 1\.2 \(version 2\), Dev Rao/);
      const refused = shown(await stage.teams.press(stage.ann, card, /^Undo/));
      assert.match(refused.words, /Only Dev Rao can undo this/);
      const undone = shown(await stage.teams.press(stage.dev, card, /^Undo/));
      assert.match(undone.words, /Undone: what was there before stands again\./);
    });

    it('come up by “form measures” and among what waits for me', async () => {
      const said = await reply(stage, stage.ann, 'personal', 'form measures');
      assert.match(wordsIn(said.card), /measures are in|2 of 2 done/);
      const mine = await reply(stage, stage.cara, 'personal', 'form measures');
      assert.match(wordsIn(mine.card), /No open round asks you for this: Measures\./);
      assert.ok(titlesIn(said.card).some(title => title.startsWith('Edit 1.1')));
    });
  });
}
