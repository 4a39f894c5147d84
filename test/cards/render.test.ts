// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how templates name what they bind
import assert from 'node:assert/strict';
import { faceOf } from '../../cards/render.ts';

const card = (body: unknown[], more: object = {}) => ({ type: 'AdaptiveCard', body, ...more });
const run = (text: string) => ({ type: 'TextRun', text });

describe('A rendered template', () => {
  it('holds the view’s values in their own types', () => {
    const face = faceOf(
      card([run('${name} has ${number}')], { data: { number: '${number}', codes: '${codes}' } }),
    );
    assert.deepEqual(face({ name: 'QAS', number: 3, codes: ['a', 'b'] }), {
      type: 'AdaptiveCard',
      body: [run('QAS has 3')],
      data: { number: 3, codes: ['a', 'b'] },
    });
  });

  it('repeats over $data and leaves out what $when refuses, also where an object stands alone', () => {
    const face = faceOf(
      card([
        { ...run('${text}'), $data: '${rows}' },
        { ...run('yes'), $when: '${shown}' },
        { ...run('no'), $when: '${!shown}', selectAction: { type: 'X', $when: '${shown}' } },
      ]),
    );
    assert.deepEqual(face({ rows: [{ text: 'one' }, { text: 'two' }], shown: true }).body, [
      run('one'),
      run('two'),
      run('yes'),
    ]);
    assert.deepEqual(face({ rows: [], shown: false }).body, [run('no')]);
  });

  for (const [where, body] of [
    ['alone', [run('${missing}')]],
    ['inside a sentence', [run('so ${missing} it')]],
    ['in $when', [{ ...run('x'), $when: '${missing}' }]],
    ['in a negated $when', [{ ...run('x'), $when: '${!missing}' }]],
    ['deep in the view', [run('${plain.missing}')]],
  ] as const) {
    it(`is refused with a binding that finds nothing, ${where}`, () => {
      const face = faceOf(card([...body]));
      assert.throws(() => face({ plain: {} }), /unbound.*missing/s);
      assert.throws(() => face({ plain: { missing: null }, missing: null }), /unbound.*missing/s);
    });
  }

  it('is refused where $data finds nothing', () => {
    const face = faceOf(card([{ ...run('${text}'), $data: '${missing}' }]));
    assert.throws(() => face({ text: 'of the view, not of a row' }), /unbound/);
  });

  it('is refused where $when is more than one boolean’s name', () => {
    const face = faceOf(card([{ ...run('x'), $when: '${number > 1}' }]));
    assert.throws(() => face({ number: 2 }), /must name one boolean/);
  });

  for (const text of [
    '${x}',
    'cost ${plain.heading} $${y}',
    '\uFFFE1 and \uFFFE0{',
    'it\'s `quoted` \\ "so"',
    '[click](http://x) **b** <at>x</at>',
    '😀 ﷺ',
  ]) {
    it(`shows a person’s ${JSON.stringify(text)} as it is`, () => {
      const face = faceOf(
        card([run('${text}'), run('Said: ${text}.'), { type: 'Input.Text', value: '${text}' }]),
      );
      const [alone, within, input] = face({ text }).body;
      assert.equal(alone?.['text'], text);
      assert.equal(within?.['text'], `Said: ${text}.`);
      assert.equal(input?.['value'], text);
    });
  }

  it('keeps a client from evaluating a date in a text, and gives the text back whole in an input', () => {
    const text = '{{DATE(2026-07-06T08:00:00Z, SHORT)}} {{{TIME(x)}}}';
    const face = faceOf(
      card([
        run('${text}'),
        { type: 'TextBlock', text: '${text}' },
        { type: 'Input.Text', value: '${text}' },
      ]),
    );
    const [drawn, block, input] = face({ text }).body;
    for (const node of [drawn, block]) {
      assert.doesNotMatch(String(node?.['text']), /\{\{/);
      assert.equal(String(node?.['text']).replaceAll('\u2060', ''), text);
    }
    assert.equal(input?.['value'], text);
  });

  it('draws a text on one line in the reading direction of the card, and keeps its lines in an input', () => {
    const text = 'one\ntwo \u202Eeerht';
    const face = faceOf(card([run('${text}'), { type: 'Input.Text', value: '${text}' }]));
    const [drawn, input] = face({ text }).body;
    assert.equal(drawn?.['text'], 'one two eerht');
    assert.equal(input?.['value'], text);
  });

  it('leaves out an input’s empty value', () => {
    assert.deepEqual(faceOf(card([{ type: 'Input.Date', value: '${day}' }]))({ day: '' }).body, [
      { type: 'Input.Date' },
    ]);
  });

  it('builds its template once', () => {
    const face = faceOf(card([run('${text}')]));
    face({ text: 'first' });
    const started = performance.now();
    for (let turn = 0; turn < 200; turn += 1) face({ text: 'again' });
    assert.ok(performance.now() - started < 200, 'a rendering takes well under a millisecond');
  });
});
