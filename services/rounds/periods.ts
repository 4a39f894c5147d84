/**
 * The grammar of periods: `2026-27`, `2026-27 H1`, `2026-27 Q1`, `2026-10`. The year starts in the month that the
 * board says (April unless it says another); where it starts in January, `2026` is a year's name too.
 */
import { CollateError } from '../errors.ts';
import type { Day } from '../time.ts';

export interface Period {
  /** The canonical name. */
  name: string;
  /** The first day. */
  starts: Day;
  /** The day after the last. */
  ends: Day;
}

/**
 * Reads a period as a person types it: odd spaces and lower case are understood.
 * @param yearStarts the month (1 to 12) in which the reporting year starts
 * @throws CollateError `period_invalid`
 */
export function parsePeriod(text: string, yearStarts: number): Period {
  const tidy = text.trim().toUpperCase().replace(/[–—/]/g, '-').replace(/\s+/g, ' ');
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(tidy);
  if (month && !isYearName(month[1], month[2], yearStarts)) {
    return span(`${month[1]}-${month[2]}`, Number(month[1]), Number(month[2]), 1);
  }
  const year = /^(\d{4})(?:-(\d{2}|\d{4}))?(?: ?([HQ])([1-4]))?$/.exec(tidy);
  if (!year) throw invalid(text);
  const [, first = '', second, half, number] = year;
  const start = Number(first);
  const crosses = yearStarts !== 1;
  if (crosses !== (second !== undefined)) throw invalid(text);
  if (second !== undefined && !String(start + 1).endsWith(second)) throw invalid(text);
  const name = crosses ? `${first}-${String((start + 1) % 100).padStart(2, '0')}` : first;
  if (half === undefined) return span(name, start, yearStarts, 12);
  const length = half === 'H' ? 6 : 3;
  const index = Number(number) - 1;
  if (index * length >= 12) throw invalid(text);
  return span(`${name} ${half}${number}`, start, yearStarts + index * length, length);
}

/** The quarter that a day lies in. */
export function quarterOf(day: Day, yearStarts: number): Period {
  const [calendarYear = 0, month = 1] = day.split('-').map(Number);
  const year = month >= yearStarts ? calendarYear : calendarYear - 1;
  const name = yearStarts === 1 ? String(year) : `${year}-${String((year + 1) % 100).padStart(2, '0')}`;
  return parsePeriod(`${name} Q${Math.floor(((month - yearStarts + 12) % 12) / 3) + 1}`, yearStarts);
}

/** The period of the same length that follows. */
export function nextPeriodBounds(period: Pick<Period, 'starts' | 'ends'>): Pick<Period, 'starts' | 'ends'> {
  const [year = 0, month = 1] = period.ends.split('-').map(Number);
  return { starts: period.ends, ends: firstOf(year, month + monthsIn(period)) };
}

/** The period that a round is about. */
export const spanOf = ({
  startsOn,
  endsOn,
}: {
  startsOn: Day;
  endsOn: Day;
}): Pick<Period, 'starts' | 'ends'> => ({
  starts: startsOn,
  ends: endsOn,
});

/** The length of a period in months. */
export function monthsIn({ starts, ends }: Pick<Period, 'starts' | 'ends'>): number {
  const months = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return months(ends) - months(starts);
}

/** True where the reporting year ends with this period: the fourth quarter, the second half, the year, its last month. */
export function endsYear({ ends }: Pick<Period, 'ends'>, yearStarts: number): boolean {
  return Number(ends.slice(5, 7)) === yearStarts;
}

/** `2026-27` is a year's name and not a month, but `2011-12` could be both: a year where the year crosses. */
function isYearName(year = '', second = '', yearStarts: number): boolean {
  return yearStarts !== 1 && Number(second) === (Number(year) + 1) % 100;
}

function span(name: string, year: number, month: number, months: number): Period {
  return { name, starts: firstOf(year, month), ends: firstOf(year, month + months) };
}

/** The first day of a month; the thirteenth is the next year's first. */
function firstOf(year: number, month: number): Day {
  const months = year * 12 + month - 1;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}

function invalid(text: string): CollateError {
  return new CollateError(
    'period_invalid',
    `“${text.slice(0, 40)}” is not a period. Write 2026-27, 2026-27 H1, 2026-27 Q1 or 2026-10.`,
  );
}
