/** When weekly digests are due, in the board's zone, on days and at hours when people may be written to. */
import { calendarOf, openMoment, workingDayFrom } from '../rounds/working-days.ts';
import type { BoardRow } from '../store/entities/board.ts';
import { addDays, type Day, dayOf, instantAt } from '../time.ts';

export const digestDays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
export type DigestDay = (typeof digestDays)[number];

export interface DigestTime {
  day: DigestDay;
  /** `HH:MM`. */
  at: string;
}

/** More days than a digest is ever put off by: Christmas, with the weekends around it. */
const LONGEST_PUT_OFF = 20;

/** Each with the day that it is the digest of: on a bank holiday it comes on the next working day. */
export function digestMoments(
  board: BoardRow,
  { day, at }: DigestTime,
  { from, until }: { from: Date; until: Date },
): { of: Day; at: Date }[] {
  const calendar = calendarOf(board);
  const zone = board.timezone;
  const [first, last] = [dayOf(from, zone), dayOf(until, zone)];
  const found: { of: Day; at: Date }[] = [];
  for (let of = addDays(first, -LONGEST_PUT_OFF); of <= last; of = addDays(of, 1)) {
    if (weekdayOf(of) !== day) continue;
    const worked = workingDayFrom(calendar, of);
    // Quiet hours move it to the next working day at most.
    if (workingDayFrom(calendar, addDays(worked, 1)) < first) continue;
    const moment = openMoment(calendar, instantAt(worked, at, zone));
    if (moment > from && moment <= until) found.push({ of, at: moment });
  }
  return found;
}

/** `digestDays` begin on a Monday, as the days of ISO do. */
const weekdayOf = (day: Day): DigestDay | undefined =>
  digestDays[(new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7];
