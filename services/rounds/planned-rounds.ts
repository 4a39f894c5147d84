/** The rounds of the coming year: which periods, with which days, whom they ask; what the manager changed of them. */
import { meetingsOf } from '../calendar/meetings.ts';
import { type BoardRow, type GroupRow, groups } from '../store/entities/board.ts';
import { leftOut, type RoundPlanRow, roundPlans } from '../store/entities/round-plans.ts';
import { type RoundRow, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import { addDays, addYears, type Day } from '../time.ts';
import { isAskedIn } from './cadence.ts';
import { type Period, parsePeriod, quarterOf } from './periods.ts';
import { daysAfterDue, daysOf, type RoundDays, type RoundRules, usualRules } from './round-days.ts';
import { calendarOf } from './working-days.ts';

export interface PlannedRound extends RoundDays {
  period: string;
  /** Who is asked by their cadence, and not left out. */
  groups: GroupRow[];
  leftOut: { groupId: string; short: string; reason: string }[];
  /** True where the manager gave it other days than the rules do. */
  changed: boolean;
  state: 'planned' | 'open' | 'closed';
}

/** What planning needs to know of a board. */
export interface PlanningRecords {
  board: BoardRow;
  groups: GroupRow[];
  overrides: RoundPlanRow[];
  leftOut: { period: string; groupId: string; reason: string }[];
  rounds: Pick<RoundRow, 'period' | 'due' | 'signOffBy' | 'paperOn' | 'meetingOn' | 'closedAt'>[];
}

export async function readPlanning(view: View, board: BoardRow): Promise<PlanningRecords> {
  const ofBoard = { boardId: board.id };
  return {
    board,
    groups: await view.rows(groups).find({ ...ofBoard, retiredAt: null }, { orderBy: { position: 'asc' } }),
    overrides: await view.rows(roundPlans).find(ofBoard),
    leftOut: await view.rows(leftOut).find(ofBoard),
    rounds: await view.rows(rounds).find({ ...ofBoard, setId: null }),
  };
}

export const rulesOf = ({ settings }: Pick<BoardRow, 'settings'>): RoundRules => ({
  ...usualRules,
  ...withoutGaps(settings.rounds ?? {}),
});

const withoutGaps = (given: object) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null));

/** The rounds that open within these days, soonest first. Pure. */
export function plannedRounds(records: PlanningRecords, from: Day, until: Day): PlannedRound[] {
  const { board } = records;
  const found = new Map<string, PlannedRound>();
  // A round opens a while before or after its period ends; so periods around the span are looked at too.
  for (let day = `${addDays(from, -120).slice(0, 7)}-01`; day <= addDays(until, 60); day = nextMonth(day)) {
    const period = periodOf(day, board.yearStarts);
    const { opens } = plannedDays(records, period);
    if (opens < from || opens > until || found.has(period.name)) continue;
    const planned = plannedRound(records, period);
    if (planned.groups.length + planned.leftOut.length > 0) found.set(period.name, planned);
  }
  return [...found.values()].sort((one, other) =>
    one.opens < other.opens ? -1 : one.opens > other.opens ? 1 : 0,
  );
}

/** The days of a round by the rules, or as the manager changed them. Pure. */
function plannedDays({ board, groups: all, overrides }: PlanningRecords, period: Period): RoundDays {
  const calendar = calendarOf(board);
  const executive = all.find(({ id }) => id === board.executiveGroupId);
  const meetings = executive ? meetingsOf(board, executive) : [];
  const rules = rulesOf(board);
  const override = overrides.find(row => row.period === period.name);
  const ruled = daysOf(period, rules, { calendar, meetings });
  const moved = override?.due ? daysAfterDue(override.due, ruled, rules, calendar) : ruled;
  return override?.opens ? { ...moved, opens: override.opens } : moved;
}

/** One round as it is planned, whatever the cadences say of its period. Pure. */
export function plannedRound(records: PlanningRecords, period: Period): PlannedRound {
  const { board, overrides } = records;
  const known = records.rounds.find(round => round.period === period.name);
  const out = records.leftOut.filter(row => row.period === period.name);
  const asked = records.groups.filter(group =>
    isAskedIn(group.cadence, period, {
      yearStarts: board.yearStarts,
      meetings: meetingsOf(board, group),
    }),
  );
  return {
    period: period.name,
    ...plannedDays(records, period),
    ...(known
      ? { due: known.due, signOff: known.signOffBy, papers: known.paperOn, meeting: known.meetingOn }
      : {}),
    groups: asked.filter(({ id, asks }) => asks.length > 0 && !out.some(row => row.groupId === id)),
    leftOut: out.flatMap(({ groupId, reason }) => {
      const group = records.groups.find(({ id }) => id === groupId);
      return group ? { groupId, short: group.short, reason } : [];
    }),
    changed: overrides.some(row => row.period === period.name),
    state: known ? (known.closedAt === null ? 'open' : 'closed') : 'planned',
  };
}

/** A month's own period, or the quarter that it ends. */
function periodOf(day: Day, yearStarts: number): Period {
  const quarter = quarterOf(day, yearStarts);
  const endsQuarter = nextMonth(day) === quarter.ends;
  return endsQuarter ? quarter : parsePeriod(day.slice(0, 7), yearStarts);
}

function nextMonth(day: Day): Day {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}

/** From a day on, for a year. */
export const comingYear = (records: PlanningRecords, today: Day): PlannedRound[] =>
  plannedRounds(records, today, addYears(today, 1));
