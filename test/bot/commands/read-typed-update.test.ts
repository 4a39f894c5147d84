import assert from 'node:assert/strict';
import { readTypedUpdate } from '../../../bot/commands/read-typed-update.ts';
import { ratingWords } from '../../../services/returns/ratings.ts';

const read = (text: string) => readTypedUpdate(text, ratingWords({}));

describe('readTypedUpdate', () => {
  it('reads a rating and what has been done', () => {
    assert.deepEqual(read('amber Audit moved to July'), {
      givenBy: null,
      fields: { rating: 'amber', progress: 'Audit moved to July' },
    });
    assert.deepEqual(read('Green: on track').fields, { rating: 'green', progress: 'on track' });
    assert.deepEqual(read('RED – lost').fields, { rating: 'red', progress: 'lost' });
    assert.deepEqual(read('complete').fields, { rating: 'complete' });
  });

  it('reads “not started” as one rating of two words', () => {
    assert.deepEqual(read('not started').fields, { rating: 'notStarted' });
    assert.deepEqual(read('Not started, waiting for funds').fields, {
      rating: 'notStarted',
      progress: 'waiting for funds',
    });
  });

  it('reads the labelled parts, in any order', () => {
    assert.deepEqual(
      read('green Done. Next: report impact: fewer gaps Blockers: none evidence: https://a.example').fields,
      {
        rating: 'green',
        progress: 'Done.',
        next: 'report',
        impact: 'fewer gaps',
        blockers: 'none',
        evidence: 'https://a.example',
      },
    );
    assert.deepEqual(read('amber progress: said so').fields, { rating: 'amber', progress: 'said so' });
  });

  it('reads whose answer it is', () => {
    assert.deepEqual(read('for ann.ward@example.org, green Done'), {
      givenBy: 'ann.ward@example.org',
      fields: { rating: 'green', progress: 'Done' },
    });
    assert.equal(read('for the board green').givenBy, null);
  });

  it('takes no sentence for a rating', () => {
    for (const text of [
      'a meeting was held',
      'readiness improved',
      'completed the audit',
      'greenery planted',
    ])
      assert.deepEqual(read(text).fields, { progress: text });
  });

  it('reads the board’s own words for a rating', () => {
    const words = ratingWords({ amber: { label: 'At risk', meaning: 'It may fail.' } });
    assert.deepEqual(readTypedUpdate('at risk money is short', words).fields, {
      rating: 'amber',
      progress: 'money is short',
    });
  });

  it('finds nothing in nothing', () => {
    assert.deepEqual(read('  '), { givenBy: null, fields: {} });
  });
});
