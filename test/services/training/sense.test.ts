import assert from 'node:assert/strict';
import type { CourseContent } from '../../../services/training/content.ts';
import { type Programme, programmeOf } from '../../../services/training/programme.ts';
import { improbableAfter, improbableAsAll } from '../../../services/training/sense.ts';

const total = (course: string, attended: number | null): CourseContent => ({
  ...{ course, level: null, planned: null, held: null, places: null, booked: null, cancelled: null },
  ...{ noShows: null, unbooked: null, attended, note: null, attendances: [] },
});
const figures = (...courses: [string, number | null][]): Programme =>
  programmeOf(
    [{ runs: [], courses: courses.map(([course, attended]) => total(course, attended)), programme: null }],
    [],
  );
const last = (...courses: [string, number | null][]) => ({ period: 'Q1', figures: figures(...courses) });

describe('Improbable training figures', () => {
  it('are those that a save at least doubles, asked about once', () => {
    const moved = (before: number, now: number, then = 280) =>
      improbableAfter(
        { before: figures(['A', before]), after: figures(['A', now]) },
        last(['B', then]),
        null,
      );
    assert.deepEqual(moved(300, 560), ['Attendance doubled since Q1: 560 against 280.']);
    assert.deepEqual(moved(300, 1561), ['Attendance more than doubled since Q1: 1,561 against 280.']);
    assert.deepEqual(moved(300, 559), []);
    assert.deepEqual(moved(560, 600), [], 'asked before');
    assert.deepEqual(moved(0, 600, 0), [], 'of nothing, everything is the double');
  });

  it('are a course’s own too, however its title is written', () => {
    const of = {
      before: figures(['Working together', 10], ['B', 100]),
      after: figures(['Working Together', 40], ['B', 100]),
    };
    assert.deepEqual(improbableAfter(of, last(['working  TOGETHER', 20], ['B', 100]), 'Working Together'), [
      'Attendance of Working Together doubled since Q1: 40 against 20.',
    ]);
    assert.deepEqual(improbableAfter(of, last(['Other', 90]), 'Working Together'), []);
    assert.deepEqual(improbableAfter(of, null, 'Working Together'), []);
  });

  it('are those of at most half where somebody says that this is all', () => {
    assert.deepEqual(improbableAsAll(figures(['A', 140]), last(['A', 280])), [
      'Attendance fell to half since Q1: 140 against 280.',
      'Attendance of A fell to half since Q1: 140 against 280.',
    ]);
    assert.deepEqual(improbableAsAll(figures(['A', 141]), last(['A', 280])), []);
    assert.deepEqual(improbableAsAll(figures(['A', 7], ['B', 300]), last(['A', 16], ['B', 280], ['C', 9])), [
      'Attendance of A fell to less than half since Q1: 7 against 16.',
    ]);
    assert.deepEqual(improbableAsAll(figures(), last(['A', 280])), [
      'Attendance fell to less than half since Q1: 0 against 280.',
    ]);
    assert.deepEqual(improbableAsAll(figures(), null), []);
    assert.deepEqual(improbableAsAll(figures(), last(['A', null])), []);
  });

  it('are told five at a time', () => {
    const many = (attended: number) =>
      Array.from({ length: 9 }, (_, index): [string, number] => [`Course ${index}`, attended]);
    assert.equal(improbableAsAll(figures(...many(1)), last(...many(9))).length, 5);
  });
});
