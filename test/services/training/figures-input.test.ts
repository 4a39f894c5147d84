import assert from 'node:assert/strict';
import type { TrainingSettings } from '../../../services/plan/training-settings.ts';
import { sectorsOf } from '../../../services/training/attendance-lines.ts';
import { checkRun, checkTotal, type RunRules } from '../../../services/training/check-figures.ts';
import type { RunContent } from '../../../services/training/content.ts';
import { levelsOf } from '../../../services/training/courses.ts';
import { periodOfDay } from '../../../services/training/period-of-day.ts';
import { readRun, retypedRun } from '../../../services/training/run-input.ts';
import { readCourseTotal, readProgrammeTotal, retypedTotal } from '../../../services/training/total-input.ts';
import { heldRun } from './training-world.ts';

const agencies = [
  { id: 'p', name: 'Police', sector: 'police' },
  { id: 't1', name: 'Team 1', sector: null },
];
const training: TrainingSettings = {
  courses: [{ name: 'Working Together', level: 3 }, { name: 'Safer Recruitment' }],
  targets: [{ level: 4, percent: 90 }],
  levels: { 5: 'Expert' },
  compliance: [],
};
const words = { agencies, sectors: sectorsOf(agencies), training };
const rules: RunRules = {
  period: { name: '2026-27 Q1', starts: '2026-04-01', ends: '2026-07-01' },
  yearStarts: 4,
  today: '2026-06-01',
};
type Fields = Record<string, unknown>;
const run = (fields: Fields = {}) => readRun({ ...heldRun, ...fields }, { ...words, rules });
const content = (fields: Fields = {}): RunContent => {
  const read = run(fields);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.content;
};
const problems = (fields: Fields = {}) => {
  const read = run(fields);
  return read.ok ? {} : read.problems;
};

describe('The fields of a run', () => {
  it('understand numbers as people write them', () => {
    const { places, booked, cancelled, unbooked, days } = content({
      places: '1,204',
      booked: '1 204',
      cancelled: 'nil',
      unbooked: 'n/a',
      days: '0.5',
    });
    assert.deepEqual(
      { places, booked, cancelled, unbooked, days },
      {
        places: 1204,
        booked: 1204,
        cancelled: 0,
        unbooked: null,
        days: 0.5,
      },
    );
  });

  it('take the level from the list of courses, unless another is chosen', () => {
    assert.deepEqual([content().course, content().level], ['Working Together', 3]);
    assert.equal(content({ level: '' }).level, 3);
    assert.equal(content({ level: '2' }).level, 2);
    assert.equal(content({ course: 'safer recruitment' }).level, null);
    const known = content({ course: '+', otherCourse: ' working  together ' });
    assert.deepEqual([known.course, known.level], ['Working Together', 3]);
    const other = content({ course: '', otherCourse: 'Neglect' });
    assert.deepEqual([other.course, other.level], ['Neglect', null]);
    assert.deepEqual(levelsOf(training), [1, 2, 3, 4, 5]);
  });

  it('say what is missing, all at once', () => {
    assert.deepEqual(readRun({ places: 'many', attendances: 'Nobody' }, { ...words, rules }), {
      ok: false,
      problems: {
        course: 'Say which course.',
        state: 'Say what became of it.',
        firstDay: 'Say when it begins: the first day.',
        places: 'This must be a number, such as 12 or 1,204; “nil” for none, “n/a” where it is not known.',
        attendances: 'Line 1, “Nobody”: say how many came, such as “Police 4”.',
      },
    });
    assert.deepEqual(problems({ course: '+' }), { otherCourse: 'Say which course.' });
    assert.deepEqual(Object.keys(problems({ otherCourse: 'Neglect' })), ['otherCourse']);
    assert.deepEqual(Object.keys(problems({ course: 'gone', otherCourse: 'x' })), ['course']);
  });

  it('refuse what cannot be, with the reason', () => {
    assert.deepEqual(problems({ booked: '-3', noShows: '2.5', attended: 'twelve' }), {
      booked: 'This cannot be below 0.',
      noShows: 'This must be a whole number.',
      attended: 'This must be a number, such as 12 or 1,204; “nil” for none, “n/a” where it is not known.',
    });
    assert.match(problems({ days: '0' }).days ?? '', /more than 0 and at most 366 days/);
    assert.match(problems({ level: '12' }).level ?? '', /Choose one of the list/);
    assert.deepEqual(problems({ attendances: ',;'.repeat(100_000) }), {
      attendances: 'This has 200,000 characters; the most is 4,000.',
    });
    assert.match(problems({ note: 'x'.repeat(1001) }).note ?? '', /1,001 characters; the most is 1,000/);
    assert.match(
      problems({ firstDay: '2026-07-01' }).firstDay ?? '',
      /1 Jul 2026 lies in 2026-27 Q2, and this is 2026-27 Q1/,
    );
  });

  it('take who came only from a register that is in', () => {
    const came = ['attended', 'noShows', 'unbooked', 'attendances'];
    for (const [state, why] of [
      ['planned', /^A planned run has nobody yet who came/],
      ['awaiting', /^Who came is known once the register is in/],
      ['cancelled', /^Nobody came to a run that was cancelled/],
    ] as const) {
      const found = problems({ state });
      assert.deepEqual(Object.keys(found).sort(), [...came].sort(), state);
      assert.ok(Object.values(found).every(problem => why.test(problem)));
      const empty = { attended: '', noShows: '', unbooked: '', attendances: '' };
      const said = content({ ...empty, state });
      assert.deepEqual([said.registerIn, said.booked], [false, 18], 'bookings are known before');
    }
    assert.deepEqual([content().state, content().registerIn], ['held', true]);
    const ahead = { firstDay: '2026-06-30', attended: '', noShows: '', unbooked: '', attendances: '' };
    assert.equal(content({ ...ahead, state: 'planned' }).state, 'planned');
    assert.deepEqual(Object.keys(problems({ ...ahead, state: 'awaiting' })), ['state']);
  });

  it('read the same again when they are typed as they were saved', () => {
    for (const said of [
      content(),
      content({ course: '', otherCourse: 'Neglect', level: '1', format: 'not-said', note: 'a\nb' }),
      content({ state: 'awaiting', attended: '', noShows: '', unbooked: '', attendances: '', days: '1.5' }),
    ]) {
      assert.deepEqual(content(retypedRun(said, words)), said);
    }
  });
});

