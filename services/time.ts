/** Days and instants. The store holds UTC instants and plain days; the board's zone is applied at the edges. */
import { DateTime } from 'luxon';

/** A calendar day in the board's zone: `YYYY-MM-DD`. Days compare as strings. */
export type Day = string;

/** In milliseconds, of a day without a zone. */
const DAY = 24 * 60 * 60 * 1000;

/** The day it is in a zone at an instant. */
export function dayOf(instant: Date, zone: string): Day {
  return DateTime.fromJSDate(instant, { zone }).toISODate() as Day;
}

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
export function offsetOf(instant: Date, zone: string): number {
  return DateTime.fromJSDate(instant, { zone }).offset * 60_000;
}

/** The instant at which a day begins in a zone; through clock changes too. */
export function startOfDay(day: Day, zone: string): Date {
  return DateTime.fromISO(day, { zone }).startOf('day').toJSDate();
}

/** True for an existing calendar day written as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

/** Reckoned without a zone, and so without a library: plans and deadlines ask for it thousands of times. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** 0 for Sunday, to 6. */
export const weekdayOf = (day: Day): number => new Date(Date.parse(day)).getUTCDay();

/** How many days lie from one day to another; negative where the other is earlier. */
export const daysFrom = (one: Day, other: Day): number => (Date.parse(other) - Date.parse(one)) / DAY;

/** The same day in another month; the month's last where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ months }).toISODate() as Day;
}

/** The same day in another year; 29 February becomes 28 where there is none. */
export function addYears(day: Day, years: number): Day {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ years }).toISODate() as Day;
}

/** True for a zone that the platform knows, as `Europe/London`. */
export function isZone(name: string): boolean {
  return DateTime.local({ zone: name }).isValid;
}

/** A day inside a sentence: `31 Mar 2026`. */
export function sayDay(day: Day): string {
  // The British locale writes "Sept", which no other month's length prepares for.
  return DateTime.fromISO(day, { zone: 'utc', locale: 'en' }).toFormat('d LLL yyyy');
}

/** The instant at which the clocks of a zone show a time (`HH:MM`) on a day; an hour later where they skip it. */
export function instantAt(day: Day, time: string, zone: string): Date {
  return DateTime.fromISO(`${day}T${time}`, { zone }).toJSDate();
}
