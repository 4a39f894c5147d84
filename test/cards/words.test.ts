import assert from 'node:assert/strict';
import {
  count,
  dayWords,
  instantWords,
  listed,
  paragraphs,
  periodSince,
  personWords,
  plainRef,
  plainWords,
  sourceWords,
  times,
  truncate,
} from '../../cards/words.ts';

describe('The words of the cards', () => {
  it('write a day with its weekday and a month of three letters', () => {
    assert.equal(dayWords('2026-10-09'), 'Fri 9 Oct 2026');
    assert.equal(dayWords('2026-09-30'), 'Wed 30 Sep 2026');
  });

  it('write an instant as the board’s clocks show it, in summer and in winter', () => {
    assert.equal(instantWords('2026-07-06T08:00:00.000Z', 'Europe/London'), 'Mon 6 Jul 2026, 09:00');
    assert.equal(instantWords(new Date('2026-01-06T08:00:00Z'), 'Europe/London'), 'Tue 6 Jan 2026, 08:00');
    assert.equal(instantWords('2026-07-06T23:30:00Z', 'Europe/London'), 'Tue 7 Jul 2026, 00:30');
  });

  it('name a person with the agency they answer for', () => {
    assert.equal(personWords({ name: 'Ann Ward', agency: 'Police' }), 'Ann Ward, Police');
    assert.equal(personWords({ name: 'Independent Scrutineer', agency: null }), 'Independent Scrutineer');
  });

  it('name a line’s return: who, when, which version, and who typed it', () => {
    const source = {
      by: 'Ann Ward',
      agency: 'Police',
      at: '2026-07-03T23:30:00.000Z',
      version: 2,
      period: '2026-27 Q1',
      enteredBy: 'Tom Pryce',
    };
    assert.equal(
      sourceWords(source, 'Europe/London'),
      'Ann Ward, Police, Sat 4 Jul 2026, version 2, entered by Tom Pryce',
    );
  });

  it('count in one and many', () => {
    assert.equal(count(1, 'action'), '1 action');
    assert.equal(count(0, 'action'), '0 actions');
    assert.equal(count(2, 'agency', 'agencies'), '2 agencies');
    assert.deepEqual([1, 2, 3].map(times), ['once', 'twice', '3 times']);
    assert.deepEqual([['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed), ['a', 'a and b', 'a, b and c']);
  });

  it('cut a text after a word, on one line', () => {
    assert.equal(truncate('Ask schools\n how absence is followed up', 26), 'Ask schools how absence…');
    assert.equal(truncate('short', 5), 'short');
    assert.equal(truncate('Ask\nschools\u0000 how\tit\u00a0goes', 40), 'Ask schools how it goes');
    assert.equal(truncate('x'.repeat(40), 10), `${'x'.repeat(9)}…`);
  });

  it('cut no emoji in half', () => {
    const cut = truncate('👩‍👩‍👧'.repeat(20), 12);
    assert.ok(cut.length <= 12 && cut.endsWith('…'));
    assert.doesNotMatch(cut, /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|\u200D…/);
  });

  it('keep paragraphs, up to a length for all of them', () => {
    assert.deepEqual(paragraphs('One.\n\n Two. \r\nThree.', 100), ['One.', 'Two.', 'Three.']);
    const [first, second, third] = paragraphs(`${'a '.repeat(50)}\n${'b '.repeat(50)}\nc`, 130);
    assert.equal(first?.length, 99);
    assert.ok(second?.startsWith('b') && second.endsWith('…') && second.length <= 31);
    assert.equal(third, undefined);
    assert.deepEqual(paragraphs(`${'a'.repeat(95)}\nb`, 100), ['a'.repeat(95), '…']);
    assert.deepEqual(paragraphs('', 100), []);
  });

  it('leave of a ref what cannot be Markdown', () => {
    assert.equal(plainRef('1.1.a'), '1.1.a');
    assert.equal(plainRef('BP19/2-b_3'), 'BP19/2-b_3');
    assert.equal(plainRef('1.1[x](http://y)<at>'), '1.1xhttp//yat');
    assert.equal(plainWords('**Red** [x](y) {{DATE(z)}}'), 'Red x(y) DATE(z)');
  });

  it('shorten an earlier quarter only where it cannot be mistaken', () => {
    assert.equal(periodSince('2025-26 Q4', '2026-27 Q1'), 'Q4');
    assert.equal(periodSince('2025-26 Q2', '2026-27 Q1'), 'Q2');
    assert.equal(periodSince('2025-26 Q1', '2026-27 Q1'), '2025-26 Q1');
    assert.equal(periodSince('2024-25 Q4', '2026-27 Q1'), '2024-25 Q4');
    assert.equal(periodSince('2026 Q1', '2026 Q2'), 'Q1');
    assert.equal(periodSince('2026-10', '2026-11'), '2026-10');
  });
});
