import assert from 'node:assert/strict';
import { CARD_LIMIT, type Card } from '../../../cards/card.ts';
import { button, input, linesOf, nodesOf, textOf, titlesOf } from '../reading.ts';
import { action, answer, lastAnswer, tom, update } from '../samples.ts';
import { showForm as show } from './shown.ts';

describe('The last words on the form', () => {
  it('shows what was said last time, by whom, when, and offers it again', () => {
    const lines = linesOf(show());
    assert.ok(lines.includes('Said in 2025-26 Q4: Green'));
    assert.ok(lines.includes('Dr Priya Rao, ICB · Fri 3 Apr 2026'));
    assert.ok(lines.some(line => line.startsWith('Progress  Letters went to all 41 schools')));
    assert.ok(lines.some(line => line.startsWith('Impact  Two head teachers')));
    assert.ok(lines.some(line => line.startsWith('Next  Visit the nine schools')));
    const { verb, data } = button(show({ version: 3 }), 'Use these words again');
    assert.deepEqual([verb, data], ['update.reuse', { ask: 'ask-1', action: 'action-1.1.b', version: 3 }]);
  });

  it('shows an old rating without its colour', () => {
    const colours = nodesOf(show({}, action({ ref: '1' }))).flatMap(({ type, color }) =>
      type === 'TextRun' && color ? [color] : [],
    );
    assert.deepEqual(new Set(colours), new Set(['Accent']));
  });

  it('says how old words are that were only confirmed, and who typed them', () => {
    const last = lastAnswer({ noChange: true, wordsFrom: '2025-26 Q2', enteredBy: tom });
    assert.match(
      textOf(show({}, action({ ref: '1', last }))),
      /Dr Priya Rao, ICB · entered by Tom Pryce, Business Unit · Fri 3 Apr 2026 · no change, words from 2025-26 Q2/,
    );
  });

  it('keeps the lines of what was said, and the decision that was asked', () => {
    const content = update({
      progress: 'One.\n\nTwo.',
      decisionWhat: 'Fund it',
      decisionFrom: 'the Executive',
      decisionBy: '2026-05-01',
      revisedDue: '2026-12-18',
      revisedReason: 'staff',
    });
    const lines = linesOf(show({}, action({ ref: '1', last: lastAnswer({ content }) })));
    assert.equal(lines[lines.indexOf('Progress  One.') + 1], 'Two.');
    assert.ok(lines.includes('Decision needed  Fund it (from the Executive), by Fri 1 May 2026'));
    assert.ok(lines.includes('New date  Fri 18 Dec 2026: staff'));
  });

  it('has nothing to use again where nothing was said', () => {
    assert.ok(!titlesOf(show({}, action({ ref: '1', last: null }))).includes('Use these words again'));
    const last = lastAnswer({ content: update({ rating: 'notStarted', progress: null }) });
    assert.ok(!titlesOf(show({}, action({ ref: '1', last }))).includes('Use these words again'));
  });

  it('shows fewer of the last words rather than lose what is typed', () => {
    const long = 'word '.repeat(800).slice(0, 4000);
    const said = update({ progress: long, impact: long, next: long });
    const of = action({ ref: '1', last: lastAnswer({ content: said }), answer: answer() });
    const lastWords = (card: Card) =>
      linesOf(card)
        .filter(line => line.includes('word word'))
        .join('').length;
    const empty = show({}, of);
    assert.ok(lastWords(empty) > 1400 && lastWords(empty) < 1600, String(lastWords(empty)));
    // Line breaks take two characters of JSON, so that this is more than its length.
    const typed = 'wor\n'.repeat(1000);
    const values = {
      progress: typed,
      impact: typed,
      next: typed,
      blockers: typed,
      revisedReason: typed.slice(0, 1000),
      decisionWhat: typed.slice(0, 1000),
      evidence: `https://x.example/${'y'.repeat(980)}`,
    };
    const full = show({ values }, of);
    assert.ok(lastWords(full) < lastWords(empty));
    assert.equal(input(full, 'next')['value'], typed);
    assert.ok(JSON.stringify(full).length < CARD_LIMIT);
  });
});
