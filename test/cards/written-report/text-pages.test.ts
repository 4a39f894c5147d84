import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CARD_LIMIT } from '../../../cards/card.ts';
import { readCard } from '../../../cards/written-report/read-card.ts';
import { draftToRead } from '../../../cards/written-report/report-to-read.ts';
import { stepCard } from '../../../cards/written-report/step-card.ts';
import { beginning, textPages } from '../../../cards/written-report/text-pages.ts';
import { wholeCard } from '../../../cards/written-report/whole-card.ts';
import { draftView, reportState } from './reports.ts';

const wordsOf = (text: string) =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter(word => word !== '');

const worst = {
  plain: 'Two schools changed how they ring home. '.repeat(100),
  'one letter a line': 'a\n'.repeat(2000),
  quotes: '"'.repeat(4000),
  'no space at all': 'x'.repeat(4000),
  emoji: '👩‍👩‍👧'.repeat(500),
  'blank lines': '\n \n\n'.repeat(900),
  braces: '{{DATE(x)}} <at>y</at> '.repeat(170),
};

describe('A long text in parts', () => {
  it('is there to the last word', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 400 }), words => {
        const text = words.join(' \n');
        const pages = textPages(text);
        const joined = pages.flatMap(page => page.map(line => line.text)).join(' ');
        assert.deepEqual(wordsOf(joined), wordsOf(text));
        assert.ok(pages.every((page, index) => page.length > 0 || index === 0));
      }),
    );
  });

  it('cuts a line that has no space, and loses nothing of it', () => {
    const joined = (text: string) =>
      textPages(text)
        .flatMap(page => page.map(line => line.text))
        .join('');
    for (const text of ['x'.repeat(4000), '👩‍👩‍👧'.repeat(500)]) assert.equal(joined(text), text);
  });

  it('begins with as much as there is room for, and says that there is more', () => {
    assert.deepEqual(beginning('One line.\n\nAnother.', 1000), {
      lines: [{ text: 'One line.' }, { text: 'Another.' }],
      isCut: false,
    });
    const cut = beginning(worst.plain, 500);
    assert.equal(cut.isCut, true);
    assert.match(cut.lines[0]?.text ?? '', /…$/);
    assert.deepEqual(beginning('', 100), { lines: [], isCut: false });
    assert.equal(beginning(worst['one letter a line'], 10).lines.length, 1, 'never nothing at all');
  });
});

describe('A report of seven full headings', () => {
  for (const [name, text] of Object.entries(worst)) {
    it(`fits every card that shows it: ${name}`, () => {
      const state = reportState(text, { written: 99 });
      const report = draftToRead(state);
      const codes = { from: 'draft', ask: 'ask-1' };
      const common = { banner: text, notes: [text], codes, place: 'form' as const, hasList: true };
      const [heading] = state.headings;
      const [toRead] = report.headings;
      assert.ok(heading && toRead);
      const reading = textPages(text).map((_, page) =>
        readCard(report, toRead, { codes, page, forms: 'dialog' }),
      );
      const step = stepCard(state, heading, {
        values: { text },
        problems: { text },
        notice: text,
        version: 3,
        givers: { people: [], chosen: null },
        forms: 'dialog',
      });
      for (const card of [
        ...reading,
        wholeCard(report, { ...common, draft: draftView({ ready: text }), forms: 'inline' }),
        wholeCard(report, { ...common, draft: null, forms: 'dialog' }),
        step,
      ])
        assert.ok(JSON.stringify(card).length < CARD_LIMIT, `${JSON.stringify(card).length}`);
    });
  }
});
