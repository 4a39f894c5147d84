/** Many people press at the same moment: nothing is lost, nothing doubled, on either database. */
import assert from 'node:assert/strict';
import { people } from '../../services/store/entities/board.ts';
import { isObject, type JsonObject } from '../support/teams/json.ts';
import { askCard, cardAt, dataOf, type Stage, shown, startStage, titlesIn, versionsOf } from './support.ts';

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`presses at the same moment (${database})`, function () {
    // A PostgreSQL server may have to be made first.
    this.timeout(60_000);
    let stage: Stage;
    let ask = '';
    const forms = new Map<string, JsonObject>();

    before(async () => {
      stage = await startStage({ database });
      ask = await askCard(stage);
      const first = stage.world.connector.cardOf(ask);
      const second = shown(await stage.teams.press(stage.ann, ask, /›$/)).card;
      for (const card of [first, second]) {
        for (const ref of ['1.1.a', '1.1.b', '1.1.c', '1.1.d', '1.2.a', '1.2.b', '1.2.c', '2.1.a']) {
          const data = findButton(card, ref);
          if (data) forms.set(ref, { ...data, verb: 'update.save', version: 0, after: 'stay' });
        }
      }
      assert.equal(forms.size, 8);
    });
    after(() => stage?.stop());

    function findButton(card: JsonObject, ref: string): JsonObject | null {
      try {
        const { msteams: _task, ...data } = dataOf(card, 'update.open', `${ref} `);
        return isObject(data) ? data : null;
      } catch {
        return null;
      }
    }

    const save = (who: Stage['ann'], ref: string, progress: string) =>
      stage.teams.taskSubmit(who, ask, { ...forms.get(ref), rating: 'green', progress });

    it('lets one of two first answers to the same action stand, and shows it to the other', async () => {
      const both = await Promise.all([
        save(stage.ann, '1.1.a', 'Ann was here.'),
        save(stage.dev, '1.1.a', 'Dev was here.'),
      ]);
      const cards = both.map(shown);
      const saved = cards.filter(({ words }) => /Saved 1\.1\.a as Green \(version 1\)/.test(words));
      const asked = cards.filter(({ card }) => titlesIn(card).includes('Keep theirs'));
      assert.deepEqual([saved.length, asked.length], [1, 1]);
      assert.equal((await versionsOf(stage, '1.1.a')).length, 1);
    });

    it('saves one answer once, however often it is sent', async () => {
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => save(stage.dev, '1.1.b', 'Sent six times.')),
      );
      for (const answer of answers) assert.match(shown(answer).words, /Saved 1\.1\.b as Green \(version 1\)/);
      assert.equal((await versionsOf(stage, '1.1.b')).length, 1);
    });

    it('takes all that come, and the card has them all', async () => {
      const rest = ['1.1.c', '1.1.d', '1.2.a', '1.2.b', '1.2.c', '2.1.a'];
      const answers = await Promise.all(
        rest.map((ref, index) => save(index % 2 === 0 ? stage.ann : stage.mia, ref, `Words of ${ref}.`)),
      );
      for (const [index, answer] of answers.entries()) {
        assert.ok(shown(answer).words.includes(`Saved ${rest[index]} as Green (version 1)`));
      }
      await cardAt(stage, 'Quality Assurance', /All 8 in/, { kind: 'update' });
    });

    it('meets a new person once', async () => {
      await Promise.all(
        Array.from({ length: 4 }, () => stage.teams.say(stage.guest, 'Quality Assurance', 'mine')),
      );
      const rows = await stage.store.read(view =>
        view.rows(people).find({ aadObjectId: stage.guest.aadObjectId ?? '' }),
      );
      assert.equal(rows.length, 1);
    });
  });
}
