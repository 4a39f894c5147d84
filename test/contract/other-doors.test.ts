/** Presses from clients that know less, and on copies of a card that the bot does not know of. */
import assert from 'node:assert/strict';
import { systemClock } from '../../services/ports.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { dayFromNow, PERIOD } from './board.ts';
import {
  askCard,
  cardAt,
  dataOf,
  reply,
  type Stage,
  shown,
  startStage,
  versionsOf,
  wordsIn,
} from './support.ts';
import { settled } from './waiting.ts';

describe('a client that knows only Action.Submit', () => {
  let stage: Stage;
  let ask = '';

  before(async () => {
    stage = await startStage();
    ask = await askCard(stage);
    await settled(stage);
  });
  after(() => stage?.stop());

  const since = (from: number) => stage.world.connector.sent.slice(from);

  it('is answered by a message of its own, and the shared card stays as it is', async () => {
    const from = stage.world.connector.sent.length;
    const answer = await stage.teams.press(stage.dev, ask, 'Only mine', {}, { knowsExecute: false });
    assert.equal(answer.status, 200);
    const [said, ...more] = since(from);
    assert.deepEqual(more, []);
    assert.equal(said?.kind, 'post');
    assert.notEqual(said?.activityId, ask);
    assert.match(wordsIn(said?.card), /Please update your 1 action/);
  });

  it('gets the form as a message, whose Save works too and refreshes the shared card', async () => {
    const from = stage.world.connector.sent.length;
    const { msteams: _task, ...data } = dataOf(stage.world.connector.cardOf(ask), 'update.open', '1.1.a');
    await stage.teams.submit(stage.dev, ask, data);
    const form = await cardAt(stage, 'Quality Assurance', /The outcome|Absence is followed up/, {
      from,
      kind: 'post',
    });
    assert.notEqual(form.activityId, ask);
    await stage.teams.press(stage.dev, form.activityId, 'Save', {
      rating: 'green',
      progress: 'Sent plainly.',
    });
    const said = since(from).filter(({ kind }) => kind === 'post');
    assert.match(wordsIn(said.at(-1)?.card), /Saved 1\.1\.a as Green \(version 1\)/);
    const refreshed = await cardAt(stage, 'Quality Assurance', /1 of 8 done/, { from, kind: 'update' });
    assert.equal(refreshed.activityId, ask);
    assert.equal((await versionsOf(stage, '1.1.a')).length, 1);
  });

  it('opens a form by typing where no button works', async () => {
    const form = await reply(stage, stage.ann, 'Quality Assurance', 'form 1.1.b');
    const from = stage.world.connector.sent.length;
    const problems = { rating: 'green' };
    await stage.teams.press(stage.ann, form.activityId ?? '', 'Save', problems);
    const again = since(from).find(({ kind }) => kind === 'post');
    assert.match(wordsIn(again?.card), /Say what has been done/);
    await stage.teams.press(stage.ann, again?.activityId ?? '', 'Save', { progress: 'Mended.' });
    await cardAt(stage, 'Quality Assurance', /2 of 8 done/, { from, kind: 'update' });
  });
});

for (const forms of ['dialog', 'inline'] as const) {
  describe(`a copy of a card that is not in the ledger (${forms})`, () => {
    let stage: Stage;

    before(async () => {
      stage = await startStage({ forms, upTo: 'installed' });
    });
    after(() => stage?.stop());

    it('is taken in by a press on it, and refreshed like the other from then on', async () => {
      const { connector } = stage.world;
      // Teams takes the card, and its answer is lost: the bot cannot know, and posts it again.
      connector.dropNext({
        moment: 'after recording',
        when: ({ operation, subject }) =>
          operation === 'createConversation' && subject === stage.world.channel('Quality Assurance').id,
      });
      await openRound(
        { store: stage.store, clock: systemClock },
        { boardId: stage.boardId, period: PERIOD, due: dayFromNow(20) },
      );
      const copies = await connector.waitForMany(
        2,
        ({ kind, card }) => kind === 'post' && /Scrutiny Group · /.test(wordsIn(card)),
      );
      const [unknown = '', known = ''] = copies.map(({ activityId }) => activityId ?? '');
      const form = shown(await stage.teams.press(stage.dev, unknown, /^Update 1\.1\.a /)).card;
      const from = connector.sent.length;
      const typed = { rating: 'green', progress: 'On a copy.' };
      const saved = await stage.teams.press(stage.dev, unknown, 'Save', typed, {
        card: form,
        dialog: forms === 'dialog',
      });
      assert.match(shown(saved).words, /Saved 1\.1\.a/);
      const updates = await connector.waitForMany(
        2,
        ({ kind, card }) => kind === 'update' && /1 of 8 done/.test(wordsIn(card)),
        { from },
      );
      assert.deepEqual(updates.map(({ activityId }) => activityId).sort(), [unknown, known].sort());
    });
  });
}
