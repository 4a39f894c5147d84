/** The rhythm of a set of actions: how it is written, and which turn is when. Pure. */
import { z } from 'zod';
import { addWorkingDays, openMoment, type WorkingCalendar, workingDayUpTo } from '../rounds/working-days.ts';
import type { ActionSetRow } from '../store/entities/sets.ts';
import { addDays, addMonths, type Day, dayOf, daysFrom, instantAt } from '../time.ts';

export type Rhythm = Pick<ActionSetRow, 'startsOn' | 'everyCount' | 'everyUnit'>;

const RULE = /^(?:(\d{1,2}) )?(week|month)s?$/i;
const SHORT: Record<string, string> = { weekly: '1 week', fortnightly: '2 weeks', monthly: '1 month' };
const HOW = 'must be written as 2 weeks or as month';

/** "2 weeks", "week", "3 months", "fortnightly". */
export const everyRule = z
  .string(HOW)
  .trim()
  .transform(text => RULE.exec(SHORT[text.toLowerCase()] ?? text))
  .refine(match => match !== null && match[1] !== '0', HOW)
  .transform(match => ({
    count: Number(match?.[1] ?? 1),
    unit: match?.[2]?.toLowerCase() === 'month' ? ('month' as const) : ('week' as const),
  }));

/** "every week", "every 2 weeks". */
export const sayEvery = ({ everyCount, everyUnit }: Pick<Rhythm, 'everyCount' | 'everyUnit'>): string =>
  everyCount === 1 ? `every ${everyUnit}` : `every ${everyCount} ${everyUnit}s`;

/** How a set is called where anybody may read it: a restricted one not by its key, which may say too much. */
export const codeOf = ({
  id,
  key,
  restrictedAt,
}: Pick<ActionSetRow, 'id' | 'key' | 'restrictedAt'>): string =>
  restrictedAt === null ? key : `restricted-${id.slice(0, 6)}`;

/** A turn: from its first day to the day before the next one's. */
export interface Turn {
  starts: Day;
  /** The first day of the next one. */
  ends: Day;
  /** When it opens: nobody is written to in quiet hours and on closed days. */
  opens: Date;
  /** The last working day in it; where it opens no earlier, the next one. */
  due: Day;
}

/** The morning on which a turn opens. */
const TIME = '09:00';

/** The turns of a set from the one that a day lies in, or the first, in order; without end. */
export function* turnsFrom(rhythm: Rhythm, day: Day, calendar: WorkingCalendar): Generator<Turn> {
  for (let index = indexOf(rhythm, day); ; index += 1) {
    const [starts, ends] = [startOf(rhythm, index), startOf(rhythm, index + 1)];
    yield turnOf(starts, ends, instantAt(starts, TIME, calendar.zone), calendar);
  }
}

/** A look at the clock that is under way when a set comes may pass that very instant by. */
const SOON = 60_000;

/** The same turn of a set that came at this instant: it opens then, where it should have been open before. */
export const turnSince = (turn: Turn, since: Date, calendar: WorkingCalendar): Turn =>
  since < turn.opens ? turn : turnOf(turn.starts, turn.ends, new Date(since.getTime() + SOON), calendar);

function turnOf(starts: Day, ends: Day, at: Date, calendar: WorkingCalendar): Turn {
  const opens = openMoment(calendar, at);
  const last = workingDayUpTo(calendar, addDays(ends, -1));
  const opened = dayOf(opens, calendar.zone);
  // Where no working day is left in it to answer on, there is the next one.
  return { starts, ends, opens, due: last > opened ? last : addWorkingDays(calendar, opened, 1) };
}

function startOf({ startsOn, everyCount, everyUnit }: Rhythm, index: number): Day {
  const count = index * everyCount;
  return everyUnit === 'week' ? addDays(startsOn, count * 7) : addMonths(startsOn, count);
}

/** 0 for the first, also before it. */
function indexOf(rhythm: Rhythm, day: Day): number {
  const { startsOn, everyCount, everyUnit } = rhythm;
  const about = daysFrom(startsOn, day) / (everyCount * (everyUnit === 'week' ? 7 : 31));
  let index = Math.max(0, Math.floor(about) - 1);
  while (startOf(rhythm, index + 1) <= day) index += 1;
  return index;
}
