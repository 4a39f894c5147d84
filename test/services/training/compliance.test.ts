import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type ComplianceFigures,
  isMet,
  percentOf,
  shareOf,
  shareWords,
  targetOf,
  targetWords,
} from '../../../services/training/compliance.ts';

const counts = (inDate: number | null, eligible: number | null): ComplianceFigures => ({
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

describe('The percent of staff in date', () => {
  it('is rounded half up', () => {
    assert.equal(percentOf(counts(412, 440)), 94);
    assert.equal(percentOf(counts(1, 8)), 13);
    assert.equal(percentOf(counts(29, 200)), 15);
    assert.equal(percentOf(counts(0, 7)), 0);
    assert.equal(percentOf(counts(7, 7)), 100);
  });

  it('has one decimal where a whole percent would say that the target is reached', () => {
    assert.equal(percentOf(counts(876, 1000), 88), 87.6);
    assert.equal(percentOf(counts(8796, 10_000), 88), 87.9);
    assert.equal(percentOf(counts(876, 1000), 90), 88);
    assert.equal(percentOf(counts(880, 1000), 88), 88);
    assert.equal(percentOf(counts(876, 1000)), 88);
  });

  it('says neither all nor nobody where that is not so', () => {
    assert.equal(percentOf(counts(999, 1000)), 99.9);
    assert.equal(percentOf(counts(99_999, 100_000)), 99.9);
    assert.equal(percentOf(counts(2, 1000)), 0.2);
    assert.equal(percentOf(counts(1, 100_000)), 0.1);
  });

  it('is none where nobody needs the training, or the counts are not known', () => {
    assert.equal(percentOf(counts(0, 0)), null);
    assert.equal(percentOf(counts(null, 10)), null);
    assert.equal(percentOf(counts(10, null)), null);
    assert.deepEqual(shareOf(counts(0, 0), 88), { kind: 'nobody' });
    assert.equal(shareWords({ kind: 'nobody' }), 'no staff need it');
    assert.equal(isMet(counts(0, 0), 88), null);
    assert.equal(shareOf(counts(null, null)), null);
  });

  it('never disagrees with "met", whatever the figures', () => {
    const figures = fc
      .integer({ min: 1, max: 10_000_000 })
      .chain(eligible => fc.tuple(fc.constant(eligible), fc.integer({ min: 0, max: eligible })));
    fc.assert(
      fc.property(figures, fc.integer({ min: 0, max: 100 }), ([eligible, inDate], target) => {
        const percent = percentOf(counts(inDate, eligible), target);
        assert.ok(percent !== null && percent >= 0 && percent <= 100);
        assert.equal(percent >= target, isMet(counts(inDate, eligible), target));
        assert.equal(percent === 100, inDate === eligible);
        assert.equal(percent === 0, inDate === 0);
        assert.ok(Math.abs(percent - (100 * inDate) / eligible) <= 0.5);
      }),
    );
  });
});

describe('A published percentage', () => {
  it('is shown as it is, and compared where it can be', () => {
    assert.deepEqual(shareOf(published(95), 88), { kind: 'published', from: 95, to: 95 });
    assert.equal(shareWords({ kind: 'published', from: 95, to: 95 }), '95 %');
    assert.equal(shareWords({ kind: 'published', from: 88, to: 100 }), '88 to 100 %');
    assert.equal(isMet(published(95), 88), true);
    assert.equal(isMet(published(87.5), 88), false);
    assert.equal(isMet(published(88, 100), 88), true);
    assert.equal(isMet(published(70, 80), 88), false);
    assert.equal(isMet(published(80, 95), 88), null);
    assert.equal(isMet(published(95), null), null);
  });

  it('is told beside its target', () => {
    assert.equal(targetWords(published(95), 88), 'target 88 %: met');
    assert.equal(targetWords(published(80), 88), 'target 88 %: not met');
    assert.equal(targetWords(published(80, 95), 88), 'target 88 %: cannot be told');
    assert.equal(targetWords(counts(0, 0), 88), 'target 88 %');
    assert.equal(targetWords(published(95), null), '');
  });
});

describe('The target', () => {
  const settings = {
    targets: [
      { level: 1, percent: 95 },
      { level: 2, percent: 88 },
      { level: 2, percent: 80, agency: 'the Police & Fire' },
      { level: 3, percent: 70, agency: 'icb' },
    ],
  };

  it('is the agency’s own, else that of the level, else none', () => {
    const police = { key: 'police', name: 'Police and Fire' };
    const icb = { key: 'icb', name: 'Cheshire ICB' };
    assert.equal(targetOf(settings, police, 1), 95);
    assert.equal(targetOf(settings, police, 2), 80);
    assert.equal(targetOf(settings, police, 3), null);
    assert.equal(targetOf(settings, icb, 2), 88);
    assert.equal(targetOf(settings, icb, 3), 70);
  });
});
