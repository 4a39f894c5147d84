/** What a calendar would change, in lines: the same in chat and at the terminal. */
import type { CalendarLook, LookedGroup, ShiftedRound } from '../../services/calendar/look-at-calendar.ts';
import type { PlannedRound } from '../../services/rounds/planned-rounds.ts';
import type { Day } from '../../services/time.ts';
import { count, dayWords, listed } from '../words.ts';

/** More days than this are told by the first ones, and how many there are. */
const MOST_DAYS = 12;

/** "14 dates of 2 groups". */
export function totalWords({ groups }: Pick<CalendarLook, 'groups'>): string {
  const days = groups.reduce((sum, { fresh, same }) => sum + fresh.length + same.length, 0);
  return `${count(days, 'date')} of ${count(groups.length, 'group')}`;
}

/** "New: Thu 11 Jun 2026", "No longer: …", "As before: 4 dates". */
export function groupLines({ fresh, same, gone }: LookedGroup): string[] {
  return [
    ...(fresh.length > 0 ? [`New: ${days(fresh)}`] : []),
    ...(gone.length > 0 ? [`No longer: ${days(gone)}`] : []),
    ...(same.length > 0 ? [`As before: ${count(same.length, 'date')}`] : []),
    ...(fresh.length + same.length + gone.length === 0 ? ['No meeting that is not called off'] : []),
  ];
}

function days(all: readonly Day[]): string {
  const more = all.length - MOST_DAYS;
  const shown = all.slice(0, MOST_DAYS).map(dayWords);
  return more > 0 ? `${shown.join(', ')} and ${more} more` : listed(shown);
}

/** "2026-27 Q1: due Thu 16 Jul 2026 (was Thu 9 Jul 2026), meeting Thu 30 Jul 2026 (was Thu 23 Jul 2026)". */
export function roundLine({ before, after }: ShiftedRound): string {
  if (after === null) return `${before?.period ?? ''}: no longer planned`;
  if (before === null) return `${after.period}: planned now, due ${dayWords(after.due)}`;
  const parts = [
    moved('opens', before.state === 'planned' ? [before.opens, after.opens] : [null, null]),
    moved('due', [before.due, after.due]),
    moved('papers', [before.papers, after.papers]),
    moved('meeting', [before.meeting, after.meeting]),
    asked(before, after),
  ];
  return `${after.period}: ${parts.filter(part => part !== '').join(', ')}`;
}

function moved(what: string, [before, after]: [Day | null, Day | null]): string {
  if (before === after) return '';
  const told = (day: Day | null) => (day === null ? 'not known' : dayWords(day));
  return `${what} ${told(after)}${before === null ? '' : ` (was ${told(before)})`}`;
}

function asked(before: PlannedRound, after: PlannedRound): string {
  const names = ({ groups }: PlannedRound) => groups.map(({ short }) => short);
  const [then, now] = [names(before), names(after)];
  const [more, fewer] = [now.filter(name => !then.includes(name)), then.filter(name => !now.includes(name))];
  return [
    ...(more.length > 0 ? [`asks ${listed(more)} too`] : []),
    ...(fewer.length > 0 ? [`no longer asks ${listed(fewer)}`] : []),
  ].join(', ');
}

/** What of the file is not taken, and why. */
export function leftOutLines({
  cancelled,
  private: hidden,
  outside,
}: Pick<CalendarLook, 'cancelled' | 'private' | 'outside'>): string[] {
  return [
    ...(cancelled > 0 ? [`${count(cancelled, 'date is', 'dates are')} called off.`] : []),
    ...(hidden > 0 ? [`${count(hidden, 'event is', 'events are')} marked as private, and passed over.`] : []),
    ...(outside > 0
      ? [`${count(outside, 'event is', 'events are')} longer ago than a year, or further off than two.`]
      : []),
  ];
}
