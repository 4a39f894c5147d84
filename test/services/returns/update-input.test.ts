import assert from 'node:assert/strict';
import { MAX_TEXT } from '../../../services/returns/fields.ts';
import {
  readUpdate,
  typedUpdate,
  type UpdateField,
  updateFields,
} from '../../../services/returns/update-input.ts';

const today = '2026-06-01';
const good = { rating: 'amber', progress: 'Audit half done' };
const decision = { decisionWhat: 'Money', decisionFrom: 'Exec', decisionBy: '2026-07-01' };

function problemsOf(raw: Record<string, unknown>, rates = true): Record<string, string> {
  const read = readUpdate(raw, { rates, today });
  return read.ok ? {} : { ...read.problems };
}

describe('Reading an action update', () => {
  it('takes what is whole, tidied, and leaves empty fields empty', () => {
    const read = readUpdate(
      {
        ...good,
        impact: '  one\r\ntwo\rthree  ',
        next: '   ',
        evidence: ' https://a.example/x?y=1 ',
        other: 'z',
      },
      { rates: true, today },
    );
    assert.ok(read.ok);
    assert.deepEqual(read.update, {
      rating: 'amber',
      progress: 'Audit half done',
      impact: 'one\ntwo\nthree',
      next: null,
      blockers: null,
      evidence: 'https://a.example/x?y=1',
      revisedDue: null,
      revisedReason: null,
      decisionWhat: null,
      decisionFrom: null,
      decisionBy: null,
    });
  });

  const table: [string, Record<string, unknown>, UpdateField[]][] = [
    ['no rating', { progress: 'x' }, ['rating']],
    ['an empty rating', { ...good, rating: '' }, ['rating']],
    ['an unknown rating', { ...good, rating: 'purple' }, ['rating']],
    ['a rating of another case', { ...good, rating: 'Amber' }, ['rating']],
    ['a number for a rating', { ...good, rating: 3 }, ['rating']],
    ['red without progress', { rating: 'red' }, ['progress']],
    ['complete with blank progress', { rating: 'complete', progress: ' \n ' }, ['progress']],
    ['not started without progress', { rating: 'notStarted' }, []],
    ['a number for a text', { ...good, impact: 12 }, ['impact']],
    ['a list for a text', { ...good, next: ['x'] }, ['next']],
    ['an object for a text', { ...good, blockers: { a: 1 } }, ['blockers']],
    ['null for a text', { ...good, blockers: null }, []],
    ['a text of the longest length', { ...good, progress: 'x'.repeat(MAX_TEXT) }, []],
    ['a text one longer', { ...good, progress: 'x'.repeat(MAX_TEXT + 1) }, ['progress']],
    ['a huge text', { ...good, impact: 'x'.repeat(1_000_000) }, ['impact']],
    ['plain http', { ...good, evidence: 'http://a.example' }, ['evidence']],
    ['a script link', { ...good, evidence: 'javascript:alert(1)' }, ['evidence']],
    ['words for a link', { ...good, evidence: 'see the share' }, ['evidence']],
    ['two links', { ...good, evidence: 'https://a.example https://b.example' }, ['evidence']],
    ['a new date with a reason', { ...good, revisedDue: '2026-09-01', revisedReason: 'Staff' }, []],
    ['a new date of today', { ...good, revisedDue: today, revisedReason: 'Staff' }, []],
    ['a new date without a reason', { ...good, revisedDue: '2026-09-01' }, ['revisedReason']],
    ['a reason without a date', { ...good, revisedReason: 'Staff' }, ['revisedDue']],
    ['a past new date', { ...good, revisedDue: '2026-05-31', revisedReason: 'Staff' }, ['revisedDue']],
    [
      'a past date of what is done',
      { ...good, rating: 'complete', revisedDue: '2026-05-31', revisedReason: 'Done' },
      [],
    ],
    ['a date that does not exist', { ...good, revisedDue: '2026-02-30', revisedReason: 'x' }, ['revisedDue']],
    ['a date in another order', { ...good, revisedDue: '01/09/2026', revisedReason: 'x' }, ['revisedDue']],
    ['a whole decision', { ...good, ...decision }, []],
    ['a decision without what', { ...good, ...decision, decisionWhat: '' }, ['decisionWhat']],
    ['a decision from nobody', { ...good, ...decision, decisionFrom: null }, ['decisionFrom']],
    ['a decision without a day', { ...good, ...decision, decisionBy: undefined }, ['decisionBy']],
    ['only the day of a decision', { ...good, decisionBy: '2026-07-01' }, ['decisionWhat', 'decisionFrom']],
    ['a decision by no day', { ...good, ...decision, decisionBy: 'soon' }, ['decisionBy']],
    [
      'everything wrong at once',
      { rating: 'x', progress: 1, evidence: 'no', revisedDue: 'no', decisionWhat: 'y' },
      ['rating', 'progress', 'evidence', 'revisedDue', 'revisedReason', 'decisionFrom', 'decisionBy'],
    ],
  ];
  for (const [what, raw, fields] of table) {
    it(`${fields.length > 0 ? `says ${fields.join(', ')} of` : 'takes'} ${what}`, () => {
      assert.deepEqual(Object.keys(problemsOf(raw)).sort(), [...fields].sort());
    });
  }

  it('asks a further owner for words and takes no rating from them', () => {
    assert.deepEqual(Object.keys(problemsOf({ rating: 'red' }, false)), ['progress']);
    const read = readUpdate({ rating: 'red', progress: 'Our part' }, { rates: false, today });
    assert.ok(read.ok);
    assert.equal(read.update.rating, null);
  });

  it('says how long a text is and how long it may be', () => {
    assert.match(problemsOf({ ...good, next: 'x'.repeat(4321) })['next'] ?? '', /4,321.*4,000/);
  });

  it('takes no character that a database refuses', () => {
    const read = readUpdate({ ...good, progress: 'a\u0000b' }, { rates: true, today });
    assert.ok(read.ok);
    assert.equal(read.update.progress, 'ab');
  });

  it('keeps what was typed for the form, and nothing else that a client sends', () => {
    const raw = JSON.parse(
      '{"rating":"red","progress":"x","impact":7,"verb":"save","__proto__":{"next":"y"}}',
    );
    assert.deepEqual(typedUpdate(raw), { rating: 'red', progress: 'x' });
    assert.deepEqual(Object.keys(typedUpdate(Object.fromEntries(updateFields.map(field => [field, 'x'])))), [
      ...updateFields,
    ]);
  });
});
