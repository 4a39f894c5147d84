/** The identifier guard over the wire: in forms, in a typed line, in files; what was refused is nowhere afterwards. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { passedFindings } from '../../services/store/entities/privacy.ts';
import { reportTexts } from '../../services/store/entities/reports.ts';
import { trainingRuns } from '../../services/store/entities/training.ts';
import { plain, styled, wordFile } from '../services/reports/word-files.ts';
import type { Person } from '../support/teams/directory.ts';
import type { JsonObject } from '../support/teams/json.ts';
import { dayFromNow } from './board.ts';
import { type FileHost, startFileHost } from './file-host.ts';
import {
  askCard,
  cardAt,
  inputsIn,
  reply,
  type Stage,
  shown,
  startStage,
  versionsOf,
  wordsIn,
} from './support.ts';

const edit = (source: string) =>
  source
    .replace(
      'members: [dev.rao@example.org]',
      'asks: [action-updates, group-report, training-figures], members: [dev.rao@example.org]',
    )
    .replace('plan:\n', 'privacy: {casePatterns: [CR-9999]}\nplan:\n');

/** Refused below, each in its own way: none of it may be found anywhere afterwards. */
const refused = [
  '943 476 5919',
  'K.T., aged 7',
  'CH65 9HQ',
  '07700 900461',
  'mum@gmail.com',
  'CR-4471',
  '12/03/2015',
  'AB 12 34 56 C',
];

