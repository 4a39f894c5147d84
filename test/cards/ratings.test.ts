import assert from 'node:assert/strict';
import { countRuns, ratingFace, ratingMeanings, ratingSentence, shownRatings } from '../../cards/ratings.ts';
import { ratingWords } from '../../services/returns/ratings.ts';
import { rag } from './fact-builders.ts';

const words = ratingWords({});

describe('A rating', () => {
  it('is a dot or a mark, a named colour and a word', () => {
    const faces = shownRatings.map(rating => ratingFace(rating, words));
    assert.deepEqual(
      faces.map(({ dot, word }) => `${dot} ${word}`),
      ['● Red', '● Amber', '● Green', '● Complete', '○ Not started', '– Not reported'],
    );
    assert.deepEqual(
      faces.map(({ colour }) => colour),
      ['Attention', 'Warning', 'Good', 'Accent', 'Default', 'Default'],
    );
  });

  it('speaks in the board’s own words, without Markdown', () => {
    const own = ratingWords({ amber: { label: '**At risk** [x](y)', meaning: 'Slipping_slowly.' } });
    assert.equal(ratingFace('amber', own).word, 'At risk x(y)');
    assert.equal(ratingMeanings(own)[1]?.meaning, 'Slippingslowly.');
    assert.deepEqual(
      ratingMeanings(words).map(({ rating }) => rating),
      ['red', 'amber', 'green', 'complete', 'notStarted'],
    );
  });

  it('is counted only where it occurs', () => {
    const counts = rag({ red: 1, notReported: 2 });
    assert.equal(
      countRuns(counts, words)
        .map(({ text }) => text)
        .join(''),
      '●\u2060\u00A0Red\u00A01\u2003–\u2060\u00A0Not\u00A0reported\u00A02',
    );
    assert.equal(ratingSentence(counts, words), '1 red, 2 not reported');
    assert.deepEqual(countRuns(rag(), words), []);
  });
});
