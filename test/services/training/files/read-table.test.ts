import assert from 'node:assert/strict';
import { isCollateError } from '../../../../services/errors.ts';
import type { RunInFile } from '../../../../services/training/files/reading.ts';
import { readingOf, vocabulary } from './reading-of.ts';
import { day, workbook } from './workbooks.ts';

const lineOf = ({ course, day: first, room, counts }: RunInFile) => [
  course,
  first,
  room,
  counts.places,
  counts.booked,
  counts.cancelled,
  counts.noShows,
  counts.unbooked,
  counts.attended,
];

describe('A file with one row a run', () => {
  it('gives its figures, and what agencies’ columns count', async () => {
    const { shape, runs, leftOut, unused } = await readingOf(
      'Course,Level,Start date,End date,Venue,Delivery,Places,Booked,Cancelled,DNA,Walk ins,Attended,Police,Health,Trainer\n' +
        'Working Together,Level 2,03/04/2026,04/04/2026,Town Hall,Face to face,"1,020",18,2,1,nil,15,5,4,Ada Example\n' +
        'Neglect,1,10/04/2026,,MS Teams,,n/a,,,,,,,,\n',
    );
    assert.equal(shape, 'runs');
    assert.deepEqual(runs.map(lineOf), [
      ['Working Together', '2026-04-03', 'Town Hall', 1020, 18, 2, 1, 0, 15],
      ['Neglect', '2026-04-10', 'MS Teams', null, null, null, null, null, null],
    ]);
    assert.deepEqual(runs[0]?.attendances, [
      { of: 'agency:p', attended: 5 },
      { of: 'sector:health', attended: 4 },
    ]);
    assert.deepEqual(
      runs.map(({ level, days, format }) => [level, days, format]),
      [
        [2, 2, 'room'],
        [1, null, 'online'],
      ],
    );
    assert.deepEqual(leftOut, []);
    assert.deepEqual(unused, ['Trainer']);
  });

  it('names every row that it leaves out, and why', async () => {
    const { runs, leftOut, rows } = await readingOf(
      [
        'Course,Start date,Booked,Attended',
        'LEVEL 1 COURSES,,,',
        'A,03/04/2026,4,4',
        'B,soon,4,4',
        'C,04/04/2026,about 20,4',
        'D,05/04/2026,-3,4',
        'Sub-total,,8,8',
        'Grand Total,,16,16',
        'Total Respect,06/04/2026,3,3',
        'Printed by the learning system,,,',
      ].join('\n'),
    );
    assert.deepEqual(
      runs.map(({ course }) => course),
      ['A', 'Total Respect'],
    );
    assert.equal(rows, 9);
    assert.deepEqual(leftOut, [
      { why: 'no-day', count: 2, rows: [2, 10] },
      { why: 'day-unreadable', count: 1, rows: [4] },
      { why: 'number-unreadable', count: 2, rows: [5, 6] },
      { why: 'total', count: 2, rows: [7, 8] },
    ]);
  });

  it('takes a course from the row above where its cell was merged with it, and says so', async () => {
    const bytes = await workbook([
      ['Course', 'Date', 'Attended'],
      ['A', day('2026-04-03'), 4],
      [null, day('2026-04-10'), 5],
      ['B', day('2026-04-11'), 6],
    ]);
    const { runs, carried } = await readingOf(bytes);
    assert.deepEqual(
      runs.map(({ course }) => course),
      ['A', 'A', 'B'],
    );
    assert.deepEqual(carried, [3]);
  });

  it('reads a status as what became of the run', async () => {
    const { shape, runs, statuses } = await readingOf(
      'Course,Date,Status\nA,03/04/2026,Delivered\nA,04/04/2026,Postponed\n',
    );
    assert.equal(shape, 'runs');
    assert.deepEqual(
      runs.map(({ state }) => state),
      ['delivered', 'postponed'],
    );
    assert.deepEqual(
      statuses.map(({ text, count }) => [text, count]),
      [
        ['Delivered', 1],
        ['Postponed', 1],
      ],
    );
  });

  it('refuses days with the month first, of which most would be read as other days', async () => {
    const isRefused = (error: unknown) =>
      isCollateError(error, 'file_invalid') && /month first/.test(error.message);
    await assert.rejects(readingOf('Course,Date\nA,04/03/2026\nB,04/23/2026\n'), isRefused);
    // One slip among days that are written as here is a row left out.
    const { leftOut } = await readingOf('Course,Date\nA,04/23/2026\nB,23/04/2026\n');
    assert.deepEqual(leftOut, [{ why: 'day-unreadable', count: 1, rows: [2] }]);
  });

  it('stands ragged rows, far too many numbers and names of prototypes', async () => {
    const { runs } = await readingOf(
      'Course,Date,Booked,Attended\nA,03/04/2026\n__proto__,03/04/2026,1,1,9,9,9\nconstructor,03/04/2026,,99999999999\n',
    );
    assert.deepEqual(
      runs.map(({ course, counts }) => [course, counts.booked]),
      [
        ['A', null],
        ['__proto__', 1],
      ],
    );
  });
});

