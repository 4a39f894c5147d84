import assert from 'node:assert/strict';
import { plainLinesOf } from '../reading.ts';
import { listedSet, shownSets } from './shown.ts';

describe('The sets of actions', () => {
  it('tell their rhythm, the turn, and what was said last', () => {
    assert.deepEqual(plainLinesOf(shownSets(listedSet())), [
      '1 set of actions with a rhythm of their own',
      'After the review of absence',
      'every 2 weeks · turn 2, due Fri 26 Jun 2026, 1 of 2 answers in · next on Mon 29 Jun 2026',
      '● Amber  1.1.a  Ask schools how absence is followed up',
      'Four of nine have answered. (Ann Ward, Police, Tue 16 Jun 2026)',
      '– Not reported  1.1.b  Write to governors',
    ]);
  });

  it('tell when they start, until when they go on, and that they are over', () => {
    const coming = plainLinesOf(shownSets(listedSet({ state: 'coming', turn: null, untilOn: '2026-12-18' })));
    assert.equal(coming[2], 'every 2 weeks until Fri 18 Dec 2026 · starts on Mon 1 Jun 2026');
    const over = plainLinesOf(shownSets(listedSet({ state: 'over', turn: null, next: null })));
    assert.equal(over[2], 'every 2 weeks, over');
    assert.deepEqual(plainLinesOf(shownSets()), ['No action has a rhythm of its own.']);
  });
});
