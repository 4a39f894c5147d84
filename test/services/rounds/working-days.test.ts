import assert from 'node:assert/strict';
import {
  addWorkingDays,
  calendarOf,
  isOpenMoment,
  openMoment,
  workingDaysBetween,
} from '../../../services/rounds/working-days.ts';
import { instantAt } from '../../../services/time.ts';

const board = (given: Partial<Parameters<typeof calendarOf>[0]> = {}) => ({
  timezone: 'Europe/London',
  holidays: 'england-and-wales',
  settings: { ratings: {}, training: null, digest: null },
  ...given,
});
const calendar = calendarOf(board());
const opens = (instant: string, given = calendar) => openMoment(given, new Date(instant)).toISOString();

describe('Working days', () => {
  it('leave out weekends and the bank holidays of England and Wales, with those that take another’s place', () => {
    const closed = [
      '2026-11-28',
      '2026-11-29',
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-04',
      '2026-05-25',
      '2026-08-31',
      '2026-12-25',
      '2026-12-28',
      '2027-12-27',
      '2027-12-28',
    ];
    assert.deepEqual(closed.filter(calendar.isWorkingDay), []);
    // The days beside them, and Scotland's own holiday.
    const open = [
      '2026-11-27',
      '2026-01-02',
      '2026-04-02',
      '2026-04-07',
      '2026-05-05',
      '2026-12-24',
      '2026-12-29',
    ];
    assert.deepEqual(open.filter(calendar.isWorkingDay), open);
  });

  it('never hold Christmas Day, whatever the board keeps', () => {
    const none = calendarOf(board({ holidays: 'none' }));
    assert.equal(none.isWorkingDay('2026-12-25'), false);
    assert.equal(none.isWorkingDay('2026-12-28'), true);
    assert.equal(calendarOf(board({ holidays: null })).isWorkingDay('2026-12-28'), false);
  });

  it('are counted forwards and backwards, over Easter and over the new year', () => {
    assert.equal(addWorkingDays(calendar, '2026-07-10', -10), '2026-06-26');
    assert.equal(addWorkingDays(calendar, '2026-04-02', 1), '2026-04-07');
    assert.equal(addWorkingDays(calendar, '2026-04-07', -1), '2026-04-02');
    assert.equal(addWorkingDays(calendar, '2026-12-24', 1), '2026-12-29');
    assert.equal(addWorkingDays(calendar, '2027-01-04', -4), '2026-12-24');
    assert.equal(addWorkingDays(calendar, '2026-07-11', 0), '2026-07-13');
    assert.equal(addWorkingDays(calendar, '2026-07-10', 0), '2026-07-10');
    for (const count of [-23, -1, 1, 7, 40]) {
      const there = addWorkingDays(calendar, '2026-12-14', count);
      assert.equal(workingDaysBetween(calendar, '2026-12-14', there), count);
    }
  });
});

describe('The moments at which people are written to', () => {
  it('begin when the quiet hours end, in winter and in summer', () => {
    assert.equal(opens('2026-11-27T06:00:00Z'), '2026-11-27T07:30:00.000Z');
    assert.equal(opens('2026-07-01T05:00:00Z'), '2026-07-01T06:30:00.000Z');
    assert.equal(opens('2026-11-26T19:00:00Z'), '2026-11-27T07:30:00.000Z');
    assert.equal(opens('2026-11-26T18:59:59Z'), '2026-11-26T18:59:59.000Z');
    assert.ok(isOpenMoment(calendar, new Date('2026-11-27T07:30:00Z')));
  });

  it('wait for the next working day, over both changes of the clocks', () => {
    assert.equal(opens('2026-03-27T20:00:00Z'), '2026-03-30T06:30:00.000Z');
    assert.equal(opens('2026-10-23T20:00:00Z'), '2026-10-26T07:30:00.000Z');
    assert.equal(opens('2026-12-24T19:30:00Z'), '2026-12-29T07:30:00.000Z');
    assert.equal(opens('2026-04-02T22:00:00Z'), '2026-04-07T06:30:00.000Z');
  });

  it('may have a pause at noon instead, and another zone', () => {
    const settings = { ...board().settings, quiet: { from: '12:00', to: '13:00' } };
    const paused = calendarOf(board({ settings }));
    assert.equal(opens('2026-11-27T12:20:00Z', paused), '2026-11-27T13:00:00.000Z');
    assert.equal(opens('2026-11-27T03:00:00Z', paused), '2026-11-27T03:00:00.000Z');
    const paris = calendarOf(board({ timezone: 'Europe/Paris' }));
    assert.equal(opens('2026-11-27T06:00:00Z', paris), '2026-11-27T06:30:00.000Z');
  });

  it('are reckoned from what the clocks show', () => {
    assert.equal(instantAt('2026-03-29', '09:00', 'Europe/London').toISOString(), '2026-03-29T08:00:00.000Z');
    assert.equal(instantAt('2026-03-28', '09:00', 'Europe/London').toISOString(), '2026-03-28T09:00:00.000Z');
    assert.equal(instantAt('2026-10-25', '09:00', 'Europe/London').toISOString(), '2026-10-25T09:00:00.000Z');
    assert.equal(instantAt('2026-03-29', '01:30', 'Europe/London').toISOString(), '2026-03-29T01:30:00.000Z');
  });
});
