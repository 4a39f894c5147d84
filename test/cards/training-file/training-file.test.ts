import assert from 'node:assert/strict';
import { CARD_LIMIT, type Card } from '../../../cards/card.ts';
import { fileCard } from '../../../cards/training-file/file-card.ts';
import { lookCard } from '../../../cards/training-file/look-card.ts';
import { matchCard } from '../../../cards/training-file/match-card.ts';
import { questionsOf, wordId } from '../../../cards/training-file/questions.ts';
import { nodesOf, textOf } from '../reading.ts';
import { fileLook, fileState, fileWords, lookView, matchView, runContent, strange } from './shown.ts';

const wordsOf = textOf;
const inputs = (card: Card) => nodesOf(card).filter(({ type }) => type.startsWith('Input.'));
const titles = (card: Card) => (card.actions ?? []).map(action => action['title']);

describe('The card of a file of training figures', () => {
  it('says what was found, for which return, and that nothing is saved yet', () => {
    const card = fileCard(fileState('Figures'), { forms: 'inline' });
    assert.match(wordsOf(card), /612 delegates, 29 runs, on the sheet “Figures”/);
    assert.match(wordsOf(card), /For Figures, 2026-27 Q1/);
    assert.match(wordsOf(card), /Nothing is saved before you have looked/);
    assert.deepEqual(titles(card), ['Look', 'Columns', 'Put away']);
  });

  it('counts what has to be said first', () => {
    const card = fileCard(fileState('x', { step: 'ask', ask: null, strange: strange('y') }), {
      forms: 'inline',
    });
    assert.match(wordsOf(card), /which return it is for, what 2 statuses mean and whom 3 spellings mean/);
    assert.deepEqual(titles(card), ['Answer 6 questions', 'Put away']);
  });

  it('offers to read it again where only that is left', () => {
    const card = fileCard(fileState('x', { step: 'columns', found: null, columns: [] }), { forms: 'inline' });
    assert.deepEqual(titles(card), ['Read it again', 'Columns', 'Put away']);
  });
});

describe('The questions about a file', () => {
  it('ask of each strange column what it holds, to be left out unless somebody says', () => {
    const state = fileState('Odd', { step: 'columns' });
    const card = matchCard(state, matchView('inline'));
    assert.deepEqual(
      inputs(card).map(input => [input['id'], input['value']]),
      [
        [wordId('column', 'Odd one'), '-'],
        [wordId('column', 'Odd two'), '-'],
      ],
    );
    const choices = inputs(card)[0]?.['choices'] as { title: string; value: string }[];
    assert.deepEqual(choices[0], { title: 'Leave it out', value: '-' });
    assert.ok(choices.some(({ title }) => title === 'People who attended, of Odd 0'));
  });

  it('ask which column is the course’s where none is, once the strange ones are known', () => {
    const columns = [
      { index: 0, heading: 'Name', meaning: '-' as const },
      { index: 1, heading: 'Start date', meaning: 'first-day' as const },
    ];
    const state = fileState('x', { step: 'columns', columns, missing: ['course'] });
    const [question, ...others] = questionsOf(state);
    assert.deepEqual(others, []);
    assert.equal(question?.about, 'Course title');
    assert.deepEqual(question?.choices, [{ value: wordId('column', 'Name'), name: 'Name' }]);
  });

  it('offer for a spelling the agency that it may mean', () => {
    const state = fileState('x', {
      step: 'words',
      strange: { agencies: [{ key: 'vale police', text: 'Vale Police', count: 4 }], statuses: [] },
      words: {
        ...fileWords('y'),
        agencies: [{ id: 'p', name: 'Police', sector: null }],
        agencyNamed: text => (text.toLowerCase() === 'police' ? 'agency:p' : null),
      },
    });
    const [question] = questionsOf(state);
    assert.deepEqual(
      [question?.about, question?.detail, question?.offered()],
      ['Vale Police', '4 delegates', 'agency:p'],
    );
  });

  it('come a few at a time where there are many, and fit', () => {
    const state = fileState('x'.repeat(60), {
      step: 'words',
      strange: strange('y', 60),
      words: fileWords('z'.repeat(80), 150),
    });
    const seen = new Set<string>();
    let from = 0;
    for (let cards = 0; cards < 70 && from < 62; cards += 1) {
      const card = matchCard(state, matchView('inline', { from }));
      assert.ok(JSON.stringify(card).length < CARD_LIMIT);
      const ids = inputs(card).map(input => String(input['id']));
      assert.ok(ids.length > 0);
      for (const id of ids) seen.add(id);
      const data = card.actions?.[0]?.['data'] as { next: number };
      assert.equal(data.next, from + ids.length);
      from = data.next;
    }
    assert.equal(seen.size, 62);
  });

  it('keep what was chosen where something was left open', () => {
    const state = fileState('x', { step: 'words', strange: strange('y') });
    const [status] = questionsOf(state);
    assert.ok(status);
    const card = matchCard(
      state,
      matchView('inline', { values: { [status.id]: 'no-show' }, isUnanswered: true }),
    );
    assert.equal(inputs(card)[0]?.['value'], 'no-show');
    assert.match(wordsOf(card), /choose an answer to each/);
  });
});

