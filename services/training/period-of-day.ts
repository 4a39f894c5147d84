/** In which period a day lies, named like the periods of the same length. */
import { monthsIn, type Period } from '../rounds/periods.ts';
import type { Day } from '../time.ts';

/** @param like a period of the wanted length @param yearStarts the month (1 to 12) in which the reporting year starts */
export function periodOfDay(day: Day, like: Pick<Period, 'starts' | 'ends'>, yearStarts: number): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const length = monthsIn(like);
  if (length === 1) return day.slice(0, 7);
  const intoYear = (month - yearStarts + 12) % 12;
  const first = month >= yearStarts ? year : year - 1;
  const name = yearStarts === 1 ? String(first) : `${first}-${String((first + 1) % 100).padStart(2, '0')}`;
  if (length === 12) return name;
  return `${name} ${length === 6 ? 'H' : 'Q'}${Math.floor(intoYear / length) + 1}`;
}
