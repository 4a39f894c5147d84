/** Training figures from the card in the channel to what stands, in a dialog and in place of the card. */
import assert from 'node:assert/strict';
import { terminal } from '../../services/people/access.ts';
import { systemClock } from '../../services/ports.ts';
import {
  confirmAll,
  readTrainingAsk,
  saveFigures,
  type TrainingState,
} from '../../services/returns/training-figures.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import { people } from '../../services/store/entities/board.ts';
import { returns } from '../../services/store/entities/returns.ts';
import { asks, rounds } from '../../services/store/entities/rounds.ts';
import type { JsonObject } from '../support/teams/json.ts';
import { dayFromNow } from './board.ts';
import { choiceIn } from './choices.ts';
import { cardAt, inputsIn, reply, type Stage, shown, startStage, titlesIn, wordsIn } from './support.ts';

const LAST = '2024-25 Q4';
const PAST = '2025-26 Q1';

const withTraining = (source: string) =>
  source
    .replace(
      'channel: Quality Assurance}',
      'channel: Quality Assurance, asks: [action-updates, training-figures]}',
    )
    .replace(
      'plan:\n',
      'training:\n  levels: {3: Specialist}\n  courses: [{name: Working Together, level: 3}, {name: Safer Recruitment}]\nplan:\n',
    );

const held = {
  state: 'held',
  firstDay: '2025-05-12',
  places: '20',
  booked: '18',
  cancelled: '2',
  noShows: '1',
  unbooked: '1',
  attended: '16',
};