describe('A file with one row a delegate', () => {
  const csv = [
    'Event;Start date;Venue;Title;First name;Surname;Email;Telephone;Organisation;Booking status',
    'Working Together;03/04/2026;Town Hall;Ms;Ada;Example;ada@example.org;07700 900001;Police;Attended',
    'Working Together;03/04/2026;Town Hall;Mr;Bob;Sample;bob@example.org;07700 900002;Health;Did not attend',
    'working together ;3 April 2026;town hall;Dr;Cai;Specimen;cai@example.org;07700 900003;Cheshire Constabulary;Attended',
    'Working Together;03/04/2026;Town Hall;;Dee;Pattern;dee@example.org;;Police;Cancelled',
    'Working Together;03/04/2026;Town Hall;;Eve;Dummy;eve@example.org;;Police;Attended',
    'Neglect;04/04/2026;Online;;Flo;Model;flo@example.org;;;Walk-in',
  ].join('\n');

  it('is counted up to runs, by agency and status', async () => {
    const { shape, runs, agencies, statuses } = await readingOf(csv);
    assert.equal(shape, 'bookings');
    assert.deepEqual(
      runs.map(({ course, day: first, row, tallies }) => ({ course, first, row, tallies })),
      [
        {
          course: 'Working Together',
          first: '2026-04-03',
          row: 2,
          tallies: [
            { agency: 'police', status: 'attended', people: 2 },
            { agency: 'health', status: 'did not attend', people: 1 },
            { agency: 'cheshire constabulary', status: 'attended', people: 1 },
            { agency: 'police', status: 'cancelled', people: 1 },
          ],
        },
        {
          course: 'Neglect',
          first: '2026-04-04',
          row: 7,
          tallies: [{ agency: '', status: 'walk in', people: 1 }],
        },
      ],
    );
    assert.deepEqual(
      agencies.map(({ text, count }) => [text, count]),
      [
        ['Police', 3],
        ['Health', 1],
        ['Cheshire Constabulary', 1],
        ['', 1],
      ],
    );
    assert.equal(statuses.length, 4);
  });

  it('leaves nothing of the delegates behind', async () => {
    const kept = JSON.stringify(await readingOf(csv));
    for (const secret of [
      /\b(ada|bob|cai|dee|eve|flo)\b/i,
      /example|sample|specimen|pattern|dummy/i,
      /@/,
      /07700/,
    ])
      assert.doesNotMatch(kept, secret);
  });

  it('tells runs of one course and day apart by room, time or number', async () => {
    const by = async (heading: string, one: string, other: string) =>
      (
        await readingOf(
          `Course,Date,${heading},Name,Status\nA,03/04/2026,${one},N,Attended\nA,03/04/2026,${other},N,Attended\n`,
        )
      ).runs.length;
    assert.equal(await by('Venue', 'Town Hall', 'Library'), 2);
    assert.equal(await by('Start time', '09:30', '13:30'), 2);
    assert.equal(await by('Session code', 'WT1', 'WT2'), 2);
    assert.equal(await by('Venue', 'Town Hall', 'town hall'), 1);
    assert.equal(await by('Odd', 'x', 'y'), 1);
  });

  it('understands columns that say yes or no to each delegate', async () => {
    const { shape, runs } = await readingOf(
      'Course,Date,Name,Agency,Booked,Attended,DNA\nA,03/04/2026,N,Police,Y,Y,\nA,03/04/2026,N,Police,Y,N,Y\nA,03/04/2026,N,Police,Y,,\n',
    );
    assert.equal(shape, 'bookings');
    assert.deepEqual(
      runs[0]?.tallies.map(({ status }) => status),
      ['attended', 'did not attend', 'booked'],
    );
    const digits = await readingOf('Course,Date,Name,Attended\nA,03/04/2026,N,1\nA,03/04/2026,N,0\n');
    assert.deepEqual(
      digits.runs[0]?.tallies.map(({ status }) => status),
      ['attended', 'did not attend'],
    );
  });

  it('counts e-learning by the month, since everybody has a day of their own', async () => {
    const { runs } = await readingOf(
      'Course,Completion date,Type,Learner,Status\nA,03/04/2026,E-learning,N,Completed\nA,28/04/2026,eLearning,N,Completed\nA,01/05/2026,e learning,N,Completed\n',
    );
    assert.deepEqual(
      runs.map(({ day: first, tallies }) => [first, tallies[0]?.people]),
      [
        ['2026-04-01', 2],
        ['2026-05-01', 1],
      ],
    );
  });

  it('takes course and day from above where a register gives them once', async () => {
    const { runs, carried } = await readingOf(
      'Course,Date,Name,Agency,Status\nA,03/04/2026,N,Police,Attended\n,,N,Total Care Ltd,Attended\n,,Total,,2\n',
      vocabulary(),
    );
    assert.deepEqual(
      runs.map(({ tallies }) => tallies.length),
      [2],
    );
    assert.deepEqual(carried, [3]);
  });
});
