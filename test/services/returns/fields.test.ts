import assert from 'node:assert/strict';
import {
  FieldReader,
  MAX_TEXT,
  readCount,
  readFigure,
  typedFields,
} from '../../../services/returns/fields.ts';

describe('A number as people write it', () => {
  const counts: [string, number | null][] = [
    ['12', 12],
    ['0', 0],
    ['1,204', 1204],
    ['1 204', 1204],
    ['1\u00A0204', 1204],
    ['nil', 0],
    ['None', 0],
    ['n/a', null],
    ['N/A', null],
    ['–', null],
    ['not known', null],
  ];
  for (const [text, expected] of counts.filter(([, number]) => !Number.isNaN(number))) {
    it(`reads “${text}”`, () => assert.equal(readCount(text), expected));
  }

  const refused: [string, RegExp][] = [
    ['-3', /cannot be below 0/],
    ['−3', /cannot be below 0/],
    ['1.5', /must be a whole number/],
    ['about 20', /must be a number/],
    ['12/15', /must be a number/],
    ['1,2', /must be a number/],
    ['1,2345', /must be a number/],
    ['1e3', /must be a number/],
    ['0x10', /must be a number/],
    ['Infinity', /must be a number/],
    ['99999999999', /more than anybody counts/],
  ];
  for (const [text, why] of refused) {
    it(`refuses “${text}” and says why`, () => assert.match(String(readCount(text)), why));
  }

  it('takes decimals and a percent sign where a figure may have them', () => {
    assert.deepEqual(['1.5', '95 %', '95%', '0.25'].map(readFigure), [1.5, 95, 95, 0.25]);
  });
});

describe('The fields of a form', () => {
  it('gather every problem, the first of each field', () => {
    const read = new FieldReader<'a' | 'b' | 'c' | 'd'>({ a: ' ', b: 'soon', c: '-1', d: 'x' });
    read.text('a', { required: 'Say it.' });
    read.day('b');
    read.count('c');
    read.choice('d', ['y']);
    read.problem('a', 'Something else.');
    assert.deepEqual(read.problems, {
      a: 'Say it.',
      b: 'This must be a day, such as 2026-07-10.',
      c: 'This cannot be below 0.',
      d: 'Choose one of the list.',
    });
    assert.ok(read.hasProblems);
  });

  it('take a text of the longest length with its line ends, and no longer one', () => {
    const read = new FieldReader<'a' | 'b'>({ a: `one\r\ntwo\0`, b: 'x'.repeat(MAX_TEXT + 1) });
    assert.equal(read.text('a'), 'one\ntwo');
    read.text('b');
    assert.deepEqual(read.problems, { b: 'This has 4,001 characters; the most is 4,000.' });
  });

  it('tell “not known” from nothing: what is required is asked for', () => {
    const read = new FieldReader<'a'>({ a: 'n/a' });
    assert.equal(read.count('a', { required: 'Give the number.' }), null);
    assert.deepEqual(read.problems, { a: 'Give the number.' });
  });

  it('keep what was typed for the form, and nothing else that a client sends', () => {
    const raw = { a: 'x', b: 7, c: null, __proto__: { d: 'y' }, e: 'z' };
    assert.deepEqual(typedFields(raw, ['a', 'b', 'c']), { a: 'x' });
    const read = new FieldReader<'b'>(raw);
    read.text('b');
    assert.deepEqual(read.problems, { b: 'This must be text.' });
  });
});
