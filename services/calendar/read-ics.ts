/**
 * Reads a calendar file (.ics, RFC 5545) for the days of its events. Of an event its title and place are read, by which
 * it is known whose meeting it is; who is invited, and what is said of it, is not.
 */
import { createHash } from 'node:crypto';
import ICAL from 'ical.js';
import { CollateError } from '../errors.ts';
import { addYears, type Day } from '../time.ts';
import { type Bounds, dayIn, isReadable, timesOf } from './recurrence.ts';
import { type Moment, type MomentOf, momentsIn } from './zones.ts';

export interface CalendarEvent {
  /** Tells the event from others in every file that has it: a digest of the id that its calendar gave it. */
  origin: string;
  /** Of its first part; empty where it has none. */
  title: string;
  place: string;
  /** In the board's zone, each once, in order; of a repeated event every day, but those that were called off. */
  days: Day[];
  /** How many of its days within the window were called off. */
  cancelled: number;
}

export interface IcsCalendar {
  /** What the calendar is called; empty where it does not say. */
  name: string;
  /** True for an invitation, a change or a cancellation by mail: it speaks of its own events alone. */
  isInvitation: boolean;
  events: CalendarEvent[];
  /** Events that their owner marked as private: they are passed over. */
  private: number;
  /** Events that are not within a year back and two years ahead. */
  outside: number;
}

export const LARGEST_CALENDAR = 2 * 1024 * 1024;
const MOST_EVENTS = 5000;
/** Times reckoned of one file: what a business unit's calendar never has. */
const MOST_TIMES = 6000;
const LONGEST_TEXT = 200;

/**
 * @param today what the window is reckoned from: a year back, since a period that is over asks by the meetings that
 * were in it, and two years ahead
 * @throws CollateError `file_too_large`; `calendar_invalid` for what is no calendar, or has nothing that can be read
 */
export function readIcs(
  bytes: Uint8Array,
  { today, zone, mostTimes = MOST_TIMES }: { today: Day; zone: string; mostTimes?: number },
): IcsCalendar {
  if (bytes.length > LARGEST_CALENDAR)
    throw new CollateError(
      'file_too_large',
      'This calendar is larger than 2 MB. Export the meetings alone, or the coming year.',
    );
  const calendars = parse(new TextDecoder().decode(bytes));
  const parts = calendars.flatMap(calendar => calendar.getAllSubcomponents('vevent'));
  if (parts.length === 0)
    throw invalid('This calendar holds no events. Export the calendar that has the meetings, and send that.');
  if (parts.length > MOST_EVENTS)
    throw invalid(
      `This calendar holds ${parts.length} events. Export the meetings alone, or the coming year.`,
    );
  const methods = calendars.map(calendar => wordOf(calendar, 'method').toUpperCase());
  const bounds: Bounds = { from: addYears(today, -1), until: addYears(today, 2), left: mostTimes };
  const isWithdrawn = methods.includes('CANCEL');
  const momentOf = momentsIn(calendars, zone);
  const open = parts.filter(part => !isPrivate(part));
  const read = [...byUid(open)].map(([uid, own]) => readEvent(uid, own, { bounds, momentOf, isWithdrawn }));
  const within = read.filter(({ days, cancelled }) => days.length + cancelled > 0);
  return {
    name: calendars.map(calendar => wordOf(calendar, 'x-wr-calname')).find(name => name !== '') ?? '',
    isInvitation: methods.some(method => method !== '' && method !== 'PUBLISH'),
    events: within,
    private: parts.length - open.length,
    outside: read.length - within.length,
  };
}

function parse(text: string): ICAL.Component[] {
  try {
    const parsed: unknown[] = ICAL.parse(text.replace(/^\uFEFF/, ''));
    const all = typeof parsed[0] === 'string' ? [parsed] : (parsed as unknown[][]);
    const calendars = all.map(one => new ICAL.Component(one)).filter(({ name }) => name === 'vcalendar');
    if (calendars.length > 0) return calendars;
  } catch {
    // Told below: the library's own words quote the file.
  }
  throw invalid('This is not a calendar file. Export the calendar as .ics (iCalendar), and send that.');
}