describe('The fields of totals', () => {
  it('read the same again when they are typed as they were saved', () => {
    const read = readCourseTotal(
      { course: 'safer recruitment', level: '2', held: '4', attended: '45' },
      words,
      null,
    );
    assert.ok(read.ok);
    assert.deepEqual(read.content.course, 'Safer Recruitment');
    const again = readCourseTotal(retypedTotal(read.content, words), words, 'Safer Recruitment');
    assert.deepEqual(again, read);
    const programme = readProgrammeTotal(
      { planned: '37', held: '29', attended: '557', attendances: 'schools 40' },
      words,
    );
    assert.ok(programme.ok);
    assert.deepEqual(readProgrammeTotal(retypedTotal(programme.content, words), words), programme);
  });

  it('need a figure, and a course', () => {
    const course = readCourseTotal({}, words, null);
    assert.ok(!course.ok);
    assert.deepEqual(course.problems, { course: 'Say which course.', planned: 'Give at least one figure.' });
    const none = readProgrammeTotal({ held: 'nil', attended: '5' }, words);
    assert.ok(!none.ok);
    assert.deepEqual(none.problems, { attended: 'Nobody can have attended where none was held.' });
    assert.ok(readProgrammeTotal({ held: 'nil' }, words).ok);
  });
});

describe('What a file brings', () => {
  it('is held to the same rules', () => {
    const good = content();
    assert.deepEqual(checkRun(good, rules), { problems: {}, misfits: [] });
    const { problems: found, misfits } = checkRun(
      {
        ...good,
        course: ' ',
        level: 12,
        booked: -1,
        attended: 2.5,
        days: Number.NaN,
        firstDay: '2025-12-31',
      },
      rules,
    );
    assert.deepEqual(Object.keys(found).sort(), [
      'attended',
      'booked',
      'course',
      'days',
      'firstDay',
      'level',
    ]);
    assert.ok(misfits.length > 0);
    const [total] = [{ ...good, planned: -1, held: 0.5 }];
    assert.deepEqual(Object.keys(checkTotal(total).problems).sort(), ['held', 'planned']);
  });
});

describe('The period of a day', () => {
  const of = (day: string, starts: string, ends: string, yearStarts = 4) =>
    periodOfDay(day, { starts, ends }, yearStarts);
  it('is named like the periods of its length', () => {
    assert.equal(of('2026-03-31', '2026-04-01', '2026-07-01'), '2025-26 Q4');
    assert.equal(of('2026-10-01', '2026-04-01', '2026-10-01'), '2026-27 H2');
    assert.equal(of('2026-03-31', '2026-04-01', '2027-04-01'), '2025-26');
    assert.equal(of('2026-12-31', '2026-11-01', '2026-12-01'), '2026-12');
    assert.equal(of('2026-12-31', '2026-01-01', '2026-04-01', 1), '2026 Q4');
    assert.equal(of('1999-05-01', '1999-05-01', '2000-05-01', 5), '1999-00');
  });
});
