/**
 * On which days, and at which hours, a board is written to: not at weekends, not on bank holidays, not on Christmas
 * Day, and not in its quiet hours. Deadlines are reckoned in the same working days.
 */
import Holidays from 'date-holidays';
import { DateTime } from 'luxon';
import type { BoardRow } from '../store/entities/board.ts';
import { addDays, type Day, weekdayOf } from '../time.ts';

/** The words that a board file may give for `holidays`, and where they are kept. */
const kept: Record<string, readonly [country: string, state: string] | null> = {
  'england-and-wales': ['GB', 'ENG'],
  none: null,
};

export const holidayWords = Object.keys(kept) as [string, ...string[]];

export interface QuietHours {
  /** `HH:MM`, in the board's zone. */
  from: string;
  to: string;
}

export interface WorkingCalendar {
  zone: string;
  quiet: QuietHours;
  isWorkingDay(day: Day): boolean;
}

const DEFAULT_HOLIDAYS = 'england-and-wales';
const DEFAULT_QUIET: QuietHours = { from: '19:00', to: '07:30' };

/** Days in a row that nobody works: more than any two bank holidays and weekends together. */
const LONGEST_CLOSED = 20;

export function calendarOf({
  timezone,
  holidays,
  settings,
}: Pick<BoardRow, 'timezone' | 'holidays' | 'settings'>): WorkingCalendar {
  const where = kept[holidays ?? DEFAULT_HOLIDAYS] ?? null;
  return {
    zone: timezone,
    quiet: settings.quiet ?? DEFAULT_QUIET,
    isWorkingDay: day =>
      !isWeekend(day) && !day.endsWith('-12-25') && !(where !== null && isBankHoliday(day, where)),
  };
}

const isWeekend = (day: Day) => weekdayOf(day) % 6 === 0;

/** The bank holidays of a place and year, which never change while the program runs. */
const years = new Map<string, ReadonlySet<Day>>();

function isBankHoliday(day: Day, [country, state]: readonly [string, string]): boolean {
  const year = day.slice(0, 4);
  const key = `${country} ${state} ${year}`;
  const known = years.get(key);
  if (known) return known.has(day);
  const days = new Holidays(country, state)
    .getHolidays(Number(year))
    .filter(({ type }) => type === 'public' || type === 'bank')
    .map(({ date }) => date.slice(0, 10));
  const found = new Set(days);
  years.set(key, found);
  return found.has(day);
}

/** The day itself where it is a working day, else the next that is. */
export function workingDayFrom(calendar: WorkingCalendar, day: Day): Day {
  let found = day;
  for (let step = 0; step < LONGEST_CLOSED && !calendar.isWorkingDay(found); step += 1)
    found = addDays(found, 1);
  return found;
}

/** So many working days after a day; before it where the number is negative. None: the day, or the next that is one. */
export function addWorkingDays(calendar: WorkingCalendar, day: Day, count: number): Day {
  if (count === 0) return workingDayFrom(calendar, day);
  const step = Math.sign(count);
  let found = day;
  for (let left = Math.abs(count); left > 0; ) {
    found = addDays(found, step);
    if (calendar.isWorkingDay(found)) left -= 1;
  }
  return found;
}

/** How many working days lie after one day up to another; negative where the other is earlier. */
export function workingDaysBetween(calendar: WorkingCalendar, from: Day, to: Day): number {
  const [first, last, sign] = from <= to ? [from, to, 1] : [to, from, -1];
  let count = 0;
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1))
    if (calendar.isWorkingDay(day)) count += 1;
  return count === 0 ? 0 : sign * count;
}

/** The instant itself where people may be written to, else the next such instant. */
export function openMoment(calendar: WorkingCalendar, instant: Date): Date {
  const { zone, quiet } = calendar;
  let at = DateTime.fromJSDate(instant, { zone });
  for (let step = 0; step < LONGEST_CLOSED; step += 1) {
    if (calendar.isWorkingDay(at.toISODate() as Day)) {
      const [ends, isQuiet] = quietEnd(at, quiet);
      if (!isQuiet) return at.toJSDate();
      if (ends) return ends.toJSDate();
    }
    at = at.plus({ days: 1 }).startOf('day');
  }
  return at.toJSDate();
}

export const isOpenMoment = (calendar: WorkingCalendar, instant: Date): boolean =>
  openMoment(calendar, instant).getTime() === instant.getTime();

/** Whether it is quiet, and when that ends on the same day; null where it lasts beyond midnight. */
function quietEnd(at: DateTime, { from, to }: QuietHours): [DateTime | null, boolean] {
  const time = at.toFormat('HH:mm');
  const end = () => atTime(at, to);
  if (from < to) return time >= from && time < to ? [end(), true] : [null, false];
  if (time < to) return [end(), true];
  return [null, time >= from];
}

function atTime(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 });
}

/** The day itself where it is a working day, else the last before it that is. */
export function workingDayUpTo(calendar: WorkingCalendar, day: Day): Day {
  return calendar.isWorkingDay(day) ? day : addWorkingDays(calendar, day, -1);
}