const invalid = (message: string) => new CollateError('calendar_invalid', message);

const wordOf = (component: ICAL.Component, property: string): string => {
  const value = component.getFirstPropertyValue(property);
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT) : '';
};

const isPrivate = (part: ICAL.Component) =>
  ['PRIVATE', 'CONFIDENTIAL'].includes(wordOf(part, 'class').toUpperCase());

function byUid(parts: readonly ICAL.Component[]): Map<string, ICAL.Component[]> {
  const found = new Map<string, ICAL.Component[]>();
  for (const [index, part] of parts.entries()) {
    const uid = wordOf(part, 'uid') || `without an id, ${index}`;
    found.set(uid, [...(found.get(uid) ?? []), part]);
  }
  return found;
}

interface Reading {
  bounds: Bounds;
  momentOf: MomentOf;
  /** True where the whole file calls its events off. */
  isWithdrawn: boolean;
}

function readEvent(uid: string, parts: readonly ICAL.Component[], reading: Reading): CalendarEvent {
  const { bounds } = reading;
  const isException = (part: ICAL.Component) => part.hasProperty('recurrence-id');
  const masters = parts.filter(part => !isException(part));
  const first = masters[0] ?? parts[0];
  const title = first ? wordOf(first, 'summary') : '';
  const exceptions = exceptionsIn(parts.filter(isException), title, reading);
  const held = new Set<Day>();
  const off = new Set<Day>();
  const note = (day: Day, isOff: boolean) => {
    if (day >= bounds.from && day <= bounds.until) (isOff ? off : held).add(day);
  };
  for (const master of masters) {
    const isOff = isCancelled(master, reading);
    for (const moment of momentsOfSeries(master, title, reading)) {
      const exception = exceptions.at(moment);
      if (!exception) note(moment.day, isOff);
      else if (!exception.isUsed) note(exception.day, isOff || exception.isOff);
      if (exception) exception.isUsed = true;
    }
  }
  // Of a series of which only some days were sent, these are all that is known.
  for (const { day, isOff, isUsed } of exceptions.all) if (!isUsed) note(day, isOff);
  return {
    origin: createHash('sha256').update(uid).digest('hex').slice(0, 32),
    title,
    place: first ? wordOf(first, 'location') : '',
    days: [...held].sort(),
    cancelled: [...off].filter(day => !held.has(day)).length,
  };
}

const isCancelled = (part: ICAL.Component, { isWithdrawn }: Reading) =>
  isWithdrawn || wordOf(part, 'status').toUpperCase() === 'CANCELLED';

interface Exception {
  of: Moment;
  day: Day;
  isOff: boolean;
  isUsed: boolean;
}

/** The days of a series that were moved or called off, by the time that they had first. */
function exceptionsIn(parts: readonly ICAL.Component[], title: string, reading: Reading) {
  const all = parts.map((part): Exception => {
    const of = momentIn(part, 'recurrence-id', title, reading);
    const starts = part.hasProperty('dtstart') ? momentIn(part, 'dtstart', title, reading) : of;
    return { of, day: starts.day, isOff: isCancelled(part, reading), isUsed: false };
  });
  const byKey = new Map(all.map(exception => [exception.of.key(), exception]));
  // Some calendars name only the day of a series that has times.
  return {
    all,
    at: (moment: Moment) =>
      byKey.size === 0 ? undefined : (byKey.get(moment.key()) ?? byKey.get(moment.day)),
  };
}

