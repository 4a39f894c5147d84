/** Calendar files: which days their events are on, and what is wrong with those that cannot be read. */
import assert from 'node:assert/strict';
import { type IcsCalendar, LARGEST_CALENDAR, readIcs } from '../../../services/calendar/read-ics.ts';
import { type ErrorCode, isCollateError } from '../../../services/errors.ts';
import { type EventLines, event, ics } from './calendars.ts';

const TODAY = '2026-06-01';
const read = (bytes: Uint8Array, zone = 'Europe/London'): IcsCalendar =>
  readIcs(bytes, { today: TODAY, zone });
const daysOf = (...events: EventLines[]) => read(ics(events)).events.map(({ days }) => days);
const [THU_11_JUN, THU_9_JUL, THU_13_AUG] = ['2026-06-11', '2026-07-09', '2026-08-13'];

const refused = (bytes: Uint8Array, words: RegExp, code: ErrorCode = 'calendar_invalid') =>
  assert.throws(
    () => read(bytes),
    error => {
      assert.ok(isCollateError(error, code), String(error));
      assert.match(error.message, words);
      return true;
    },
  );

describe('A calendar file', () => {
  it('gives the day of an event in the board’s zone, whatever its time is told in', () => {
    const at = (...lines: string[]): EventLines => ['UID:1', 'SUMMARY:QAS', ...lines];
    assert.deepEqual(daysOf(at('DTSTART;VALUE=DATE:20260611')), [[THU_11_JUN]]);
    assert.deepEqual(daysOf(at('DTSTART:20260611T093000')), [[THU_11_JUN]], 'floating');
    assert.deepEqual(daysOf(at('DTSTART:20260610T233000Z')), [[THU_11_JUN]], 'half past midnight in summer');
    assert.deepEqual(daysOf(at('DTSTART:20261211T233000Z')), [['2026-12-11']], 'the same evening in winter');
    assert.deepEqual(daysOf(at('DTSTART;TZID=America/New_York:20260610T200000')), [[THU_11_JUN]]);
    assert.deepEqual(daysOf(at('DTSTART;TZID=GMT Standard Time:20260611T003000')), [[THU_11_JUN]]);
    assert.deepEqual(daysOf(at('DTSTART;TZID=/example.org/2026/Europe/London:20260611T003000')), [
      [THU_11_JUN],
    ]);
    assert.deepEqual(
      readIcs(ics([at('DTSTART:20260610T233000Z')]), { today: TODAY, zone: 'America/New_York' }).events[0]
        ?.days,
      ['2026-06-10'],
    );
  });

  it('understands a zone of its own making', () => {
    const zone = [
      ...['BEGIN:VTIMEZONE', 'TZID:Head office'],
      ...['BEGIN:STANDARD', 'DTSTART:16011028T020000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'],
      ...['TZOFFSETFROM:+1400', 'TZOFFSETTO:+1300', 'END:STANDARD'],
      ...['BEGIN:DAYLIGHT', 'DTSTART:16010325T010000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3'],
      ...['TZOFFSETFROM:+1300', 'TZOFFSETTO:+1400', 'END:DAYLIGHT', 'END:VTIMEZONE'],
    ];
    const early = ['UID:1', 'SUMMARY:QAS', 'DTSTART;TZID=Head office:20260612T123000'];
    const late = ['UID:2', 'SUMMARY:QAS', 'DTSTART;TZID=Head office:20261212T123000'];
    const found = read(ics([early, late], { head: zone })).events.map(({ days }) => days);
    assert.deepEqual(found, [['2026-06-11'], ['2026-12-11']], '14 and 13 hours ahead');
    const endless = zone.map(line => line.replace('FREQ=YEARLY', 'FREQ=SECONDLY'));
    refused(ics([early], { head: endless }), /“QAS” is in the time zone “Head office”, which is not known/);
  });

  it('repeats by the clock on the wall, but for the days that were left out, moved or called off', () => {
    const series = event('s', 'QAS', '20260611', 'RRULE:FREQ=MONTHLY;BYDAY=2TH;COUNT=6');
    assert.deepEqual(daysOf(series), [
      [THU_11_JUN, THU_9_JUL, THU_13_AUG, '2026-09-10', '2026-10-08', '2026-11-12'],
    ]);
    const changed = read(
      ics([
        [...series, 'EXDATE;TZID=Europe/London:20260709T093000', 'EXDATE:20261112T093000Z'],
        event('s', 'QAS', '20260820', 'RECURRENCE-ID;TZID=Europe/London:20260813T093000'),
        event('s', 'QAS', '20260910', 'RECURRENCE-ID:20260910T083000Z', 'STATUS:CANCELLED'),
      ]),
    );
    assert.deepEqual(
      changed.events.map(({ days, cancelled }) => ({ days, cancelled })),
      [{ days: [THU_11_JUN, '2026-08-20', '2026-10-08'], cancelled: 1 }],
    );
  });

  it('ends a series on its last day, though the end is told in UTC', () => {
    for (const until of ['20260709T083000Z', '20260709', '20260709T235959Z'])
      assert.deepEqual(daysOf(event('s', 'QAS', '20260611', `RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=${until}`)), [
        [THU_11_JUN, '2026-06-25', THU_9_JUL],
      ]);
    const allDay = [
      'UID:s',
      'SUMMARY:QAS',
      'DTSTART;VALUE=DATE:20260611',
      'RRULE:FREQ=WEEKLY;UNTIL=20260625',
    ];
    assert.deepEqual(daysOf([...allDay, 'EXDATE;VALUE=DATE:20260618', 'RDATE;VALUE=DATE:20260701']), [
      [THU_11_JUN, '2026-06-25', '2026-07-01'],
    ]);
  });

  it('goes from a year back to two years ahead, and no further', () => {
    const endless = daysOf(event('s', 'QAS', '20100104', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'))[0] ?? [];
    assert.deepEqual([endless[0], endless.at(-1)], ['2025-06-02', '2028-05-29'], 'in step with 4 Jan 2010');
    assert.ok(endless.length < 80, String(endless.length));
    const { events, outside } = read(
      ics([event('a', 'QAS', '20260611'), event('b', 'Old', '20200101'), event('c', 'Far', '20300101')]),
    );
    assert.deepEqual([events.length, outside], [1, 2]);
  });

  it('tells what it passes over, and keeps no word of who comes and what is said', () => {
    const meeting = event(
      'a',
      'QAS',
      '20260611',
      'LOCATION:Council offices',
      'DESCRIPTION:About Jo Miller',
      'ATTENDEE;CN=Ann Ward:mailto:ann@police.example',
      'ORGANIZER;CN=Mia Manager:mailto:mia@board.example',
    );
    const found = read(ics([meeting, event('b', 'Dentist', '20260612', 'CLASS:PRIVATE')]));
    assert.deepEqual([found.events.length, found.private], [1, 1]);
    assert.doesNotMatch(JSON.stringify(found), /Ann|Mia|Jo Miller|Dentist/);
  });

  it('knows an invitation from a calendar, and takes a cancellation for one', () => {
    const withdrawn = read(ics([event('a', 'QAS', '20260611')], { head: ['METHOD:CANCEL'] }));
    assert.deepEqual(
      [withdrawn.isInvitation, withdrawn.events[0]?.days, withdrawn.events[0]?.cancelled],
      [true, [], 1],
    );
    assert.equal(read(ics([event('a', 'QAS', '20260611')], { head: ['METHOD:REQUEST'] })).isInvitation, true);
    assert.equal(
      read(ics([event('a', 'QAS', '20260611')], { head: ['METHOD:PUBLISH'] })).isInvitation,
      false,
    );
  });

  it('knows an event again by the id that its calendar gave it', () => {
    const [one] = read(ics([event('a', 'QAS', '20260611')])).events;
    const [moved] = read(ics([event('a', 'Renamed', '20260618')])).events;
    assert.equal(one?.origin, moved?.origin);
    assert.notEqual(one?.origin, read(ics([event('b', 'QAS', '20260611')])).events[0]?.origin);
  });

  it('is read with two hundred events, folded lines, a mark at its beginning, and two calendars in it', () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      event(`m${index}`, `Meeting ${index}`, `2026${String(1 + (index % 12)).padStart(2, '0')}10`),
    );
    assert.equal(read(ics(many)).events.length, 200);
    const text = `\uFEFF${Buffer.from(ics([event('a', 'Quality\r\n  Assurance', '20260611')]))}`;
    const both = read(Buffer.from(`${text}${Buffer.from(ics([event('b', 'QAS', '20260709')]))}`));
    assert.deepEqual(
      both.events.map(({ title, days }) => [title, days]),
      [
        ['Quality Assurance', [THU_11_JUN]],
        ['QAS', [THU_9_JUL]],
      ],
    );
  });

  it('is refused in words that say what to do, where nothing can be read of it', () => {
    refused(Buffer.from('Dish,Price\nSoup,4\n'), /not a calendar file\. Export the calendar as \.ics/);
    refused(Buffer.from([0x50, 0x4b, 0x03, 0x04]), /not a calendar file/);
    refused(Buffer.from(''), /not a calendar file/);
    refused(ics([]), /holds no events/);
    refused(
      ics([['UID:1', 'SUMMARY:QAS', 'DTSTART;TZID=Mars/Base:20260611T093000']]),
      /“Mars\/Base”, which is not known/,
    );
    refused(ics([['UID:1', 'SUMMARY:QAS']]), /“QAS” has no day that can be read/);
    refused(new Uint8Array(LARGEST_CALENDAR + 1), /larger than 2 MB/, 'file_too_large');
  });

  // Each of these keeps the library busy for ever, or for minutes.
  for (const rule of [
    'FREQ=SECONDLY;BYMONTH=2;BYHOUR=3',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;INTERVAL=99999999;BYMONTH=3',
    'FREQ=DAILY;INTERVAL=7;BYDAY=MO',
    'FREQ=YEARLY;BYDAY=-5MO;BYMONTH=7;BYSETPOS=5',
    'FREQ=YEARLY;BYDAY=WE;BYMONTHDAY=-31;BYMONTH=12',
  ])
    it(`is refused where it repeats as no meeting does: ${rule}`, () => {
      refused(
        ics([event('a', 'QAS', '20260611', `RRULE:${rule}`)]),
        /“QAS” repeats in a way that Collate does not read/,
      );
    });

  it('is refused where it holds more times than any business unit’s', () => {
    const weekly = ics([event('a', 'QAS', '20260101', 'RRULE:FREQ=WEEKLY')]);
    assert.throws(
      () => readIcs(weekly, { today: TODAY, zone: 'Europe/London', mostTimes: 100 }),
      /repeats its events too often/,
    );
  });
});
