/** The times at which a rule of a calendar file repeats, as far as they are needed and no further. */
import type ICAL from 'ical.js';
import { type Day, daysFrom } from '../time.ts';

/** What a rule may have beside its frequency; others can keep the library busy for ever, or are read wrongly by it. */
const PLAIN = new Set(['BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS']);
const LONGEST_INTERVAL = 1000;

/**
 * Whether a rule is one that meetings have: each so many days, weeks, months or years, on weekdays, on days of a
 * month, or on the first, second, … last of some weekdays.
 */
export function isReadable(rule: ICAL.Recur): boolean {
  const { interval, parts, freq } = rule;
  const given = Object.keys(parts).filter(name => name !== 'WKST');
  const has = (name: string) => given.includes(name);
  if (interval > LONGEST_INTERVAL || given.some(name => !PLAIN.has(name))) return false;
  const isOrdinal = (parts['BYDAY'] ?? []).some((day: unknown) => /\d/.test(String(day)));
  switch (freq) {
    case 'DAILY':
      return !has('BYMONTHDAY') && !has('BYSETPOS') && !isOrdinal && (interval === 1 || given.length === 0);
    case 'WEEKLY':
      return !has('BYMONTHDAY') && !has('BYSETPOS') && !isOrdinal && (interval === 1 || !has('BYMONTH'));
    case 'MONTHLY':
    case 'YEARLY':
      if (has('BYDAY') && has('BYMONTHDAY')) return false;
      if (has('BYSETPOS') && (!has('BYDAY') || isOrdinal)) return false;
      return freq === 'YEARLY' || interval === 1 || !has('BYMONTH');
    default:
      return false;
  }
}

export interface Bounds {
  from: Day;
  until: Day;
  /** How many times may still be reckoned for the whole file. */
  left: number;
}

/**
 * The times from the first day to the last, as the clocks where it meets show them; some earlier ones may be among
 * them. Lowers `bounds.left`; at 0 it stops.
 * @param start without a zone: what repeats is the time on the clock, also through clock changes
 */
export function* timesOf(rule: ICAL.Recur, start: ICAL.Time, bounds: Bounds): Generator<ICAL.Time> {
  const times = rule.iterator(startNear(rule, start, bounds.from));
  for (let time = times.next(); time; time = times.next()) {
    if (bounds.left <= 0 || dayIn(time) > bounds.until) return;
    bounds.left -= 1;
    yield time.clone();
  }
}

/** The day as it is written, whatever the zone. */
export const dayIn = ({ year, month, day }: ICAL.Time): Day =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** A series that has gone on for years is taken up shortly before the first day, in step with its own beginning. */
function startNear(rule: ICAL.Recur, start: ICAL.Time, from: Day): ICAL.Time {
  const stride = rule.freq === 'DAILY' ? rule.interval : rule.freq === 'WEEKLY' ? rule.interval * 7 : 0;
  if (stride === 0 || rule.count) return start;
  const strides = Math.floor(daysFrom(dayIn(start), from) / stride) - 1;
  if (strides <= 0) return start;
  const near = start.clone();
  near.adjust(strides * stride, 0, 0, 0);
  return near;
}
