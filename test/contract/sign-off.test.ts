/** A chair signs a group's returns off over the wire: from the group's card, from the 1:1 chat, by a typed word. */
import assert from 'node:assert/strict';
import { findPerson } from '../../services/people/find-person.ts';
import { systemClock } from '../../services/ports.ts';
import { saveActionUpdate } from '../../services/returns/action-updates.ts';
import { actions } from '../../services/store/entities/plan.ts';
import { asks, rounds } from '../../services/store/entities/rounds.ts';
import { signOffs } from '../../services/store/entities/sign-offs.ts';
import { readFacts } from '../../services/summary/read-facts.ts';
import type { Person } from '../support/teams/directory.ts';
import type { JsonObject } from '../support/teams/json.ts';
import { dayFromNow, NEXT_PERIOD } from './board.ts';
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

const edit = (source: string) =>
  source.replace('members: [dev.rao@example.org], channel', 'deputy: dev.rao@example.org, channel');

const answers: Record<string, Record<string, string>> = {
  '1.1.a': { rating: 'amber', progress: 'Slower than planned.' },
  '1.1.b': { rating: 'complete', progress: 'All have answered.' },
  '1.1.c': { rating: 'green', progress: 'Written and sent.' },
  '1.1.d': { rating: 'red', progress: 'Still lost.' },
  '1.2.a': {
    rating: 'green',
    progress: 'Half done.',
    revisedDue: dayFromNow(75),
    revisedReason: 'The neighbours asked.',
  },
  '1.2.b': { rating: 'green', progress: 'Out again.' },
  '1.2.c': { rating: 'green', progress: 'Two of three.' },
};