/** Every time of an event within the window, but those that it leaves out. */
function* momentsOfSeries(master: ICAL.Component, title: string, reading: Reading): Generator<Moment> {
  const { bounds } = reading;
  const [start, zoneName] = timeIn(master, 'dtstart', title);
  const leftOut = new Set(momentsOf(master, 'exdate', title, reading).map(moment => moment.key()));
  const isLeftOut = (moment: Moment) =>
    leftOut.size > 0 && (leftOut.has(moment.key()) || leftOut.has(moment.day));
  const at = (time: ICAL.Time) => known(reading.momentOf(time, zoneName), title, zoneName);
  const rules = master.getAllProperties('rrule');
  const single = rules.length === 0 ? [at(start)] : [];
  for (const moment of [...single, ...momentsOf(master, 'rdate', title, reading)])
    if (!isLeftOut(moment)) yield moment;
  for (const property of rules) {
    const rule = property.getFirstValue();
    if (!(rule instanceof ICAL.Recur) || !isReadable(rule))
      throw invalid(
        `“${title}” repeats in a way that Collate does not read (${String(rule).slice(0, 80)}). Put its dates under calendar: in the board file.`,
      );
    const onClock = floating(start);
    const last = rule.until;
    const repeated = rule.clone();
    // The end is told in UTC, the rest on the clock: compared as they are, a summer's last meeting is lost.
    if (last) repeated.until = lastOnClock(last, start, at);
    for (const time of timesOf(repeated, onClock, bounds)) {
      time.zone = start.zone;
      const moment = at(time);
      if (!isLeftOut(moment)) yield moment;
    }
    if (bounds.left <= 0)
      throw invalid(
        'This calendar repeats its events too often. Export the meetings alone, or the coming year.',
      );
  }
}

/** The time on the clock, without a zone. */
function floating({ year, month, day, hour, minute, second, isDate }: ICAL.Time): ICAL.Time {
  return new ICAL.Time({ year, month, day, hour, minute, second, isDate }, ICAL.Timezone.localTimezone);
}

/** The end of a series as its own clock shows it, found by what the clock is ahead of UTC on that day. */
function lastOnClock(last: ICAL.Time, start: ICAL.Time, at: (time: ICAL.Time) => Moment): ICAL.Time {
  const end = floating(last);
  // A day alone is meant with all its hours.
  if (last.isDate && !start.isDate) end.resetTo(last.year, last.month, last.day, 23, 59, 59, end.zone);
  if (last.isDate || start.isDate || last.zone !== ICAL.Timezone.utcTimezone) return end;
  end.zone = start.zone;
  const written = Number(at(end).key());
  const meant = Date.UTC(last.year, last.month - 1, last.day, last.hour, last.minute, last.second);
  end.adjust(0, 0, 0, (meant - written) / 1000);
  return floating(end);
}

function momentIn(part: ICAL.Component, property: string, title: string, { momentOf }: Reading): Moment {
  const [time, zoneName] = timeIn(part, property, title);
  return known(momentOf(time, zoneName), title, zoneName);
}

/** The times of a property that may stand more than once, and hold several each. */
function momentsOf(part: ICAL.Component, property: string, title: string, { momentOf }: Reading): Moment[] {
  return part.getAllProperties(property).flatMap(one =>
    one.getValues().flatMap((value: unknown) => {
      const time = value instanceof ICAL.Period ? value.start : value;
      const zoneName = zoneOf(one);
      return time instanceof ICAL.Time ? known(momentOf(time, zoneName), title, zoneName) : [];
    }),
  );
}

function timeIn(part: ICAL.Component, property: string, title: string): [ICAL.Time, string | null] {
  const found = part.getFirstProperty(property);
  const time = found?.getFirstValue();
  if (found && time instanceof ICAL.Time && isReal(time)) return [time, zoneOf(found)];
  throw invalid(
    `“${title}” has no day that can be read. Mend it in the calendar, or leave it out of the file.`,
  );
}

const isReal = (time: ICAL.Time) => !Number.isNaN(Date.parse(dayIn(time)));

const zoneOf = (property: ICAL.Property): string | null => {
  const name = property.getParameter('tzid');
  return typeof name === 'string' && name !== '' ? name : null;
};

function known(moment: Moment | null, title: string, zoneName: string | null): Moment {
  if (moment) return moment;
  throw invalid(
    `“${title}” is in the time zone “${(zoneName ?? '').slice(0, 60)}”, which is not known, nor told in the file. Give the event another zone, or put its dates under calendar: in the board file.`,
  );
}
