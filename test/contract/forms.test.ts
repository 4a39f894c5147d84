/** One form behind two doors: a dialog, and in place of the card (`FORMS=inline`). */
import assert from 'node:assert/strict';
import type { Answer } from '../support/teams/client.ts';
import type { Person } from '../support/teams/directory.ts';
import type { JsonObject } from '../support/teams/json.ts';
import { askCard, cardAt, inputsIn, type Stage, shown, startStage, titlesIn, versionsOf } from './support.ts';

for (const forms of ['dialog', 'inline'] as const) {
  describe(`the form of an action update (${forms})`, () => {
    let stage: Stage;
    let ask = '';

    before(async () => {
      stage = await startStage({ forms, history: true });
      ask = await askCard(stage);
    });
    after(() => stage?.stop());

    const open = async (person: Person, ref: string) => {
      const row = new RegExp(`^(Update|Edit) ${ref.replaceAll('.', '\\.')} `);
      const first = stage.world.connector.cardOf(ask);
      if (titlesIn(first).some(title => row.test(title)))
        return shown(await stage.teams.press(person, ask, row)).card;
      const next = shown(await stage.teams.press(person, ask, /›$/)).card;
      return shown(await stage.teams.press(person, ask, row, {}, { card: next })).card;
    };
    const press = (person: Person, card: JsonObject, which: string, inputs: Record<string, string> = {}) =>
      stage.teams.press(person, ask, which, inputs, { card, dialog: forms === 'dialog' });
    const afterSave = (answer: Answer) => shown(answer).words;

    it('opens empty, with the last words above', async () => {
      const opened = await stage.teams.press(stage.ann, ask, /^Update 1\.1\.a /);
      const { card, words } = shown(opened);
      assert.match(words, /The pilot ran in May\./);
      assert.match(words, /Said in 2026-27 Q1: .*Green/);
      assert.deepEqual(
        ['rating', 'progress', 'impact', 'next'].map(id => inputsIn(card)[id] || ''),
        ['', '', '', ''],
      );
    });

    it('puts the last words into what is still empty, and keeps what was typed', async () => {
      const form = await open(stage.ann, '1.1.a');
      const filled = shown(
        await press(stage.ann, form, 'Use these words again', { progress: 'My own words.' }),
      );
      const { rating, progress, impact, next } = inputsIn(filled.card);
      assert.deepEqual(
        { rating, progress, impact, next },
        { rating: 'green', progress: 'My own words.', impact: 'Two schools changed.', next: 'Roll out.' },
      );
    });

    it('comes back with the problems and with what was typed', async () => {
      const form = await open(stage.ann, '1.1.a');
      const answer = shown(
        await press(stage.ann, form, 'Save', {
          impact: 'Kept words',
          evidence: 'not a link',
          revisedDue: '2027-01-31',
        }),
      );
      assert.match(answer.words, /Nothing is saved yet\. Please look at: .*Rating/);
      assert.match(answer.words, /Choose a rating\./);
      assert.match(answer.words, /This must be a link that begins with https/);
      assert.match(answer.words, /Say why the date moves\./);
      const { impact, evidence, revisedDue } = inputsIn(answer.card);
      assert.deepEqual(
        { impact, evidence, revisedDue },
        { impact: 'Kept words', evidence: 'not a link', revisedDue: '2027-01-31' },
      );
      assert.equal((await versionsOf(stage, '1.1.a')).length, 1, 'only the earlier round’s answer');
      const corrected = await press(stage.ann, answer.card, 'Back');
      assert.equal(corrected.status, 200);
    });

    it('saves and goes on to the next form', async () => {
      const from = stage.world.connector.sent.length;
      const form = await open(stage.ann, '1.1.c');
      const next = shown(
        await press(stage.ann, form, 'Save and next', { rating: 'amber', progress: 'Written at last.' }),
      );
      assert.match(next.words, /Saved 1\.1\.c as Amber \(version 1\)\./);
      assert.match(next.words, /Ask schools for their figures/, 'the overdue one comes next');
      assert.equal(inputsIn(next.card)['progress'] || '', '');
      await press(stage.ann, next.card, 'Back');
      await cardAt(stage, 'Quality Assurance', /1 of 8 done/, { from, kind: 'update' });
    });

    it('goes back without saving', async () => {
      const form = await open(stage.ann, '1.1.b');
      const back = await press(stage.ann, form, 'Back');
      assert.equal(back.status, 200);
      if (forms === 'inline') assert.match(shown(back).words, /1 of 8 done/);
      else assert.deepEqual(back.body ?? {}, {}, 'an empty answer closes the dialog');
      assert.equal((await versionsOf(stage, '1.1.b')).length, 1);
    });

    it('makes a new version of an answer that is edited', async () => {
      const form = await open(stage.ann, '1.1.c');
      assert.equal(inputsIn(form)['progress'], 'Written at last.');
      const saved = await press(stage.ann, form, 'Save', { rating: 'green' });
      assert.match(afterSave(saved), /Saved 1\.1\.c as Green \(version 2\)/);
      const versions = (await versionsOf(stage, '1.1.c')).slice(1);
      assert.deepEqual(
        versions.map(({ version }) => version),
        [1, 2],
      );
    });

    it('undoes for the one who saved, and for nobody else', async () => {
      await cardAt(stage, 'Quality Assurance', /Last saved: 1\.1\.c as Green \(version 2\)/);
      const before = await versionsOf(stage, '1.1.c');
      const refused = shown(await stage.teams.press(stage.dev, ask, 'Undo 1.1.c'));
      assert.match(refused.words, /Only Ann Ward can undo this/);
      assert.equal((await versionsOf(stage, '1.1.c')).length, before.length);
      const from = stage.world.connector.sent.length;
      const pressed = await stage.teams.press(stage.ann, ask, 'Undo 1.1.c');
      assert.match(shown(pressed).words, /Undone for 1\.1\.c/);
      await stage.world.connector.waitFor(
        ({ kind, activityId, card }) =>
          kind === 'update' && activityId === ask && !titlesIn(card).includes('Undo 1.1.c'),
        { from },
      );
      assert.equal((await stage.teams.raw(pressed.activity)).status, 200);
      const versions = await versionsOf(stage, '1.1.c');
      assert.equal(versions.length, before.length + 1, 'sent twice, undone once');
      const form = await open(stage.ann, '1.1.c');
      assert.equal(inputsIn(form)['rating'], 'amber', 'what was there before');
      await press(stage.ann, form, 'Back');
    });

    it('saves once when one press is sent twice, and when it is pressed twice', async () => {
      const form = await open(stage.dev, '1.1.d');
      const typed = { rating: 'amber', progress: 'The form was found.' };
      const first = await press(stage.dev, form, 'Save', typed);
      const [resent, pressed] = await Promise.all([
        stage.teams.raw(first.activity),
        press(stage.dev, form, 'Save', typed),
      ]);
      for (const answer of [first, resent, pressed]) {
        assert.match(afterSave(answer), /Saved 1\.1\.d as Amber \(version 1\)/);
      }
      assert.deepEqual(
        (await versionsOf(stage, '1.1.d')).slice(1).map(({ version }) => version),
        [1],
      );
    });

    it('shows both texts to whoever saves on an old version, and lets them choose', async () => {
      const mine = { rating: 'red', progress: 'Mine: the neighbours left.' };
      const conflictFor = async (person: Person, old: JsonObject) => {
        const conflict = shown(await press(person, old, 'Save', mine));
        assert.match(conflict.words, /Theirs: all is well\./);
        assert.equal(inputsIn(conflict.card)['progress'], mine.progress);
        assert.ok(
          ['Use mine', 'Keep theirs', 'Edit'].every(title => titlesIn(conflict.card).includes(title)),
        );
        return conflict.card;
      };
      const annsForm = await open(stage.ann, '1.2.a');
      const devsForm = await open(stage.dev, '1.2.a');
      await press(stage.dev, devsForm, 'Save', { rating: 'green', progress: 'Theirs: all is well.' });
      const conflict = await conflictFor(stage.ann, annsForm);

      const kept = shown(await press(stage.ann, conflict, 'Keep theirs'));
      assert.match(kept.words, /Kept/);
      assert.doesNotMatch(kept.words, /Undone/);
      assert.equal((await versionsOf(stage, '1.2.a')).slice(1).length, 1);

      const edit = shown(await press(stage.ann, await conflictFor(stage.ann, annsForm), 'Edit'));
      assert.equal(inputsIn(edit.card)['progress'], mine.progress);
      assert.equal((await versionsOf(stage, '1.2.a')).slice(1).length, 1);

      const used = await press(stage.ann, await conflictFor(stage.ann, annsForm), 'Use mine');
      assert.match(afterSave(used), /Saved 1\.2\.a as Red \(version 2\)/);
      assert.deepEqual(
        (await versionsOf(stage, '1.2.a')).slice(1).map(({ version }) => version),
        [1, 2],
      );
    });
  });
}
