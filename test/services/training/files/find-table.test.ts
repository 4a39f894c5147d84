import assert from 'node:assert/strict';
import { isCollateError } from '../../../../services/errors.ts';
import { columnsOf, tableOf, vocabulary } from './reading-of.ts';
import { day, workbook } from './workbooks.ts';

const meanings = async (file: string | Uint8Array, words = vocabulary()) =>
  Object.fromEntries((await columnsOf(file, words)).map(({ heading, meaning }) => [heading, meaning]));

describe('The table in a file', () => {
  it('has its headings below a title, a logo and an explanation', async () => {
    const table = await tableOf('Vale training\nPrinted 3 April 2026\n\n,Course,Start date\n,A,03/04/2026\n');
    assert.deepEqual(table.headings, ['', 'Course', 'Start date']);
    assert.deepEqual(table.rows, [{ number: 5, cells: ['', 'A', '03/04/2026'] }]);
  });

  it('is on the first sheet that has one', async () => {
    const bytes = await workbook({
      Cover: [['Training report'], ['Made for the board']],
      Runs: [
        ['Course', 'Date', 'Attended'],
        ['A', day('2026-04-03'), 4],
      ],
      Other: [
        ['Course', 'Date', 'Attended', 'Booked'],
        ['B', day('2026-04-03'), 4, 4],
      ],
    });
    assert.equal((await tableOf(bytes)).sheet, 'Runs');
  });

  it('may have two rows of headings, the upper spanning several columns', async () => {
    const table = await tableOf(
      'Course,Start date,Numbers,,,Attendance by agency,\n,,Places,Booked,Attended,Police,Health\nA,03/04/2026,20,18,15,5,4\n',
    );
    assert.deepEqual(table.headings, [
      'Course',
      'Start date',
      'Places',
      'Booked',
      'Attended',
      'Police',
      'Health',
    ]);
    assert.equal(table.rows.length, 1);
  });

  it('leaves out headings that come again on the next page, and empty rows', async () => {
    const table = await tableOf('Course,Date\nA,03/04/2026\n,\nCourse,Date\nB,04/04/2026\n');
    assert.deepEqual(
      table.rows.map(({ number }) => number),
      [2, 5],
    );
  });

  it('is refused where there are no headings, and never takes a delegate’s row for them', async () => {
    const isRefused = (error: unknown) =>
      isCollateError(error, 'file_invalid') &&
      !/Ada|Police/.test(error.message) &&
      /Start date/.test(error.message);
    await assert.rejects(tableOf('Working Together,03/04/2026,Ada Example,Police,Attended\n'), isRefused);
    await assert.rejects(tableOf('x,y\n1,2\n'), isRefused);
    await assert.rejects(tableOf('Course\nA\n'), isRefused);
  });
});

describe('The columns of a table', () => {
  it('are known by usual headings, however they are written', async () => {
    assert.deepEqual(
      await meanings(
        'COURSE_TITLE,Date of Course,Venue:,No. of places,"Booked ",DNA\'s,Walk-ins,Numbers?\nA,03/04/2026,x,1,1,1,1,1\n',
      ),
      {
        COURSE_TITLE: 'course',
        'Date of Course': 'first-day',
        'Venue:': 'room',
        'No. of places': 'places',
        Booked: 'booked',
        "DNA's": null,
        'Walk-ins': 'unbooked',
        'Numbers?': null,
      },
    );
  });

  it('are what the board’s people said before, over what is usual', async () => {
    const words = vocabulary({ 'Numbers?': 'attended', Venue: '-', Name: 'course' });
    assert.deepEqual(await meanings('Name,Date,Venue,Numbers?,Attended\nA,03/04/2026,x,4,5\n', words), {
      Name: 'course',
      Date: 'first-day',
      Venue: '-',
      'Numbers?': 'attended',
      Attended: '-',
    });
  });

  it('mean one thing each: the surest heading is taken', async () => {
    assert.deepEqual(await meanings('Course,Date,Start date,Date booked\nA,x,03/04/2026,y\n'), {
      Course: 'course',
      Date: '-',
      'Start date': 'first-day',
      'Date booked': '-',
    });
  });

  it('count by agency and by sector where they are called so', async () => {
    assert.deepEqual(
      await meanings('Course,Date,Police,Health,__proto__,constructor\nA,03/04/2026,1,2,3,4\n'),
      {
        Course: 'course',
        Date: 'first-day',
        Police: 'agency:p',
        Health: 'sector:health',
        ['__proto__']: null,
        constructor: null,
      },
    );
  });

  it('are asked about up to the fiftieth, and left out where they have no heading', async () => {
    const many = Array.from(
      { length: 50 },
      (_, index) => `Odd ${String.fromCharCode(97 + (index % 26))}${index}x`,
    );
    const columns = await columnsOf(`Course,Date,,${many.join(',')}\nA,03/04/2026,z\n`);
    assert.equal(columns.filter(({ meaning }) => meaning === null).length, 50);
    assert.equal(columns.length, 52);
  });
});
