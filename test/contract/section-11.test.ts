/** Section 11 returns over the wire: of an agency's contact, in 1:1 chat. */
import assert from 'node:assert/strict';
import { deliveries } from '../../services/store/entities/delivery.ts';
import { section11Returns } from '../../services/store/entities/reports.ts';
import type { JsonObject } from '../support/teams/json.ts';
import { type AgencyStage, startAgencyStage } from './agencies.ts';
import { dayFromNow } from './board.ts';
import { dataOf, inputsIn, reply, shown, wordsIn } from './support.ts';

const fields = { overall: 'partly-met', returnedOn: dayFromNow(-3), openActions: '4' };

for (const forms of ['dialog', 'inline'] as const) {
  describe(`a Section 11 return (${forms})`, () => {
    let stage: AgencyStage;
    let own = '';

    before(async () => {
      stage = await startAgencyStage(forms, 'section-11');
      own = await stage.cardOf(stage.pat, /Please give the Section 11 return by/);
    });
    after(() => stage?.stop());

    const press = async (card: JsonObject, which: string, inputs: Record<string, string> = {}) =>
      shown(await stage.teams.press(stage.pat, own, which, inputs, { card, dialog: forms === 'dialog' }));
    const open = async (row: RegExp) => shown(await stage.teams.press(stage.pat, own, row)).card;
    const kept = () => stage.store.read(view => view.rows(section11Returns).find({ boardId: stage.boardId }));

    it('is asked of the contact alone, and is silence until it is given', () => {
      const asked = stage.world.connector.sent.filter(({ card }) => /Section 11/.test(wordsIn(card)));
      assert.deepEqual(
        asked.map(({ person }) => person?.key),
        ['Pat Quinn'],
      );
      assert.match(
        wordsIn(stage.world.connector.cardOf(own)),
        /: not returned yet\nNo earlier return is known here\./,
      );
    });

    it('comes back with the problems and what was typed', async () => {
      const typed = { returnedOn: dayFromNow(2), openActions: 'a few', note: 'Kept words.' };
      const wrong = await press(await open(/^Give the Section 11/), 'Save', typed);
      assert.match(wrong.words, /Please look at: Overall rating, Returned on and Actions still open\./);
      assert.match(wrong.words, /This day has not come yet/);
      const { openActions, note } = inputsIn(wrong.card);
      assert.deepEqual([openActions, note], ['a few', 'Kept words.']);
      assert.deepEqual(await kept(), []);
      await stage.teams.press(stage.pat, own, 'Back', {}, { card: wrong.card, dialog: forms === 'dialog' });
    });

    it('is saved, and the card that was pressed says so', async () => {
      const from = stage.world.connector.sent.length;
      const saved = await press(await open(/^Give the Section 11/), 'Save', fields);
      assert.match(
        saved.words,
        /Saved: Section 11, partly met · returned .* · 4 open actions \(version 1\)\./,
      );
      assert.equal(
        await stage.cardOf(stage.pat, /The Section 11 return is in\./, { from, kind: 'update' }),
        own,
      );
      const [row] = await kept();
      assert.deepEqual(
        [row?.overall, row?.returnedOn, row?.openActions, row?.nextOn],
        ['partly-met', fields.returnedOn, 4, null],
      );
    });

    it('is taken of nobody else', async () => {
      const { msteams: _, ...data } = dataOf(stage.world.connector.cardOf(own), 'section-11.open');
      const mine = (await reply(stage, stage.dev, 'personal', 'help')).activityId ?? '';
      const save = { verb: 'section-11.save', data: { ...data, version: 1 } };
      const refused = shown(
        await stage.teams.execute(stage.dev, mine, save, { ...fields, openActions: '0' }),
      );
      assert.match(refused.words, /Only people of Police can answer for it/);
      assert.doesNotMatch(refused.words, /4 open actions|Editing|Pat Quinn/);
      assert.equal((await kept()).length, 1);
    });

    it('is undone back to silence', async () => {
      await stage.cardOf(stage.pat, /Last saved: partly met \(version 1\)/);
      const from = stage.world.connector.sent.length;
      await stage.teams.press(stage.pat, own, 'Undo what was saved last');
      await stage.cardOf(stage.pat, /: not returned yet/, { from, kind: 'update' });
    });

    it('waits for a contact who joins the team later', async () => {
      const stopped = () =>
        stage.store.read(view => view.rows(deliveries).count({ boardId: stage.boardId, state: 'stopped' }));
      assert.equal(await stopped(), 1);
      await stage.teams.membersAdded([stage.una]);
      await stage.cardOf(stage.una, /Fire · .* · 0 of 1 done/, { kind: 'post' });
      assert.equal(await stopped(), 0);
    });

    it('reaches and is taken of a contact whom the board file names by mail alone', async () => {
      await stage.teams.installForPerson(stage.rob);
      const card = await stage.cardOf(stage.rob, /Probation · .* · 0 of 1 done/, { kind: 'post' });
      const form = shown(await stage.teams.press(stage.rob, card, /^Give the Section 11/)).card;
      await stage.teams.press(stage.rob, card, 'Save', fields, { card: form, dialog: forms === 'dialog' });
      const done = await stage.cardOf(stage.rob, /The Section 11 return is in\./, { kind: 'update' });
      assert.match(wordsIn(stage.world.connector.cardOf(done)), /Rob Post, Probation · version 1/);
    });
  });
}
