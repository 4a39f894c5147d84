/** "No change" is taken only where it is honest, named before it is saved, and counted apart. */
import assert from 'node:assert/strict';
import { systemClock } from '../../services/ports.ts';
import { readLatestPaper } from '../../services/summary/papers.ts';
import type { JsonObject } from '../support/teams/json.ts';
import { NEXT_PERIOD } from './board.ts';
import {
  askCard,
  cardAt,
  dataOf,
  type Stage,
  shown,
  startStage,
  titlesIn,
  versionsOf,
  wordsIn,
} from './support.ts';

for (const forms of ['dialog', 'inline'] as const) {
  describe(`no change (${forms})`, () => {
    let stage: Stage;
    let ask = '';

    before(async () => {
      stage = await startStage({ forms, history: true });
      ask = await askCard(stage);
    });
    after(() => stage?.stop());

    const open = async () => shown(await stage.teams.press(stage.ann, ask, /^No change for/));
    const send = (data: JsonObject) => {
      const { verb: _verb, ...codes } = data;
      return forms === 'dialog'
        ? stage.teams.taskSubmit(stage.ann, ask, { ...codes, verb: 'no-change.save' })
        : stage.teams.execute(stage.ann, ask, { verb: 'no-change.save', data: codes });
    };
    const answers = async (ref: string) => (await versionsOf(stage, ref)).length;

    it('stands on a card that says what was not in when the last round closed', () => {
      const words = wordsIn(stage.world.connector.cardOf(ask));
      assert.match(words, /^Not all in when 2026-27 Q1 closed\.\nPlease update 8 actions/);
    });

    it('is offered for those that qualify alone, and says why not for the others', async () => {
      assert.ok(titlesIn(stage.world.connector.cardOf(ask)).includes('No change for 3'));
      const { card, words } = await open();
      assert.ok(titlesIn(card).includes('Save no change for 3'));
      assert.match(words, /1\.1\.a.*The pilot ran in May\./s);
      assert.match(words, /1\.2\.b.*The calendar is out\./s);
      assert.match(words, /1\.1\.b.*its date has passed|its date has passed.*1\.1\.b/s);
      assert.match(words, /a decision is asked for/);
      assert.match(words, /only Green and Not started may stay/);
      assert.match(words, /there are no earlier words/);
      assert.doesNotMatch(words, /The form was lost|The neighbours agreed/);
      assert.equal(await answers('1.1.a'), 1, 'nothing is saved by looking');
    });

    it('is refused, and nothing of it saved, for an action that does not qualify', async () => {
      const { card } = await open();
      const honest = dataOf(card, 'no-change.save');
      const red = dataOf(stage.world.connector.cardOf(ask), 'update.open', '1.1.d')['action'];
      const forged = { ...honest, actions: [...(honest['actions'] as string[]), red] };
      const refused = shown(await send(forged));
      assert.match(refused.words, /1\.1\.d cannot be “no change”: only Green and Not started/);
      assert.match(refused.words, /Nothing was saved/);
      assert.deepEqual([await answers('1.1.a'), await answers('1.1.d')], [1, 1]);
      const empty = shown(await send({ ...honest, actions: [] }));
      assert.match(empty.words, /out of date or was changed|Please update/);
    });

    it('saves those it named, once, and counts them apart', async () => {
      const { card } = await open();
      const from = stage.world.connector.sent.length;
      const button = `Save no change for 3`;
      const press = () => stage.teams.press(stage.ann, ask, button, {}, { card, dialog: forms === 'dialog' });
      const first = await press();
      assert.equal(first.status, 200);
      await stage.teams.raw(first.activity);
      await press();
      const rows = (await versionsOf(stage, '1.1.a')).slice(1);
      assert.deepEqual(
        rows.map(({ version, noChange }) => ({ version, noChange })),
        [{ version: 1, noChange: true }],
      );
      await cardAt(stage, 'Quality Assurance', /3 of 8 done/, { from, kind: 'update' });
      const { facts } = await readLatestPaper(
        { store: stage.store, clock: systemClock },
        stage.boardId,
        NEXT_PERIOD,
      );
      const stayed = facts.actions.filter(({ noChange }) => noChange).map(({ ref }) => ref);
      assert.deepEqual(stayed, ['1.1.a', '1.1.c', '1.2.b']);
      assert.equal(facts.returns.missing.find(({ group }) => group === 'QAS')?.answered, 3);
      assert.equal(facts.actions.find(({ ref }) => ref === '1.1.a')?.progress, 'The pilot ran in May.');
    });
  });
}
