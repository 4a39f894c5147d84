/** A decision's way: asked in a return, noted by the manager in 1:1 chat, and back on the card of who asked. */
import assert from 'node:assert/strict';
import { collate } from '../cli/run.ts';
import { dayFromNow } from './board.ts';
import {
  askCard,
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

for (const forms of ['dialog', 'inline'] as const) {
  describe(`decisions (${forms})`, function () {
    this.timeout(60_000);
    let stage: Stage;
    let ask = '';
    const dialog = forms === 'dialog';

    before(async () => {
      stage = await startStage({ forms, database: dialog ? 'postgres' : 'sqlite' });
      ask = await askCard(stage);
      for (const [ref, what] of [
        ['1.1.a', 'Pay for a post'],
        ['1.1.c', 'Write to the minister'],
      ] as const) {
        const opened = shown(await stage.teams.press(stage.mia, ask, new RegExp(`^Update ${ref} `)));
        const saved = await stage.teams.press(
          stage.mia,
          ask,
          'Save',
          {
            rating: 'red',
            progress: 'Stuck',
            next: 'Wait',
            decisionWhat: what,
            decisionFrom: 'Executive Group',
            decisionBy: dayFromNow(30),
          },
          { card: opened.card, dialog },
        );
        assert.match(shown(saved).words, new RegExp(`Saved ${ref}|Last saved: ${ref}`));
      }
    });
    after(() => stage?.stop());

    const list = async (who = stage.mia, where: 'personal' | 'Quality Assurance' | 'Room 4' = 'personal') =>
      reply(stage, who, where, 'decisions');

    it('are listed for the manager, each with the way to note it, and only to read for others', async () => {
      const { card } = await list();
      assert.match(wordsIn(card), /2 decisions are open/);
      assert.match(wordsIn(card), /1\.1\.a {2}Pay for a post\nQAS · from Executive Group, by /);
      assert.ok(titlesIn(card).includes('Note 1.1.a Pay for a post'));
      const channel = await list(stage.mia, 'Quality Assurance');
      assert.match(wordsIn(channel.card), /Pay for a post/);
      assert.deepEqual(titlesIn(channel.card), []);
      const elsewhere = await list(stage.mia, 'Room 4');
      assert.match(wordsIn(elsewhere.card), /No decision is open/);
      const stranger = await list(stage.cara);
      assert.doesNotMatch(wordsIn(stranger.card), /Pay for a post/);
    });

    it('are noted in a form that gives what was typed back, and goes on to the next', async () => {
      const from = stage.world.connector.sent.length;
      const { card, activityId = '' } = await list();
      const opened = shown(await stage.teams.press(stage.mia, activityId, /^Note 1\.1\.a /));
      assert.match(opened.words, /Quality Assurance and Scrutiny Group · from Executive Group/);
      const bare = {
        state: 'agreed-with-changes',
        words: '',
        decidedBy: 'The Executive',
        decidedOn: dayFromNow(0),
      };
      const refused = shown(
        await stage.teams.press(stage.mia, activityId, 'Save', bare, { card: opened.card, dialog }),
      );
      assert.match(refused.words, /Say what was changed/);
      assert.equal(inputsIn(refused.card)['decidedBy'], 'The Executive');
      const words = 'For one year only.';
      const next = shown(
        await stage.teams.press(
          stage.mia,
          activityId,
          'Save and next',
          { ...bare, words },
          { card: refused.card, dialog },
        ),
      );
      assert.match(next.words, /Noted 1\.1\.a: Agreed with changes by The Executive, .*: For one year only/);
      assert.match(next.words, /1\.1\.c/);
      // A dialog leaves the list under it: it is refreshed where it stands.
      if (dialog)
        await stage.world.connector.waitFor(
          sent =>
            sent.kind === 'update' &&
            sent.activityId === activityId &&
            /1 decision is open[\s\S]*Answered \(1\)/.test(wordsIn(sent.card)) &&
            titlesIn(sent.card).includes('Undo 1.1.a'),
          { from },
        );
      assert.equal(inputsIn(next.card)['decidedOn'], dayFromNow(0));
      await cardAt(stage, 'Quality Assurance', /Agreed with changes by The Executive, .*For one year only/, {
        from,
        kind: 'update',
      });
      const { output } = stage.bot;
      assert.doesNotMatch(output().stdout, /one year/);
      assert.ok(card);
    });

    it('stand in status with their answer, and at the terminal', async () => {
      const { card } = await reply(stage, stage.mia, 'personal', 'status');
      assert.match(wordsIn(card), /Decisions asked for \(1\)\nWrite to the minister/);
      assert.match(
        wordsIn(card),
        /Decisions answered \(1\)\nPay for a post\n1\.1\.a · Agreed with changes by The Executive/,
      );
      const listed = await collate(['decisions', '--json', '--database', stage.databaseUrl]);
      const { decisions } = listed.json() as {
        decisions: { action: string; state: string; answer: unknown }[];
      };
      assert.deepEqual(
        decisions.map(({ action, state }) => [action, state]),
        [
          ['1.1.c', 'asked'],
          ['1.1.a', 'agreed-with-changes'],
        ],
      );
    });

    it('can be taken back by who noted them, once', async () => {
      const from = stage.world.connector.sent.length;
      const { card, activityId = '' } = await list();
      const data = dataOf(card ?? {}, 'decisions.undo');
      assert.ok(data['note']);
      const undone = await stage.teams.press(stage.mia, activityId, 'Undo 1.1.a');
      assert.match(shown(undone).words, /Taken back: 1\.1\.a, it is asked again/);
      await cardAt(stage, 'Quality Assurance', /Decision asked of Executive Group/, { from, kind: 'update' });
    });

    it('are refused to who may not note them, and nothing is told', async () => {
      const { activityId = '', card } = await list();
      const opened = shown(await stage.teams.press(stage.mia, activityId, /^Note 1\.1\.c /)).card;
      const tried = shown(
        await stage.teams.press(
          stage.cara,
          activityId,
          'Save',
          { state: 'agreed', decidedOn: dayFromNow(0) },
          { card: opened, dialog },
        ),
      );
      assert.match(tried.words, /Only the board's manager can note what was decided/);
      assert.doesNotMatch(tried.words, /minister/);
      assert.ok(card);
    });
  });
}
