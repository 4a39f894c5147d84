/** What single cells say: levels, lengths, formats, yes and no. */
import { normaliseName } from '../../plan/names.ts';
import { readCount } from '../../returns/fields.ts';

const NOT_YET = new Set(['tbc', 'tba', 'to be confirmed', 'pending', 'awaited', 'not yet']);

/** A count of people; null where it is empty or not known yet; `false` where it cannot be read. */
export function readPeople(cell: string): number | null | false {
  if (cell === '' || NOT_YET.has(normaliseName(cell))) return null;
  const count = readCount(cell.replace(/\.0+$/, ''));
  return typeof count === 'string' ? false : count;
}

/** "Level 2", "L3" or "1 - Awareness": its number. */
export function readLevel(cell: string): number | null {
  const level = /(?:^|[^\d])([1-9])(?!\d)/.exec(cell)?.[1];
  return level ? Number(level) : null;
}

/** "2 days", "0.5", "half day"; hours are no days, since nobody says how many make one. */
export function readDays(cell: string): number | null {
  const said = cell.toLowerCase();
  if (/hour|hr|min/.test(said)) return null;
  if (/half|½|1\/2/.test(said) && !/[1-9](?!\/)/.test(said.replace('1/2', ''))) return 0.5;
  const number = Number(/\d+(?:\.\d+)?/.exec(said)?.[0] ?? (/full|whole|one/.test(said) ? 1 : Number.NaN));
  return number > 0 && number <= 60 ? number : null;
}

export function readFormat(cell: string): 'room' | 'online' | 'e-learning' | null {
  const said = normaliseName(cell);
  if (/\be ?learning\b|\bself paced\b|\bself directed\b/.test(said)) return 'e-learning';
  if (/\b(online|virtual|virtually|remote|webinar|zoom|teams|ms teams|web based|live stream)\b/.test(said))
    return 'online';
  if (/\b(face to face|f2f|classroom|in person|room|taught|on site|onsite)\b/.test(said)) return 'room';
  return null;
}

const YES = new Set(['yes', 'y', 'true', 'x', '1', 'received', 'returned', 'in', 'complete', 'completed']);
const NO = new Set(['no', 'n', 'false', '0', 'not received', 'outstanding', 'awaited', 'missing']);

/** Null where it says neither. */
export function readYes(cell: string): boolean | null {
  if (/^[✓✔☑]$/u.test(cell)) return true;
  if (/^[✗✘☒]$/u.test(cell)) return false;
  const said = normaliseName(cell);
  return YES.has(said) ? true : NO.has(said) ? false : null;
}

/** "Total", "Grand total", "Sub-total Q1", "Overall"; not "Total Respect", which is a course. */
export const isTotal = (cell: string): boolean =>
  /^(((grand|sub|overall|running|year|quarter|quarterly) ?)?totals?( (for|of|all|attended|attendance|booked|bookings|places|to date|year|q[1-4]|\d+)\b.*)?|overall|sum)$/.test(
    normaliseName(cell),
  );
