import assert from 'node:assert/strict';
import { fileCard } from '../../../cards/written-report/file-card.ts';
import { fileReadCard } from '../../../cards/written-report/file-read-card.ts';
import { button, input, inputsOf, textOf, titlesOf } from '../reading.ts';
import { sentLook } from './reports.ts';

const view = { banner: null, choices: {}, givers: [], forms: 'dialog' as const };

describe('What a file would put into the draft', () => {
  it('says of each heading what would become of it', () => {
    const text = textOf(fileCard(sentLook('Two audits.'), view));
    assert.match(text, /Quarterly report from a file/);
    assert.match(text, /5 of 7 headings found/);
    assert.match(text, /Nothing is kept yet, and nothing is submitted/);
    for (const words of [
      /Key areas of progress and achievement\nThe draft says the same\./,
      /Current activities and ongoing work\nThere is a text already\./,
      /Impact and outcomes\nFills this heading \(11 characters\)\.\nTwo audits\./,
      /told us\nThis has 4,512 characters; the most is 4,000\. It is kept once it is shortened\./,
      /What changed because of it\nThe file has this heading with nothing under it\./,
      /Training issues\nNot in the file\./,
      /Not placed: this stands under none of the headings\nTwo audits\./,
    ])
      assert.match(text, words);
  });

  it('asks which of two texts stands, shows both, and remembers what was chosen', () => {
    const card = fileCard(sentLook('Two audits.'), { ...view, choices: { current: 'file' } });
    assert.deepEqual([...inputsOf(card).keys()], ['use-current', 'use-future']);
    assert.equal(input(card, 'use-current')['value'], 'file');
    assert.equal(input(card, 'use-future')['value'], undefined, 'nothing is chosen for anybody');
    assert.match(textOf(card), /In the draft/);
  });

  it('carries the file and what was seen of the draft', () => {
    const card = fileCard(sentLook('Two audits.'), view);
    assert.deepEqual(button(card, 'Keep in the draft').data, { file: 'file-1', seen: '1.2.3.0.0.0.0' });
    assert.ok(!titlesOf(fileCard(sentLook('Two audits.', 'same'), view)).includes('Keep in the draft'));
  });

  it('opens what is too long to be shortened, if a card can hold it', () => {
    assert.equal(button(fileCard(sentLook('Two audits.'), view), 'Shorten').verb, 'report-file.mend');
    const look = sentLook('Two audits.');
    const huge = {
      ...look,
      headings: look.headings.map(heading =>
        heading.fate === 'too-long' ? { ...heading, fromFile: 'x'.repeat(9000) } : heading,
      ),
    };
    const card = fileCard(huge, view);
    assert.ok(!titlesOf(card).some(title => title.startsWith('Shorten')));
    assert.match(textOf(card), /Shorten it in Word and send the file again\./);
  });

  it('reads both texts of a heading, one after the other', () => {
    const first = fileReadCard(sentLook('Two audits.'), { heading: 'current', page: 0, forms: 'dialog' });
    assert.match(textOf(first), /In the file/);
    assert.deepEqual(button(first, 'Next part').data, { file: 'file-1', heading: 'current', page: 1 });
    const second = fileReadCard(sentLook('Two audits.'), { heading: 'current', page: 1, forms: 'dialog' });
    assert.match(textOf(second), /In the draft/);
    assert.ok(!titlesOf(second).some(title => title.startsWith('Next')));
  });
});