for (const forms of ['dialog', 'inline'] as const) {
  describe(`sign-off (${forms})`, () => {
    let stage: Stage;
    let ask = '';

    before(async () => {
      stage = await startStage({ forms, history: true, edit });
      ask = await askCard(stage);
      for (const [ref, fields] of Object.entries(answers)) await save(ref, fields, 'dev.rao@example.org');
    });
    after(() => stage?.stop());

    /** Saves from another process; entered by the manager unless somebody answers for themselves. */
    async function save(ref: string, fields: Record<string, string>, by: string, enteredBy?: string) {
      const { store, boardId } = stage;
      const found = await store.read(async view => {
        const round = await view.rows(rounds).first({ boardId, period: NEXT_PERIOD });
        const [action] = await view.rows(actions).find({ boardId, ref });
        const all = await view.rows(asks).find({ roundId: round?.id ?? '', kind: 'action-updates' });
        const giver = await findPerson(view, boardId, by);
        const typist = enteredBy ? await findPerson(view, boardId, enteredBy) : giver;
        return { askIds: all.map(({ id }) => id), actionId: action?.id ?? '', giver, typist };
      });
      const askId = String(dataOf(stage.world.connector.cardOf(ask), 'update.open')['ask']);
      assert.ok(found.askIds.includes(askId));
      const actor = { boardId, personId: found.typist.id, channelRowId: null };
      const input = { askId, actionId: found.actionId, seenVersion: null, fields, givenById: found.giver.id };
      const result = await saveActionUpdate({ store, clock: systemClock }, actor, input);
      assert.equal(result.kind, 'saved', JSON.stringify(result));
    }

    const inDialog = forms === 'dialog';
    const open = async (person: Person) => shown(await stage.teams.press(person, ask, 'Look and sign off'));
    const press = async (
      person: Person,
      card: JsonObject,
      which: string,
      inputs: Record<string, string> = {},
    ) => shown(await stage.teams.press(person, ask, which, inputs, { card, dialog: inDialog }));
    const steps = async () =>
      (
        await stage.store.read(view =>
          view.rows(signOffs).find({ boardId: stage.boardId }, { orderBy: { position: 'asc' } }),
        )
      ).map(({ step, comment }) => (comment ? `${step}: ${comment}` : step));
    const refreshed = (pattern: RegExp, from: number) =>
      cardAt(stage, 'Quality Assurance', pattern, { from, kind: 'update' });
    /** The card in somebody's 1:1 chat. */
    const inChat = async (person: Person, pattern: RegExp, from = 0) => {
      const sent = await stage.world.connector.waitFor(
        ({ card, channel, person: to }) => !channel && to === person && pattern.test(wordsIn(card)),
        { from, timeoutMs: 8000 },
      );
      return sent as typeof sent & { activityId: string };
    };
    const signedRefs = async () => {
      const facts = await readFacts({ store: stage.store, clock: systemClock }, stage.boardId, NEXT_PERIOD);
      return facts.actions.filter(({ signedOff }) => signedOff).map(({ ref }) => ref);
    };

    it('is not offered while an answer is missing, and says what is', async () => {
      assert.ok(!titlesIn(stage.world.connector.cardOf(ask)).includes('Look and sign off'));
      const { card } = await reply(stage, stage.ann, 'personal', 'sign off');
      assert.match(wordsIn(card), /7 of 8 in: not to be signed off yet\./);
      assert.match(wordsIn(card), /Still to come: 2\.1\.a\./);
      assert.ok(!titlesIn(card).includes('Sign off'));
    });

    it('waits for the chair once all is in: on the group’s card, and in the chair’s and the deputy’s chats', async () => {
      const from = stage.world.connector.sent.length;
      await save(
        '2.1.a',
        { rating: 'amber', progress: 'Words agreed.' },
        'cara.poole@example.org',
        'mia.hart@example.org',
      );
      const { card } = await refreshed(
        /Waiting for the chair’s sign-off: Ann Ward or Dev Rao, by \w+ \d+ \w+ \d+\./,
        from,
      );
      assert.match(wordsIn(card), /All 8 in\./);
      for (const person of [stage.ann, stage.dev])
        await inChat(person, /Everything is in\. Please look, and sign it off\./);
    });

    it('shows what changed: ratings, dates, evidence, and both names of what was entered for another', async () => {
      const { words, card } = await open(stage.ann);
      assert.match(words, /What changed/);
      assert.match(words, /1\.1\.a .*\nGreen in Q1 → ● Amber\n/);
      assert.match(words, /1\.1\.b .*\nGreen in Q1 → ● Complete, no evidence given/);
      assert.match(words, /1\.1\.d .*\n● Red, as in Q1/);
      assert.match(words, /1\.2\.a .*\ndate \w+ \d+ \w+ \d+ → /);
      const rest = titlesIn(card).some(title => title.startsWith('Next'))
        ? await press(stage.ann, card, 'Next 1 ›', { comment: 'kept' })
        : { words: '', card };
      assert.match(
        words + rest.words,
        /2\.1\.a .*\n● Amber, rated for the first time\nCara Poole, ICB · entered by Mia Hart/,
      );
      assert.match(words + rest.words, /As before, with new words \(1\) {2}1\.2\.b Green/);
      await press(stage.ann, rest.card, 'Close').catch(() => undefined);
    });

    it('is refused to others in a sentence, the manager among them', async () => {
      for (const person of [stage.mia, stage.cara, stage.guest]) {
        const { words } = await open(person);
        assert.match(words, /Only the chair or deputy of Quality Assurance and Scrutiny Group can sign off/);
        assert.doesNotMatch(words, /Slower than planned/);
      }
      const said = await reply(stage, stage.mia, 'personal', 'sign off');
      assert.match(wordsIn(said.card), /you are none of them/);
      assert.deepEqual(await steps(), []);
    });

    it('goes back with a comment, which the form keeps until it does', async () => {
      const form = await open(stage.ann);
      const empty = await press(stage.ann, form.card, 'Send back with the comment', { comment: ' ' });
      assert.match(empty.words, /Say what is to be mended\./);
      const named = 'Ring 01244 977 2219 about Jo, 7, of CH1 4QN.';
      const guarded = await press(stage.ann, empty.card, 'Send back with the comment', { comment: named });
      assert.match(guarded.words, /Nothing was saved, because it may say who somebody is/);
      assert.equal(inputsIn(guarded.card)['comment'], named);
      assert.deepEqual(await steps(), []);
      const from = stage.world.connector.sent.length;
      const done = await press(stage.ann, guarded.card, 'Send back with the comment', {
        comment: 'Say who was told of 1.1.d.',
      });
      assert.match(done.words, /Sent back: QAS, 2026-27 Q2\./);
      const { card } = await refreshed(/Sent back by Ann Ward, Police \(chair\)/, from);
      assert.match(wordsIn(card), /Say who was told of 1\.1\.d\./);
      assert.deepEqual(await steps(), ['sent-back: Say who was told of 1.1.d.']);
    });

    it('waits again once something is answered anew, and takes nothing that changed under one’s eyes', async () => {
      const from = stage.world.connector.sent.length;
      await save('1.1.d', { rating: 'red', progress: 'The council was told.' }, 'dev.rao@example.org');
      await refreshed(/Answered anew since it was sent back: 1\.1\.d\./, from);
      const form = await open(stage.ann);
      assert.match(form.words, /Say who was told of 1\.1\.d\./, 'the comment stays before the chair');
      await save('1.2.c', { rating: 'amber', progress: 'One of three.' }, 'dev.rao@example.org');
      const changed = await press(stage.ann, form.card, 'Sign off');
      assert.match(changed.words, /this changed since you looked: 1\.2\.c\. Please look once more/);
      assert.deepEqual((await steps()).length, 1);
      const done = await press(stage.ann, changed.card, 'Sign off');
      assert.match(done.words, /Signed off: QAS, 2026-27 Q2\./);
      assert.deepEqual((await steps()).slice(1), ['signed']);
    });

    it('is told to everybody, once, however often it is pressed', async () => {
      const { words } = await inChat(stage.dev, /Signed off by Ann Ward, Police \(chair\)/).then(
        ({ card }) => ({
          words: wordsIn(card),
        }),
      );
      assert.match(words, /Signed off\./);
      await refreshed(/Signed off by Ann Ward, Police \(chair\)/, 0);
      const card = stage.world.connector.cardOf(ask);
      assert.ok(!titlesIn(card).includes('Look and sign off'));
      assert.equal((await signedRefs()).length, 8);
      const status = await reply(stage, stage.mia, 'personal', 'status');
      assert.match(wordsIn(status.card), /1 of 1 signed off\./);
    });

    it('no longer covers an answer that came after it, and asks again in the chat', async () => {
      const from = stage.world.connector.sent.length;
      await save('1.1.a', { rating: 'red', progress: 'Stopped.' }, 'dev.rao@example.org');
      const { card } = await refreshed(/Changed since it was signed off: 1\.1\.a\./, from);
      assert.ok(titlesIn(card).includes('Look and sign off'));
      const chat = await inChat(stage.dev, /Changed since it was signed off\. Please look again\./, from);
      assert.equal(chat.kind, 'post');
      assert.ok(!(await signedRefs()).includes('1.1.a'));
      const status = await reply(stage, stage.mia, 'personal', 'status');
      assert.match(wordsIn(status.card), /0 of 1 signed off; not signed off: QAS \(changed since\)\./);
    });

    it('is signed in the chat by the deputy, who alone can take it back', async () => {
      const from = stage.world.connector.sent.length;
      const chat = await inChat(stage.dev, /Please look again/);
      const latest = stage.world.connector.sent
        .filter(
          ({ card, person, kind }) =>
            person === stage.dev && kind === 'post' && /Please look again/.test(wordsIn(card)),
        )
        .at(-1);
      const id = latest?.activityId ?? chat.activityId;
      const signed = shown(await stage.teams.press(stage.dev, id, 'Sign off'));
      assert.match(signed.words, /Signed off: QAS, 2026-27 Q2\.[\s\S]*Signed off by Dev Rao, ICB \(deputy\)/);
      const { card } = await refreshed(/Signed off by Dev Rao, ICB \(deputy\)/, from);
      const undo = dataOf(card ?? {}, 'sign-off.undo');
      const others = await stage.teams.execute(stage.ann, ask, { verb: 'sign-off.undo', data: undo });
      assert.match(shown(others).words, /Only Dev Rao can undo this\./);
      const own = shown(await stage.teams.execute(stage.dev, ask, { verb: 'sign-off.undo', data: undo }));
      assert.match(own.words, /Undone: what was there before stands again\./);
      assert.deepEqual((await steps()).slice(1), ['signed', 'signed', 'undone']);
      await refreshed(/Changed since it was signed off: 1\.1\.a\./, from);
    });

    it('takes no codes that no card of ours sends', async () => {
      const { ask: askId } = dataOf(stage.world.connector.cardOf(ask), 'sign-off.open');
      for (const data of [
        { ask: askId, seen: -1, turn: 0 },
        { ask: askId, seen: 'all', turn: 0 },
        { ask: 'no such ask', seen: 8, turn: 0 },
        {},
      ]) {
        const answer = await stage.teams.execute(stage.ann, ask, { verb: 'sign-off.sign', data });
        assert.equal(answer.status, 200);
      }
      assert.equal((await steps()).length, 4);
    });
  });
}
