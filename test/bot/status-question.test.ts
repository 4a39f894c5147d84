import assert from 'node:assert/strict';
import { parseStatusQuestion } from '../../bot/status-question.ts';

const nothing = { period: null, priority: null, group: null, overdue: false, training: false, all: false };

describe('parseStatusQuestion', () => {
  const cases: [string, Partial<typeof nothing> | Record<string, unknown>][] = [
    ['', {}],
    ['priority 1', { priority: '1' }],
    ['Priority P-2 overdue', { priority: 'P-2', overdue: true }],
    ['overdue priority 1', { priority: '1', overdue: true }],
    ['group Quality Assurance', { group: 'Quality Assurance' }],
    ['overdue group QAS', { group: 'QAS', overdue: true }],
    ['group QAS overdue', { group: 'QAS', overdue: true }],
    ['2026-27 Q1', { period: '2026-27 Q1' }],
    ['2026-27', { period: '2026-27' }],
    ['2026-27 H2 overdue', { period: '2026-27 H2', overdue: true }],
    ['training', { training: true }],
    ['Training 2026-27 Q1', { training: true, period: '2026-27 Q1' }],
    ['2026-27 Q1 training', { training: true, period: '2026-27 Q1' }],
    ['training group Training Hub', { training: true, group: 'Training Hub' }],
    ['group Training and Development', { group: 'Training and Development' }],
    ['2026-10 priority 3 group TH', { period: '2026-10', priority: '3', group: 'TH' }],
  ];
  for (const [text, expected] of cases) {
    it(`reads “${text}”`, () => {
      assert.deepEqual(parseStatusQuestion(text), { ...nothing, ...expected });
    });
  }

  for (const text of ['of the nation', 'priority', 'group', 'overdue please', 'QAS', 'trainings']) {
    it(`does not guess at “${text}”`, () => assert.equal(parseStatusQuestion(text), null));
  }
});
