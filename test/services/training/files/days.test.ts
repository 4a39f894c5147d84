import assert from 'node:assert/strict';
import { readDay } from '../../../../services/training/files/days.ts';

const read = (text: string) => readDay(text, 'Europe/London');
const dayIn = (text: string) => {
  const found = read(text);
  return typeof found === 'string' ? found : found.day;
};

describe('A day in a table', () => {
  it('has the day before the month, in all the ways people write it', () => {
    for (const text of [
      '03/04/2026',
      '3/4/26',
      '3.4.2026',
      '3-4-2026',
      '03-Apr-26',
      '3 April 2026',
      '3rd April 2026',
      'Friday 3rd April, 2026',
      'Fri 3 Apr 2026',
      '3-4 April 2026',
      '3 & 4 April 2026',
      '3 and 4 April 2026',
      '03/04/2026 - 04/04/2026',
      '2026-04-03',
      '2026/04/03',
      '2026-04-03T09:30:00',
      '46115',
    ])
      assert.equal(dayIn(text), '2026-04-03', text);
  });

  it('may have a time with it', () => {
    assert.deepEqual(read('03/04/2026 09:30'), { day: '2026-04-03', time: '09:30' });
    assert.deepEqual(read('3 April 2026 9.30'), { day: '2026-04-03', time: '09:30' });
    assert.deepEqual(read('46115.395833333'), { day: '2026-04-03', time: '09:30' });
    assert.deepEqual(read('2026-04-03 00:00:00'), { day: '2026-04-03', time: null });
  });

  it('is a day of the board’s zone where the file gives an instant', () => {
    assert.deepEqual(read('2026-04-03T23:30:00Z'), { day: '2026-04-04', time: '00:30' });
    assert.deepEqual(read('2026-01-03T23:30:00Z'), { day: '2026-01-03', time: '23:30' });
  });

  it('is told from one with the month first, and from what is no day', () => {
    assert.equal(read('04/23/2026'), 'month-first');
    for (const text of [
      '',
      'tbc',
      '31/02/2026',
      '2026',
      '12',
      '1 Foo 2026',
      '3 April',
      '00/00/0000',
      '1/1/0001',
      '99999',
    ])
      assert.equal(read(text), 'unreadable', text);
  });
});
