/** The zones of a calendar file: known by name, or by what the file itself says of them. */
import ICAL from 'ical.js';
import { DateTime, IANAZone } from 'luxon';
import type { Day } from '../time.ts';
import { dayIn, isReadable } from './recurrence.ts';

/** When something is. */
export interface Moment {
  /** Tells it from any other time of the same event: the instant in milliseconds, or of whole days the day. */
  key(): string;
  /** In the board's zone; of an event of whole days, the day it names. */
  day: Day;
}

/** Null where the zone is not known. */
export type MomentOf = (time: ICAL.Time, zoneName: string | null) => Moment | null;

/** What Outlook calls zones whose calendars come without a definition. */
const windowsZones: Record<string, string> = {
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Etc/UTC',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Romance Standard Time': 'Europe/Paris',
  'Central Europe Standard Time': 'Europe/Budapest',
};

/** @param boardZone in which days are told, and floating times are meant */
export function momentsIn(calendars: readonly ICAL.Component[], boardZone: string): MomentOf {
  const defined = new Map(
    calendars
      .flatMap(calendar => calendar.getAllSubcomponents('vtimezone'))
      .filter(isSafe)
      .map(zone => [String(zone.getFirstPropertyValue('tzid')), new ICAL.Timezone(zone)] as const),
  );
  return (time, zoneName) => {
    if (time.isDate) return { key: () => dayIn(time), day: dayIn(time) };
    const isUtc = zoneName === null && time.zone === ICAL.Timezone.utcTimezone;
    const known = zoneName === null ? (isUtc ? 'UTC' : boardZone) : knownZone(zoneName);
    const definition = known === null ? defined.get(zoneName ?? '') : null;
    if (definition === undefined) return null;
    const { year, month, day, hour, minute, second } = time;
    const millis = () => {
      const clock = { year, month, day, hour, minute, second };
      const at = DateTime.fromObject(clock, { zone: known ?? 'UTC' }).toMillis();
      return definition ? at - definition.utcOffset(time) * 1000 : at;
    };
    // Zones take their time, and nearly every meeting is told in the board's own.
    const dayThere = () => DateTime.fromMillis(millis(), { zone: boardZone }).toISODate() ?? dayIn(time);
    return { key: () => String(millis()), day: known === boardZone ? dayIn(time) : dayThere() };
  };
}

/** "Europe/London", "/citadel.org/20260101/Europe/London", "GMT Standard Time". */
function knownZone(name: string): string | null {
  const candidates = [name, name.split('/').slice(-2).join('/'), windowsZones[name] ?? ''];
  return candidates.find(candidate => IANAZone.isValidZone(candidate)) ?? null;
}

/** A definition whose changes of the clock repeat as such changes do. */
function isSafe(zone: ICAL.Component): boolean {
  return zone
    .getAllSubcomponents()
    .flatMap(part => part.getAllProperties('rrule'))
    .every(property => {
      const rule = property.getFirstValue();
      return rule instanceof ICAL.Recur && rule.freq === 'YEARLY' && isReadable(rule);
    });
}