for (const forms of ['dialog', 'inline'] as const) {
  describe(`training figures (${forms})`, () => {
    let stage: Stage;
    let card = '';
    let askId = '';

    before(async () => {
      stage = await startStage({ forms, upTo: 'installed', edit: withTraining });
      const deps = { store: stage.store, clock: systemClock };
      const { boardId } = stage;
      const ask = async (period: string) => {
        await openRound(deps, { boardId, period, due: dayFromNow(20), kinds: ['training-figures'] });
        return stage.store.read(async view => {
          const round = await view.rows(rounds).first({ boardId, period });
          return (
            (await view.rows(asks).first({ roundId: round?.id ?? '', kind: 'training-figures' }))?.id ?? ''
          );
        });
      };
      const annId = await stage.store.read(
        async view => (await view.rows(people).first({ boardId, email: 'ann.ward@example.org' }))?.id ?? '',
      );
      const lastId = await ask(LAST);
      await saveFigures(deps, terminal(boardId), {
        askId: lastId,
        subjectId: 'programme',
        seenVersion: null,
        fields: { planned: '12', held: '10', places: '320', attended: '280' },
        givenById: annId,
      });
      await confirmAll(deps, terminal(boardId), { askId: lastId, givenById: annId });
      askId = await ask(PAST);
      card = (await cardAt(stage, 'Quality Assurance', /2025-26 Q1 · nothing in yet/)).activityId;
    });
    after(() => stage?.stop());

    const open = async (person: Stage['ann'], which: string | RegExp) =>
      shown(await stage.teams.press(person, card, which)).card;
    const press = (
      person: Stage['ann'],
      form: JsonObject,
      which: string,
      inputs: Record<string, string> = {},
    ) => stage.teams.press(person, card, which, inputs, { card: form, dialog: forms === 'dialog' });
    const state = (): Promise<TrainingState> =>
      stage.store.read(view => readTrainingAsk(view, stage.boardId, askId));
    const refreshed = (pattern: RegExp, from: number) =>
      cardAt(stage, 'Quality Assurance', pattern, { from, kind: 'update' });
    const working = (form: JsonObject) => ({ course: choiceIn(form, 'course', 'Working Together') });

    it('are asked for in the channel, with the last period’s as a quiet line', async () => {
      const posted = await cardAt(stage, 'Quality Assurance', /2025-26 Q1 · nothing in yet/);
      const words = wordsIn(posted.card);
      assert.match(words, /Please give the training figures by/);
      assert.match(words, /2024-25 Q4: 10 of 12 runs held · 280 attended of 320 places \(88\s%\)/);
      assert.deepEqual(
        ['Add a run', 'Totals by course', 'Totals of the programme', 'Send a file', 'Nothing was run'].filter(
          title => !titlesIn(posted.card).includes(title),
        ),
        [],
      );
    });

    it('are refused with every reason where they cannot be, and what was typed stays', async () => {
      const form = await open(stage.ann, 'Add a run');
      const wrong = shown(
        await press(stage.ann, form, 'Save', {
          ...held,
          firstDay: '2025-07-01',
          booked: '-3',
          attendances: 'Polise 4',
        }),
      );
      assert.match(wrong.words, /Please look at: Course, First day, Booked and Who came\./);
      assert.match(wrong.words, /1 Jul 2025 lies in 2025-26 Q2, and this is 2025-26 Q1/);
      assert.match(wrong.words, /This cannot be below 0\./);
      assert.match(wrong.words, /“Polise 4”: no agency or sector of this name is known\. Is it Police\?/);
      const { booked, attendances, firstDay, state: became } = inputsIn(wrong.card);
      assert.deepEqual([booked, attendances, firstDay, became], ['-3', 'Polise 4', '2025-07-01', 'held']);
      await press(stage.ann, wrong.card, 'Back');
      assert.equal((await state()).runs.length, 0);
    });

    it('are saved once though pressed and sent twice, and the shared card says what they make', async () => {
      const from = stage.world.connector.sent.length;
      const form = await open(stage.ann, 'Add a run');
      const typed = { ...held, ...working(form), attendances: 'Police 9\nschools 4' };
      const first = await press(stage.ann, form, 'Save', typed);
      const [again] = await Promise.all([
        press(stage.ann, form, 'Save', typed),
        stage.teams.raw(first.activity),
      ]);
      for (const answer of [first, again])
        assert.match(shown(answer).words, /Saved: Working Together, Mon 12 May 2025 \(version 1\)\./);
      assert.match(
        shown(first).words,
        /1 of 1 runs held · 16 attended of 20 places \(80\s%\) · 83\s% of those booked came/,
      );
      const { runs } = await state();
      assert.deepEqual(
        runs.map(({ version, content }) => [
          version,
          content.level,
          content.attended,
          content.attendances.length,
        ]),
        [[1, 3, 16, 2]],
      );
      const { card: shared } = await refreshed(/Working Together {2}Mon 12 May 2025/, from);
      assert.match(wordsIn(shared), /1 of 1 runs held · 16 attended of 20 places \(80\s%\)/);
      assert.match(wordsIn(shared), /Last saved: Working Together, Mon 12 May 2025 \(version 1\), Ann Ward/);
    });

    it('go on to another run, and wait for a register', async () => {
      const from = stage.world.connector.sent.length;
      const form = await open(stage.dev, 'Add a run');
      const next = shown(
        await press(stage.dev, form, 'Save and add another', {
          course: '+',
          otherCourse: 'Neglect',
          level: '2',
          state: 'awaiting',
          firstDay: '2025-06-02',
          booked: 'n/a',
        }),
      );
      assert.match(next.words, /Saved: Neglect, Mon 2 Jun 2025 \(version 1\)\. 2 of 2 runs held/);
      assert.equal(inputsIn(next.card)['otherCourse'] || '', '');
      await press(stage.dev, next.card, 'Back');
      const { card: shared } = await refreshed(/register not in/, from);
      assert.match(wordsIn(shared), /1 register not in yet/);
      assert.ok(
        titlesIn(shared).indexOf('Edit Neglect, Mon 2 Jun 2025') <
          titlesIn(shared).indexOf('Edit Working Together, Mon 12 May 2025'),
        'what waits stands first',
      );
    });

    it('that do not fit stand only with a note', async () => {
      const form = await open(stage.ann, /^Edit Working Together/);
      const asked = shown(await press(stage.ann, form, 'Save', { attended: '19' }));
      assert.match(
        asked.words,
        /19 attended, but 18 booked − 2 cancelled − 1 no-show \+ 1 unbooked make 16\./,
      );
      assert.match(asked.words, /Mend them, or say why in the note/);
      assert.equal(inputsIn(asked.card)['attended'], '19');
      const saved = shown(await press(stage.ann, asked.card, 'Save', { note: 'Three were counted twice.' }));
      assert.match(saved.words, /Saved: Working Together, Mon 12 May 2025 \(version 2\)/);
      assert.equal((await state()).figures.imbalances[0]?.note, 'Three were counted twice.');
    });

    it('are asked back once where attendance has doubled', async () => {
      const form = await open(stage.ann, 'Totals of the programme');
      assert.match(wordsIn(form), /2024-25 Q4: 10 of 12 runs held/);
      const typed = { planned: '37', held: '29', places: '640', attended: '560' };
      const asked = shown(await press(stage.ann, form, 'Save', typed));
      assert.match(asked.words, /Attendance doubled since 2024-25 Q4: 560 against 280\./);
      assert.match(asked.words, /Save anyway\?/);
      assert.equal((await state()).programme, null);
      assert.equal(inputsIn(asked.card)['attended'], '560');
      const saved = shown(await press(stage.ann, asked.card, 'Save anyway'));
      assert.match(saved.words, /Saved: totals of the programme \(version 1\)\./);
      assert.match(saved.words, /29 of 37 runs held · 560 attended of 640 places \(88\s%\)/);
      assert.equal((await state()).programme?.content.attended, 560);
    });

    it('show a second writer what the first one saved, and let them choose', async () => {
      const first = await open(stage.ann, 'Totals by course');
      const second = await open(stage.dev, 'Totals by course');
      const course = choiceIn(first, 'course', 'Safer Recruitment');
      await press(stage.ann, first, 'Save', { course, held: '4', attended: '41' });
      const asked = shown(await press(stage.dev, second, 'Save', { course, held: '4', attended: '45' }));
      assert.match(asked.words, /Someone else saved this meanwhile/);
      assert.match(asked.words, /Theirs: 4 runs held · 41 attended/);
      assert.equal(inputsIn(asked.card)['attended'], '45');
      const kept = shown(await press(stage.dev, asked.card, 'Keep theirs'));
      assert.match(kept.words, /Kept as it stands/);
      const used = shown(await press(stage.dev, asked.card, 'Use mine'));
      assert.match(used.words, /Saved: totals of Safer Recruitment \(version 2\)\./);
      const { courses } = await state();
      assert.deepEqual(
        courses.map(({ content, version, by }) => [content.course, content.attended, version, by.name]),
        [['Safer Recruitment', 45, 2, 'Dev Rao']],
      );
    });

    it('are taken out by one press, and brought back by undo', async () => {
      const from = stage.world.connector.sent.length;
      const form = await open(stage.ann, /^Edit Neglect/);
      const out = shown(await press(stage.ann, form, 'Take it out'));
      assert.match(out.words, /Taken out: Neglect, Mon 2 Jun 2025\./);
      assert.equal((await state()).runs.length, 1);
      const again = shown(await press(stage.ann, form, 'Take it out'));
      assert.match(again.words, /It was taken out already\./);
      await refreshed(/Last saved: a run, taken out, Ann Ward/, from);
      const refused = shown(await stage.teams.press(stage.dev, card, /^Undo/));
      assert.match(refused.words, /Only Ann Ward can undo this/);
      const undone = shown(await stage.teams.press(stage.ann, card, /^Undo/));
      assert.match(undone.words, /Undone: what was there before stands again\./);
      assert.equal((await state()).runs.length, 2);
    });

    it('are answered by “that is all”, which says who said it', async () => {
      const from = stage.world.connector.sent.length;
      const asked = shown(await stage.teams.press(stage.ann, card, 'That is all'));
      assert.match(asked.words, /Is that all for 2025-26 Q1\?/);
      assert.match(asked.words, /1 register not in yet/);
      assert.equal((await state()).confirmed, null, 'a look saves nothing');
      const said = shown(await press(stage.ann, asked.card, 'Yes, that is all'));
      assert.match(said.words, /That is all, said by Ann Ward, Police/);
      const { card: shared } = await refreshed(/The training figures are in\./, from);
      assert.ok(!titlesIn(shared).includes('That is all'));
      const form = await open(stage.dev, /^Edit Neglect/);
      await press(stage.dev, form, 'Save', { state: 'held', attended: '8' });
      await refreshed(/That is all, said by Ann Ward, Police, .*\. 1 change since\./, from);
      const { done, confirmed } = await state();
      assert.deepEqual([done, confirmed?.version], [1, 1]);
      const versions = await stage.store.read(view =>
        view.rows(returns).count({ askId, subjectId: 'whole' }),
      );
      assert.equal(versions, 1);
    });

    it('come up by “form training”, for those who are asked', async () => {
      const said = await reply(stage, stage.ann, 'personal', 'form training');
      assert.match(wordsIn(said.card), /2025-26 Q1 · 2 runs and 2 totals in/);
      const other = await reply(stage, stage.cara, 'personal', 'form training');
      assert.match(wordsIn(other.card), /No open round asks you for this: Training figures\./);
    });
  });
}
