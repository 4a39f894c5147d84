/** Compliance figures over the wire: of agencies in 1:1 chat, of a group in its channel. */
import assert from 'node:assert/strict';
import { deliveries } from '../../services/store/entities/delivery.ts';
import { returns } from '../../services/store/entities/returns.ts';
import { complianceFigures } from '../../services/store/entities/training.ts';
import type { Answer } from '../support/teams/client.ts';
import type { Person } from '../support/teams/directory.ts';
import type { JsonObject } from '../support/teams/json.ts';
import { type AgencyStage, startAgencyStage } from './agencies.ts';
import { dayFromNow } from './board.ts';
import { cardAt, dataOf, inputsIn, reply, shown, titlesIn, wordsIn } from './support.ts';

const asAt = dayFromNow(-3);
const counts = { eligible: '440', inDate: '412', asAt };

for (const forms of ['dialog', 'inline'] as const) {
  describe(`compliance figures (${forms})`, () => {
    let stage: AgencyStage;
    let own = '';
    let group = '';

    before(async () => {
      stage = await startAgencyStage(forms, 'compliance');
      own = await stage.cardOf(stage.pat, /Please give 2 compliance figures by/);
      group = (await cardAt(stage, 'Quality Assurance', /Please give 3 compliance figures by/)).activityId;
    });
    after(() => stage?.stop());

    const open = async (person: Person, message: string, row: RegExp) =>
      shown(await stage.teams.press(person, message, row)).card;
    const press = (
      person: Person,
      message: string,
      card: JsonObject,
      which: string,
      inputs: Record<string, string> = {},
    ) => stage.teams.press(person, message, which, inputs, { card, dialog: forms === 'dialog' });
    const words = (answer: Answer) => shown(answer).words;
    const rows = () =>
      stage.store.read(view =>
        view.rows(returns).find({ boardId: stage.boardId }, { orderBy: { version: 'asc' } }),
      );

    it('reach the agency’s contact alone in 1:1 chat, and the group in its channel', () => {
      const asked = stage.world.connector.sent.filter(({ card }) => /compliance figure/.test(wordsIn(card)));
      assert.deepEqual(asked.map(({ person, channel }) => person?.key ?? channel?.name).sort(), [
        'Pat Quinn',
        'Quality Assurance',
      ]);
      assert.match(wordsIn(stage.world.connector.cardOf(own)), /Police · .* · 0 of 2 done/);
      assert.match(wordsIn(stage.world.connector.cardOf(own)), /Level 2, Foundation: not returned/);
    });

    it('are taken of the contact, who is in no group; what is impossible comes back as it was typed', async () => {
      const from = stage.world.connector.sent.length;
      const form = await open(stage.pat, own, /^Give Police, Level 2/);
      const typed = { ...counts, inDate: '1,441', note: 'Without the new joiners.' };
      const wrong = shown(await press(stage.pat, own, form, 'Save', typed));
      assert.match(wrong.words, /Nothing is saved yet\. Please look at: Staff in date\./);
      assert.match(wrong.words, /1,441 in date is more than the 440 who need it/);
      const { eligible, inDate, note } = inputsIn(wrong.card);
      assert.deepEqual([eligible, inDate, note], ['440', '1,441', 'Without the new joiners.']);
      assert.equal((await rows()).length, 0);

      const saved = words(await press(stage.pat, own, wrong.card, 'Save', { inDate: '412' }));
      assert.match(
        saved,
        /Saved: Police, Level 2, Foundation: 412 of 440 in date, 94 %, target 88 %: met \(version 1\)\./,
      );
      const refreshed = await stage.cardOf(stage.pat, /1 of 2 done/, { from, kind: 'update' });
      assert.equal(refreshed, own, 'the card that was pressed');
      assert.match(
        wordsIn(stage.world.connector.cardOf(own)),
        /Level 2, Foundation: 412 of 440 in date, 94 %/,
      );
    });

    it('are asked back about once where they jump, and saved when the writer is sure', async () => {
      const form = await open(stage.pat, own, /^Edit Police, Level 2/);
      assert.equal(inputsIn(form)['eligible'], '440');
      const asked = shown(await press(stage.pat, own, form, 'Save', { eligible: '4 400', inDate: '4000' }));
      assert.match(asked.words, /Staff who need it at least doubled since version 1: 4,400 against 440\./);
      assert.equal(inputsIn(asked.card)['eligible'], '4 400');
      assert.equal((await rows()).length, 1);
      const saved = words(await press(stage.pat, own, asked.card, 'Save anyway'));
      assert.match(saved, /4,000 of 4,400 in date, 91 %, target 88 %: met \(version 2\)/);
    });

    it('are undone by who gave them', async () => {
      await stage.cardOf(stage.pat, /Last saved: Police, Level 2, Foundation: 4,000/);
      const from = stage.world.connector.sent.length;
      const undone = words(await stage.teams.press(stage.pat, own, 'Undo what was saved last'));
      assert.match(undone, /Undone: what was there before stands again\./);
      await stage.cardOf(stage.pat, /412 of 440 in date, 94 %/, { from, kind: 'update' });
      const versions = (await rows()).map(({ version }) => version);
      assert.deepEqual(versions, [1, 2, 3]);
    });

    it('are complete with a published percentage, which says that it has no denominator', async () => {
      const from = stage.world.connector.sent.length;
      const form = await open(stage.pat, own, /^Give Police, Level 1/);
      const both = words(await press(stage.pat, own, form, 'Save', { ...counts, published: '95' }));
      assert.match(both, /not both/);
      const saved = words(await press(stage.pat, own, form, 'Save', { published: '88-100 %', asAt }));
      assert.match(saved, /88 to 100 %, published without denominator, target 95 %: cannot be told/);
      await stage.cardOf(stage.pat, /All 2 compliance figures are in\./, { from, kind: 'update' });
    });

    it('are taken of nobody else, who sees nothing of them', async () => {
      const before = (await rows()).length;
      const typed = await reply(stage, stage.cara, 'personal', 'form compliance');
      assert.match(wordsIn(typed.card), /No open round asks you for this/);
      const { msteams: _, ...data } = dataOf(
        stage.world.connector.cardOf(own),
        'compliance.open',
        'Police, Level 2',
      );
      const mine = typed.activityId ?? '';
      const opened = words(await stage.teams.execute(stage.cara, mine, { verb: 'compliance.open', data }));
      assert.match(opened, /Only people of Police can answer for it/);
      const save = { verb: 'compliance.save', data: { ...data, version: 1 } };
      const refused = shown(await stage.teams.execute(stage.cara, mine, save, { ...counts, note: 'Mine.' }));
      assert.match(refused.words, /Only people of Police can answer for it/);
      assert.doesNotMatch(refused.words, /94 %|4,400|Editing|Pat Quinn/);
      assert.equal(inputsIn(refused.card)['note'], 'Mine.', 'what was typed is not lost');
      assert.equal((await rows()).length, before);
    });

    it('are given one after the other in a channel, what is missing next', async () => {
      const from = stage.world.connector.sent.length;
      const form = await open(stage.dev, group, /^Give ICB, Level 1/);
      const next = shown(
        await press(stage.dev, group, form, 'Save and next', { eligible: 'nil', inDate: '0', asAt }),
      );
      assert.match(next.words, /Saved: ICB, Level 1: no staff need it, target 95 % \(version 1\)\./);
      assert.match(next.words, /\nICB, Level 2, Foundation\n/);
      assert.equal(inputsIn(next.card)['eligible'] || '', '');
      await press(stage.dev, group, next.card, 'Back');
      const card = await cardAt(stage, 'Quality Assurance', /1 of 3 done/, { from, kind: 'update' });
      assert.equal(card.activityId, group);
      assert.doesNotMatch(wordsIn(card.card), /NaN|0 %/);
    });

    it('are chosen between where two were saved at the same time', async () => {
      const anns = await open(stage.ann, group, /^Give ICB, Level 2/);
      const devs = await open(stage.dev, group, /^Give ICB, Level 2/);
      await press(stage.dev, group, devs, 'Save', counts);
      const clash = shown(await press(stage.ann, group, anns, 'Save', { ...counts, inDate: '400' }));
      assert.match(clash.words, /Theirs: 412 of 440 in date, 94 %/);
      assert.equal(inputsIn(clash.card)['inDate'], '400');
      const kept = words(await press(stage.ann, group, clash.card, 'Keep theirs'));
      assert.match(kept, /Kept as it stands: ICB, Level 2, Foundation: 412 of 440/);
      const used = words(await press(stage.ann, group, clash.card, 'Use mine'));
      assert.match(used, /400 of 440 in date, 91 %, target 88 %: met \(version 2\)/);
    });

    it('may be entered by the manager for another', async () => {
      const from = stage.world.connector.sent.length;
      const form = await open(stage.mia, group, /^Give ICB, Level 3/);
      const anns = await open(stage.ann, group, /^Give ICB, Level 3/);
      assert.ok(!('givenBy' in inputsIn(anns)));
      await press(stage.ann, group, anns, 'Back');
      const row = await stage.store.read(view => view.rows(returns).find({ boardId: stage.boardId }));
      const givenBy = row.find(({ channelRowId }) => channelRowId !== null)?.personId ?? '';
      await press(stage.mia, group, form, 'Save', { ...counts, givenBy });
      const card = await cardAt(stage, 'Quality Assurance', /All 3 compliance figures are in/, {
        from,
        kind: 'update',
      });
      assert.match(wordsIn(card.card), /Dev Rao, ICB · entered by Mia Hart · version 1/);
    });

    it('are saved once when one press is sent twice', async () => {
      const before = await stage.store.read(view =>
        view.rows(complianceFigures).count({ boardId: stage.boardId }),
      );
      const form = await open(stage.dev, group, /^Edit ICB, Level 3/);
      const first = await press(stage.dev, group, form, 'Save', { ...counts, inDate: '411' });
      assert.equal((await stage.teams.raw(first.activity)).status, 200);
      const after = await stage.store.read(view =>
        view.rows(complianceFigures).count({ boardId: stage.boardId }),
      );
      assert.equal(after, before + 1);
    });

    it('are shown again by typing where no button works', async () => {
      const card = (await reply(stage, stage.pat, 'personal', 'form compliance')).card;
      assert.ok(titlesIn(card).some(title => title.startsWith('Edit Police, Level 1')));
    });

    it('wait for a contact whom Teams has not shown yet, and come once they are there', async () => {
      const waiting = () =>
        stage.store.read(view => view.rows(deliveries).find({ boardId: stage.boardId, state: 'stopped' }));
      const [stopped, ...others] = await waiting();
      assert.deepEqual(others, []);
      assert.match(stopped?.lastOutcome ?? '', /has not been seen in Teams yet/);
      await stage.teams.installForPerson(stage.una);
      const card = await stage.cardOf(stage.una, /Please give 1 compliance figure by/, { kind: 'post' });
      assert.deepEqual(await waiting(), []);
      const form = await open(stage.una, card, /^Give Fire, Level 1/);
      const saved = words(await press(stage.una, card, form, 'Save', counts));
      assert.match(saved, /Saved: Fire, Level 1: 412 of 440 in date, 94 %, target 95 %: not met/);
      await stage.cardOf(stage.una, /The compliance figure is in\./, { kind: 'update' });
    });
  });
}
