/** In which rounds a group is asked by itself: its cadence, or the dates of its meetings. */
import type { Day } from '../time.ts';
import { monthsIn, type Period } from './periods.ts';

export const cadences = [
  'monthly',
  'bi-monthly',
  'quarterly',
  'half-yearly',
  'meetings',
  'when-called',
  'outside',
] as const;

type Span = Pick<Period, 'starts' | 'ends'>;

const QUARTER = 3;
const HALF = 6;

/**
 * A quarter's round asks every group that meets at least that often, since the paper is made of it. A month has a
 * round of its own only where it does not end a quarter: the quarter's round stands for that one. A group that meets
 * when it is called, or is outside the rounds, is asked by hand alone.
 * @param meetings the dates of the group's own meetings
 */
export function isAskedIn(
  cadence: string,
  period: Span,
  { yearStarts, meetings }: { yearStarts: number; meetings: readonly Day[] },
): boolean {
  if (cadence === 'when-called' || cadence === 'outside') return false;
  if (cadence === 'meetings') return meetings.some(day => day >= period.starts && day < period.ends);
  const length = monthsIn(period);
  // Months of the reporting year that are over when the period ends: 1 to 12.
  const ended = (Number(period.ends.slice(5, 7)) - yearStarts + 12) % 12 || 12;
  if (length >= HALF) return true;
  if (length >= QUARTER) return cadence !== 'half-yearly' || ended % HALF === 0;
  if (ended % QUARTER === 0) return false;
  if (cadence === 'monthly') return true;
  return cadence === 'bi-monthly' && ended % 2 === 0;
}
