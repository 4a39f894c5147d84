import assert from 'node:assert/strict';
import type { ComplianceFigures } from '../../../services/training/compliance.ts';
import { improbableIn } from '../../../services/training/improbable.ts';

const counts = (inDate: number, eligible: number): ComplianceFigures => ({
  eligible,
  inDate,
  publishedFrom: null,
  publishedTo: null,
});
const published = (publishedFrom: number, publishedTo = publishedFrom): ComplianceFigures => ({
  eligible: null,
  inDate: null,
  publishedFrom,
  publishedTo,
});
const asked = (now: ComplianceFigures, last: ComplianceFigures) =>
  improbableIn(now, last, '2025-26 Q4').length;

describe('Improbable compliance figures', () => {
  it('are staff at least doubled, or at most half', () => {
    assert.deepEqual(improbableIn(counts(1000, 1120), counts(500, 560), '2025-26 Q4'), [
      'Staff who need it at least doubled since 2025-26 Q4: 1,120 against 560.',
    ]);
    assert.deepEqual(improbableIn(counts(250, 280), counts(500, 560), '2025-26 Q4'), [
      'Staff who need it fell to half or less since 2025-26 Q4: 280 against 560.',
    ]);
    assert.equal(asked(counts(1000, 1119), counts(500, 560)), 0);
    assert.equal(asked(counts(251, 281), counts(500, 560)), 0);
    assert.equal(asked(counts(0, 0), counts(0, 0)), 0);
    assert.equal(asked(counts(0, 0), counts(30, 40)), 1, 'suddenly nobody needs it');
    assert.equal(asked(counts(30, 40), counts(0, 0)), 1, 'suddenly some do');
  });

  it('are a percent that moved by 30 points or more', () => {
    assert.deepEqual(improbableIn(counts(60, 100), counts(90, 100), '2025-26 Q4'), [
      'The percent in date moved by 30 points or more since 2025-26 Q4: 60 % against 90 %.',
    ]);
    assert.equal(asked(counts(61, 100), counts(90, 100)), 0);
    assert.equal(asked(counts(20, 30), counts(11, 30)), 1, 'just 30 in thirds');
    assert.equal(asked(published(95), counts(65, 100)), 1);
    assert.equal(asked(counts(70, 100), published(88, 100)), 0, '18 points below the range');
    assert.equal(asked(counts(58, 100), published(88, 100)), 1);
    assert.equal(asked(published(0, 100), published(50)), 0);
  });

  it('are two things at once where they are', () => {
    assert.equal(asked(counts(10, 40), counts(90, 100)), 2);
  });
});