for (const forms of ['dialog', 'inline'] as const) {
  describe(`the identifier guard (${forms})`, () => {
    let stage: Stage;
    let host: FileHost;
    let ask = '';

    before(async function () {
      this.timeout(60_000);
      host = await startFileHost();
      stage = await startStage({ forms, edit });
      ask = await askCard(stage);
    });
    after(async () => {
      await stage?.stop();
      await host?.stop();
    });

    const press = async (
      person: Person,
      at: string,
      card: JsonObject,
      which: string,
      inputs: Record<string, string>,
    ) => shown(await stage.teams.press(person, at, which, inputs, { card, dialog: forms === 'dialog' }));
    const open = async (person: Person) =>
      shown(await stage.teams.press(person, ask, /^Update 1\.1\.a /)).card;
    const passes = () => stage.store.read(view => view.rows(passedFindings).find({ boardId: stage.boardId }));

    it('names the words beside the field, keeps what was typed, and tells a member whom to ask', async () => {
      const typed = { rating: 'amber', progress: 'We saw 943 476 5919.', impact: 'K.T., aged 7, is safe.' };
      const { card, words } = await press(stage.dev, ask, await open(stage.dev), 'Save', typed);
      assert.match(
        words,
        /Nothing is saved yet, because it may say who somebody is\. Please look at: Progress and Impact\./,
      );
      assert.match(
        words,
        /“943 476 5919” looks like an NHS number\. Leave the number out; say “a child in year 6”\./,
      );
      assert.match(words, /“K\.T\., aged 7” looks like initials with an age/);
      assert.match(words, /Not about a person\? Ask Ann Ward, who can pass it\./);
      const inputs = inputsIn(card);
      assert.deepEqual([inputs['progress'], inputs['impact']], [typed.progress, typed.impact]);
      assert.ok(!('pass' in inputs));
      assert.deepEqual(await versionsOf(stage, '1.1.a'), []);
    });

    it('takes no pass from a member who sends one all the same', async () => {
      const typed = { rating: 'amber', progress: 'We saw 943 476 5919.' };
      const first = await press(stage.ann, ask, await open(stage.ann), 'Save', typed);
      const { pass } = choicesIn(first.card);
      const sent = { ...typed, pass: pass ?? '', passReason: 'A test number.' };
      const again = await press(stage.dev, ask, first.card, 'Save', sent);
      assert.match(again.words, /looks like an NHS number/);
      assert.deepEqual(await passes(), []);
    });

    it('lets the chair pass one with a reason', async () => {
      const typed = { rating: 'amber', progress: 'The form shows 999 000 0018 as its example.' };
      const { card, words } = await press(stage.ann, ask, await open(stage.ann), 'Save', typed);
      assert.match(words, /Not about a person\? You may let it through\./);
      const { pass = '' } = choicesIn(card);
      const silent = await press(stage.ann, ask, card, 'Save', { ...typed, pass });
      assert.match(silent.words, /Say why it is not about a person/);
      assert.equal(inputsIn(silent.card)['pass'], pass);
      const reason = { pass, passReason: 'The number of the guidance.' };
      const done = await press(stage.ann, ask, silent.card, 'Save', { ...typed, ...reason });
      assert.match(done.words, /Saved 1\.1\.a as Amber \(version 1\)/);
      assert.deepEqual(
        (await passes()).map(row => [row.kind, row.field, row.reason]),
        [['nhs-number', 'progress', 'The number of the guidance.']],
      );
    });

    it('stops a typed line, and brings its text back in the form', async () => {
      const said = await reply(
        stage,
        stage.dev,
        'personal',
        'update 1.1.c green Flat in CH65 9HQ impact: Ring 07700 900461',
      );
      const words = wordsIn(said.card);
      assert.match(words, /“CH65 9HQ” looks like a full postcode/);
      assert.match(words, /“07700 900461” looks like a telephone number/);
      assert.equal(inputsIn(said.card)['progress'], 'Flat in CH65 9HQ');
      assert.deepEqual(await versionsOf(stage, '1.1.c'), []);
    });

    it('stops a step of a report', async () => {
      const own = (await cardAt(stage, 'Quality Assurance', /quarterly report/)).activityId;
      const step = shown(await stage.teams.press(stage.dev, own, /Key areas/)).card;
      const typed = { text: 'Write to mum@gmail.com about CR-4471.' };
      const { card, words } = await press(stage.dev, own, step, 'Next', typed);
      assert.match(words, /“mum@gmail\.com” looks like a personal mail address/);
      assert.match(words, /“CR-4471” looks like a case reference/);
      assert.equal(inputsIn(card)['text'], typed.text);
    });

    it('refuses a Word file before anything of it is kept', async () => {
      const file = await wordFile(
        styled('Key areas of progress and achievement'),
        plain('Two audits are done; one child was born on 12/03/2015.'),
      );
      const said = await host.send(stage, stage.dev, 'QAS Q1.docx', file);
      const words = wordsIn(said.card);
      assert.match(words, /Nothing was saved, because it may say who somebody is/);
      assert.match(words, /Key areas of progress and achievement: “12\/03\/2015” looks like a date of birth/);
      const kept = await stage.store.read(view => view.rows(reportTexts).find({ boardId: stage.boardId }));
      assert.deepEqual(kept, []);
    });

    it('refuses a file of training figures, and a note and a room that are typed', async () => {
      const rows = `Course,Date,Venue,Attended\nAB 12 34 56 C neglect,${dayFromNow(-5)},Room 1,12\n`;
      const file = await host.send(stage, stage.dev, 'figures.csv', Buffer.from(rows));
      assert.match(wordsIn(file.card), /The courses: “AB 12 34 56 C” looks like a National Insurance number/);

      const own = (await cardAt(stage, 'Quality Assurance', /training figures/i)).activityId;
      const form = shown(await stage.teams.press(stage.dev, own, /^Add a run/)).card;
      const typed = {
        otherCourse: 'Neglect',
        state: 'held',
        firstDay: '2026-05-04',
        room: 'ask K.T., aged 7',
        note: 'Ring 07700 900461',
      };
      const { card, words } = await press(stage.dev, own, form, 'Save', typed);
      assert.match(words, /Please look at: Room and Note\./);
      assert.equal(inputsIn(card)['room'], typed.room);
      const runs = await stage.store.read(view => view.rows(trainingRuns).find({ boardId: stage.boardId }));
      assert.deepEqual(runs, []);
    });

    it('leaves nothing of what was refused in the database or the log', async () => {
      await stage.bot.stop();
      const folder = dirname(stage.databaseUrl.replace('sqlite:', ''));
      const bytes = readdirSync(folder).map(name => readFileSync(join(folder, name), 'latin1'));
      assert.ok(
        bytes.some(text => text.includes('The number of the guidance.')),
        'what is kept is found',
      );
      const { stdout, stderr } = stage.bot.output();
      for (const words of refused) {
        assert.ok(!bytes.some(text => text.includes(words)), `the database holds “${words}”`);
        assert.ok(!stdout.includes(words) && !stderr.includes(words), `the log holds “${words}”`);
      }
    });
  });
}

/** The values that a card's choices offer, by input, all chosen. */
function choicesIn(value: unknown): Record<string, string> {
  if (Array.isArray(value)) return Object.assign({}, ...value.map(choicesIn));
  if (typeof value !== 'object' || value === null) return {};
  const { type, id, choices } = value as { type?: string; id?: string; choices?: { value: string }[] };
  const own =
    type === 'Input.ChoiceSet' ? { [String(id)]: (choices ?? []).map(choice => choice.value).join(',') } : {};
  return Object.assign(own, ...Object.values(value).map(choicesIn));
}