describe('The look at a file before it is saved', () => {
  const look = fileLook('Neglect', 1);

  it('says how much there is, what is new, what differs and what is left out', () => {
    const words = wordsOf(lookCard(look, lookView('inline')));
    assert.match(words, /3 runs, 557 attended/);
    assert.match(words, /1 new, 1 changed and 1 the same/);
    assert.match(words, /Neglect, Mon 4 May 2026, Neglect: 10 attended, 20 places/);
    assert.match(words, /attended 16 → 10, room not given → Neglect, by agency Neglect 0 9 → Neglect 4/);
    assert.match(words, /2 runs outside 2026-27 Q1 left out: 2 in 2026-27 Q2/);
    assert.match(words, /4 rows without a day left out: rows 12, 40, 41 and 42/);
    assert.match(words, /Row 0 left out: Neglect, Mon 4 May 2026. This cannot be below 0/);
    assert.match(words, /1 run here is not in the file, and stays/);
    assert.match(words, /The course is taken from the row above in row 7/);
    assert.match(words, /Columns that nothing is taken from: Neglect and Trainer/);
    assert.match(words, /10 attended, but 18 booked − 2 cancelled − 1 no-show \+ 1 unbooked make 16/);
  });

  it('asks which figures to take where they differ, and for one note where they do not add up', () => {
    const ids = (given: Parameters<typeof fileLook>[2], length = 1) =>
      inputs(lookCard(fileLook('x', length, given), lookView('inline'))).map(input => input['id']);
    assert.deepEqual(ids({}), ['changed', 'note']);
    assert.deepEqual(ids({}, 2), ['changed', 'except', 'note']);
    const fresh = [{ row: 2, content: runContent('x'), standing: null, differences: [], misfits: [] }];
    assert.deepEqual(ids({ fresh, changed: [] }), []);
    assert.ok(
      titles(lookCard(fileLook('x', 1, { fresh, changed: [] }), lookView('inline'))).includes('Save 1 run'),
    );
    assert.ok(titles(lookCard(look, lookView('inline'))).includes('Save'));
  });

  it('has no Save where there is nothing to save, and Save anyway where it is improbable', () => {
    const empty = fileLook('x', 1, { fresh: [], changed: [] });
    assert.deepEqual(titles(lookCard(empty, lookView('inline'))), ['Columns', 'Put away', 'Back']);
    assert.match(wordsOf(lookCard(empty, lookView('inline'))), /nothing to save/);
    const unsure = lookCard(
      look,
      lookView('inline', { improbable: ['Attendance doubled: 560 against 280.'] }),
    );
    assert.deepEqual(titles(unsure), ['Save anyway', 'Columns', 'Put away', 'Back']);
    assert.match(wordsOf(unsure), /560 against 280/);
  });

  it('says how many more there are than it shows', () => {
    assert.match(wordsOf(lookCard(fileLook('x', 60), lookView('inline'))), /and 48 more/);
  });
});
