/** Days as people and programs write them in tables; where day and month could be either, the day comes first. */
import { DateTime } from 'luxon';
import { type Day, dayOf, isDay } from '../../time.ts';

export interface ReadDay {
  day: Day;
  /** The time of day, as "09:30", where one stands with it. */
  time: string | null;
}

export type DayProblem =
  /** No day can be read from it. */
  | 'unreadable'
  /** It can only be a day with the month first, as 04/23/2026. */
  | 'month-first';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Serial days of a workbook whose cells were not formatted as days: the years 2000 to 2099. */
const SERIAL = { from: 36_526, to: 73_050, epoch: '1899-12-30' };

const YEARS = { from: 1990, to: 2100 };

/** @param zone in which an instant, as 2026-04-03T23:00:00Z, is a day */
export function readDay(text: string, zone: string): ReadDay | DayProblem {
  const said = text
    .trim()
    .toLowerCase()
    .replace(/^(mon|tues?|wed(nes)?|thur?s?|fri|sat(ur)?|sun)(day)?[\s,.]+/, '')
    .replace(/(\d)(st|nd|rd|th)\b/g, '$1');
  const found = iso(said, zone) ?? numbers(said) ?? words(said) ?? serial(said);
  return found ?? 'unreadable';
}

function iso(text: string, zone: string): ReadDay | null {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]+(\d{1,2}:\d{2})(.*))?$/.exec(text);
  if (!match) return null;
  const [, year, month, date, time, rest = ''] = match;
  if (time && /(z|[+-]\d{2}:?\d{2})$/.test(rest.trim())) {
    const instant = new Date(text.replace(' ', 'T').toUpperCase());
    if (!Number.isNaN(instant.getTime())) {
      const clock = DateTime.fromJSDate(instant, { zone }).toFormat('HH:mm');
      return { day: dayOf(instant, zone), time: clock };
    }
  }
  return dayFrom(year, month, date, time);
}

function numbers(text: string): ReadDay | DayProblem | null {
  const match = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)(?:[,t ]+(\d{1,2}[:.]\d{2}))?/.exec(text);
  if (!match) return null;
  const [, date, month, year, time] = match;
  return dayFrom(year, month, date, time) ?? (dayFrom(year, date, month) ? 'month-first' : null);
}

function words(text: string): ReadDay | null {
  const match =
    /^(\d{1,2})(?: ?(?:-|–|&|\/|,|and|to) ?\d{1,2})?[-/. ]*([a-z]{3,9})\.?[-/, ]*(\d{4}|\d{2})(?!\d)(?:[,t ]+(\d{1,2}[:.]\d{2}))?/.exec(
      text,
    );
  if (!match) return null;
  const [, date, name = '', year, time] = match;
  const month = MONTHS.indexOf(name.slice(0, 3)) + 1;
  return month === 0 ? null : dayFrom(year, String(month), date, time);
}

function serial(text: string): ReadDay | null {
  if (!/^\d{5}(\.\d+)?$/.test(text)) return null;
  const number = Number(text);
  if (number < SERIAL.from || number > SERIAL.to) return null;
  const at = DateTime.fromISO(SERIAL.epoch, { zone: 'utc' }).plus({ minutes: Math.round(number * 1440) });
  const time = at.toFormat('HH:mm');
  return { day: at.toISODate() as Day, time: time === '00:00' ? null : time };
}

function dayFrom(year = '', month = '', date = '', time: string | null = null): ReadDay | null {
  const whole = year.length === 2 ? `20${year}` : year;
  const day = `${whole}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (!isDay(day) || Number(whole) < YEARS.from || Number(whole) > YEARS.to) return null;
  const clock = time?.replace('.', ':').padStart(5, '0') ?? null;
  return { day, time: clock === '00:00' ? null : clock };
}
