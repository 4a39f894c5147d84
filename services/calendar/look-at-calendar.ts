/** What a calendar file would change: whose meetings its events are, and what follows for the rounds. Pure. */
import { comingYear, type PlannedRound, type PlanningRecords } from '../rounds/planned-rounds.ts';
import type { GroupRow, Meeting } from '../store/entities/board.ts';
import { addYears, type Day } from '../time.ts';
import { meetingsOf, standingMeetings } from './meetings.ts';
import type { CalendarEvent, IcsCalendar } from './read-ics.ts';
import { type SaidTitles, titleKey, whoseMeeting } from './whose-meeting.ts';

/** `only`: from today on the file's dates are the ones there are; `add`: they come beside those that it does not know. */
export type TakeMode = 'only' | 'add';

export interface LookedGroup {
  id: string;
  name: string;
  short: string;
  /** Days that come anew, that stay, and from today on those that go. */
  fresh: Day[];
  same: Day[];
  gone: Day[];
}

export interface LookedTitle {
  key: string;
  /** As the file has it first. */
  title: string;
  /** How many days there are of it. */
  count: number;
  /** The next one from today on; null where all are over, or called off. */
  next: Day | null;
  /** Null where it is nobody's meeting here, or not known whose. */
  groupId: string | null;
}

/** A round of the coming year that a changed date moves. */
export interface ShiftedRound {
  before: PlannedRound | null;
  after: PlannedRound | null;
}

export interface CalendarLook {
  groups: LookedGroup[];
  /** Those of no group first, the most frequent first. */
  titles: LookedTitle[];
  rounds: ShiftedRound[];
  cancelled: number;
  private: number;
  outside: number;
  /** True where days go that the file only does not speak of. */
  losesDays: boolean;
  /** By group, what is to be kept. */
  meetings: Record<string, Meeting[]>;
}

export interface LookChoice {
  said: SaidTitles;
  mode: TakeMode;
  today: Day;
  /** Whose all of the file is, whatever its titles say; null or absent where they say it. */
  group?: GroupRow | null;
}

export function lookAtCalendar(
  records: PlanningRecords,
  calendar: IcsCalendar,
  { said, mode, today, group: only = null }: LookChoice,
): CalendarLook {
  const { board, groups } = records;
  const owned = calendar.events.map(event => ({
    event,
    group: only ?? whoseMeeting(event, calendar.name, { groups, said }),
  }));
  const concerned = groups.filter(group => owned.some(one => one.group?.id === group.id));
  const eventsOf = (group: GroupRow) => owned.filter(one => one.group?.id === group.id).map(one => one.event);
  const taken = (as: TakeMode) => ({
    ...board.meetings,
    ...Object.fromEntries(
      concerned.map(group => [
        group.id,
        meetingsAfter(standingMeetings(board, group), eventsOf(group), as, today),
      ]),
    ),
  });
  const meetings = taken(mode);
  const after = { ...records, board: { ...board, meetings } };
  const lost = (as: TakeMode) =>
    concerned.flatMap(group => goneDays(meetingsOf(board, group), daysOf(taken(as)[group.id]), today));
  return {
    groups: concerned.map(group =>
      looked(group, meetingsOf(board, group), daysOf(meetings[group.id]), today),
    ),
    titles: titlesOf(owned, today),
    rounds: shifted(records, after, today),
    cancelled: calendar.events.reduce((sum, { cancelled }) => sum + cancelled, 0),
    private: calendar.private,
    outside: calendar.outside,
    losesDays: lost('only').length > lost('add').length,
    meetings,
  };
}

/** What stood before today stays; an event that the file speaks of is from now on as the file has it. */
function meetingsAfter(
  standing: readonly Meeting[],
  events: readonly CalendarEvent[],
  mode: TakeMode,
  today: Day,
): Meeting[] {
  const origins = new Set(events.map(({ origin }) => origin));
  const isKept = ({ day, origin }: Meeting) =>
    day < today ? day >= addYears(today, -2) : mode === 'add' && !(origin !== null && origins.has(origin));
  const read = events.flatMap(({ days, origin }) => days.map(day => ({ day, origin })));
  const byDay = new Map([...standing.filter(isKept), ...read].map(meeting => [meeting.day, meeting]));
  return [...byDay.values()].sort((one, other) => one.day.localeCompare(other.day));
}

const daysOf = (meetings: readonly Meeting[] = []): Day[] => meetings.map(({ day }) => day);

const goneDays = (before: readonly Day[], after: readonly Day[], today: Day): Day[] =>
  before.filter(day => day >= today && !after.includes(day));

function looked(
  { id, name, short }: GroupRow,
  before: readonly Day[],
  after: readonly Day[],
  today: Day,
): LookedGroup {
  return {
    id,
    name,
    short,
    fresh: after.filter(day => !before.includes(day)),
    same: after.filter(day => before.includes(day)),
    gone: goneDays(before, after, today),
  };
}

function titlesOf(
  owned: readonly { event: CalendarEvent; group: GroupRow | null }[],
  today: Day,
): LookedTitle[] {
  const found = new Map<string, LookedTitle>();
  for (const { event, group } of owned) {
    const key = titleKey(event.title);
    const before = found.get(key);
    const next = event.days.find(day => day >= today) ?? null;
    found.set(key, {
      key,
      title: before?.title ?? event.title,
      count: (before?.count ?? 0) + event.days.length,
      next: [before?.next ?? null, next].filter(day => day !== null).sort()[0] ?? null,
      groupId: before?.groupId ?? group?.id ?? null,
    });
  }
  return [...found.values()].sort(
    (one, other) => Number(one.groupId !== null) - Number(other.groupId !== null) || other.count - one.count,
  );
}

function shifted(before: PlanningRecords, after: PlanningRecords, today: Day): ShiftedRound[] {
  const [then, now] = [comingYear(before, today), comingYear(after, today)];
  const periods = new Set([...then, ...now].map(({ period }) => period));
  return [...periods].flatMap(period => {
    const pair = {
      before: then.find(round => round.period === period) ?? null,
      after: now.find(round => round.period === period) ?? null,
    };
    return tellingOf(pair.before) === tellingOf(pair.after) ? [] : [pair];
  });
}

/** What people are told of a planned round. */
const tellingOf = (round: PlannedRound | null) =>
  round &&
  JSON.stringify([round.opens, round.due, round.papers, round.meeting, round.groups.map(({ id }) => id)]);
