/** The days of a round, reckoned from the meeting that its paper goes to, or from the end of its period. */
import { z } from 'zod';
import { addDays, type Day } from '../time.ts';
import { nextPeriodBounds, type Period } from './periods.ts';
import { addWorkingDays, type WorkingCalendar } from './working-days.ts';

/** From what a day is counted. */
type Anchor = 'due' | 'meeting' | 'period';

export interface DayRule {
  /** Negative for before. */
  workingDays: number;
  anchor: Anchor;
}

const RULE = /^(\d{1,3}) working days? (before|after) (?:the )?(due|meeting|period|executive(?: \w+)?)$/i;
const HOW =
  'must be written as “10 working days before the Executive”; after before or after stands due, the meeting, the Executive or the period';

/** "10 working days before the Executive", "8 working days after the period". */
export const dayRule = z
  .string('must be a rule')
  .trim()
  .regex(RULE, HOW)
  .transform((text): DayRule => {
    const [, count = '0', direction, of = ''] = RULE.exec(text) ?? [];
    const anchor = /^executive/i.test(of) ? 'meeting' : (of.toLowerCase() as Anchor);
    return { workingDays: direction?.toLowerCase() === 'before' ? -Number(count) : Number(count), anchor };
  });

export interface RoundRules {
  opens: DayRule;
  /** Where there is a meeting, and where there is none. */
  due: DayRule;
  dueWithoutMeeting: DayRule;
  signOff: DayRule;
  papers: DayRule;
  /** True where rounds open by themselves; else the manager is reminded to open them. */
  auto: boolean;
  /** Who follows the progress of an open round beside the manager: nobody, or the executive group in its channel. */
  progressTo: (typeof progressReaders)[number];
}

/** The words for it that a board file may give. */
export const progressReaders = ['manager', 'executive'] as const;

export const usualRules: RoundRules = {
  opens: { workingDays: -15, anchor: 'due' },
  due: { workingDays: -10, anchor: 'meeting' },
  dueWithoutMeeting: { workingDays: 8, anchor: 'period' },
  signOff: { workingDays: 3, anchor: 'due' },
  papers: { workingDays: -5, anchor: 'meeting' },
  auto: false,
  progressTo: 'manager',
};

export interface RoundDays {
  opens: Day;
  due: Day;
  signOff: Day | null;
  papers: Day | null;
  meeting: Day | null;
}

/** @param meetings the dates of the executive's meetings, in order */
export function daysOf(
  period: Period,
  rules: RoundRules,
  { calendar, meetings }: { calendar: WorkingCalendar; meetings: readonly Day[] },
): RoundDays {
  const meeting = meetingFor(period, rules, calendar, meetings);
  const dueRule = rules.due.anchor === 'meeting' && meeting === null ? rules.dueWithoutMeeting : rules.due;
  const last = addDays(period.ends, -1);
  const from = (rule: DayRule, due: Day): Day | null => {
    const base = rule.anchor === 'due' ? due : rule.anchor === 'period' ? last : meeting;
    return base === null ? null : addWorkingDays(calendar, base, rule.workingDays);
  };
  const due = from(dueRule, last) ?? last;
  const opens = from(rules.opens, due) ?? addWorkingDays(calendar, due, usualRules.opens.workingDays);
  return {
    // A round opens before it is due, whatever the rules say.
    opens: opens <= due ? opens : due,
    due,
    signOff: from(rules.signOff, due),
    papers: from(rules.papers, due),
    meeting,
  };
}

/** The days that follow from another due day than the rules give. */
export function daysAfterDue(
  due: Day,
  days: RoundDays,
  rules: RoundRules,
  calendar: WorkingCalendar,
): RoundDays {
  const signOff =
    rules.signOff.anchor === 'due' ? addWorkingDays(calendar, due, rules.signOff.workingDays) : days.signOff;
  const opens =
    rules.opens.anchor === 'due' ? addWorkingDays(calendar, due, rules.opens.workingDays) : days.opens;
  return { ...days, due, signOff, opens: opens <= due ? opens : due };
}

/** The first meeting after the period that leaves its end to be told of; none where that is a period away. */
function meetingFor(
  period: Period,
  { due }: RoundRules,
  calendar: WorkingCalendar,
  meetings: readonly Day[],
): Day | null {
  const limit = nextPeriodBounds(period).ends;
  const fits = (day: Day) =>
    due.anchor !== 'meeting' || addWorkingDays(calendar, day, due.workingDays) >= addDays(period.ends, -1);
  return meetings.find(day => day >= period.ends && day < limit && fits(day)) ?? null;
}
