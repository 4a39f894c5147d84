/** The board file: who the board is, and its plan. YAML in, typed and cross-checked data out, or every problem at once. */
import { z } from 'zod';
import { casePatternProblem, MOST_CASE_PATTERNS } from '../privacy/guard/case-pattern.ts';
import { allowedMailProblem, allowedPhoneProblem } from '../privacy/guard/rules.ts';
import { agencyKinds, groupKinds } from '../returns/kinds.ts';
import { cadences } from '../rounds/cadence.ts';
import { dayRule, progressReaders } from '../rounds/round-days.ts';
import { holidayWords } from '../rounds/working-days.ts';
import { everyRule } from '../sets/rhythm.ts';
import { isDay, isZone } from '../time.ts';

/** A ref stands in commands and in cards, so it is one plain word. */
export const REF = /^[A-Za-z0-9][\w.\-/]{0,19}$/;

const text = z
  .string('must be one piece of text')
  .trim()
  .min(1, 'is empty: fill it in or leave the line out')
  .max(2000, 'is longer than 2,000 characters');
const short = text.max(60, 'is longer than 60 characters');
const ref = z
  .string('must be a ref')
  .regex(REF, 'must be a ref like 1.1.a: letters, digits, dots and dashes, at most 20');
const mail = text
  .max(120, 'is longer than 120 characters')
  .toLowerCase()
  .regex(/^[^\s@]+@[^\s@]+$/, 'must be a mail address');
const day = z.string('must be a day').refine(isDay, 'must be a day written as 2026-07-10');
const month = z
  .string('must be a month')
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month written as 2026-07');
const integer = (from: number, to: number) =>
  z
    .string('must be a whole number')
    .regex(/^\d{1,4}$/, 'must be a whole number')
    .transform(Number)
    .refine(value => value >= from && value <= to, `must be from ${from} to ${to}`);
const key = text.max(60, 'is longer than 60 characters');
const label = z.strictObject({
  label: short.regex(/^[\p{L} -]+$/u, 'must be letters and spaces'),
  meaning: text.max(160, 'is longer than 160 characters'),
});

const agency = z.strictObject({
  id: key.optional(),
  name: text.max(120, 'is longer than 120 characters'),
  sector: short.optional(),
  contact: mail.optional(),
  asks: z.array(z.enum(agencyKinds, 'must be agency-statement or section-11')).default([]),
});

const person = z.strictObject({
  id: key.optional(),
  name: text.max(120, 'is longer than 120 characters'),
  email: mail,
  entraId: z
    .uuid('must be the object id of Entra, as 3f2504e0-4f89-41d3-9a0c-0305e82c3301')
    .toLowerCase()
    .optional(),
  agency: text.optional(),
  roles: z
    .array(z.enum(['manager', 'board-chair', 'scrutineer'], 'must be manager, board-chair or scrutineer'))
    .default([]),
});

const time = z
  .string('must be a time')
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time written as "08:30"');

/** When nobody is written to; beyond midnight where it ends earlier than it begins. */
const quiet = z
  .strictObject({ from: time, to: time })
  .refine(({ from, to }) => from !== to, 'must not be all day: from and to are the same');

const cadence = z.enum(cadences, `must be ${cadences.slice(0, -1).join(', ')} or ${cadences.at(-1)}`);

const rounds = z.strictObject({
  auto: z
    .enum(['true', 'false'], 'must be true or false')
    .transform(value => value === 'true')
    .optional(),
  opens: dayRule.optional(),
  due: dayRule.refine(({ anchor }) => anchor !== 'due', 'cannot be counted from itself').optional(),
  signOff: dayRule.optional(),
  papers: dayRule.optional(),
  progressTo: z.enum(progressReaders, 'must be manager or executive').optional(),
});

const kind = z.enum(groupKinds, 'must be action-updates, training-figures or group-report');

const group = z.strictObject({
  id: key.optional(),
  name: text.max(120, 'is longer than 120 characters'),
  short: short.optional(),
  cadence: cadence.default('quarterly'),
  chair: text.optional(),
  deputy: text.optional(),
  members: z.array(text).default([]),
  standIn: z.strictObject({ person: text, until: day }).optional(),
  signOff: z.literal('board-chair', 'must be board-chair, or left out for the chair').optional(),
  asks: z.array(kind).default(['action-updates']),
  channel: text.optional(),
  parent: text.optional(),
  ends: day.optional(),
});

const action = z.strictObject({
  ref,
  title: text,
  owners: z.array(text, 'must be a list of groups, as [QAS]').min(1, 'needs at least one group'),
  lead: text.optional(),
  due: day.optional(),
  source: z
    .enum(
      ['plan', 'rapid review', 'LCSPR', 'Section 11', 'inspection', 'audit'],
      'must be plan, rapid review, LCSPR, Section 11, inspection or audit',
    )
    .default('plan'),
  continues: text.max(120, 'is longer than 120 characters').optional(),
});

const outcome = z.strictObject({
  ref,
  title: text,
  measure: text.optional(),
  actions: z.array(action).default([]),
});

/** How many of an agency's staff are trained: asked of a group that knows, else of the agency's contact. */
const compliance = z.strictObject({
  agency: text,
  levels: z.array(integer(1, 9), 'must be a list of levels, as [1, 2, 3]').min(1, 'needs at least one level'),
  group: text.optional(),
});

/** Words that a rule of the guard has to agree with. */
const checked = (problemOf: (written: string) => string | null) =>
  text.superRefine((written, context) => {
    const message = problemOf(written);
    if (message) context.addIssue({ code: 'custom', message });
  });

/** What the identifier guard looks for on this board, and what may stand. */
const privacy = z.strictObject({
  casePatterns: z
    .array(checked(casePatternProblem))
    .max(MOST_CASE_PATTERNS, `has more than ${MOST_CASE_PATTERNS} patterns`)
    .default([]),
  allowPhones: z.array(checked(allowedPhoneProblem)).max(200, 'has more than 200 numbers').default([]),
  allowMail: z.array(checked(allowedMailProblem)).max(200, 'has more than 200 addresses').default([]),
});

/** A meeting's day, or a calendar file with the days of many. */
const meeting = z
  .strictObject({ group: text.optional(), date: day.optional(), ics: text.optional() })
  .refine(
    ({ date, ics }) => (date === undefined) !== (ics === undefined),
    'needs a date, as {group: QAS, date: 2026-06-11}, or a calendar file, as {ics: meetings.ics}',
  );

/** Actions that are asked for in a rhythm of their own, as after a review. */
const actionSet = z.strictObject({
  key: z
    .string('must be a key')
    .regex(
      /^[a-z][a-z0-9-]{0,39}$/,
      'must be a short key like absence-review: small letters, digits, dashes',
    ),
  title: text.max(120, 'is longer than 120 characters'),
  actions: z.array(ref, 'must be a list of refs, as [1.1.a]').min(1, 'needs at least one action'),
  every: everyRule,
  starts: day.optional(),
  until: z
    .string('must be closed, or a day')
    .refine(value => value === 'closed' || isDay(value), 'must be closed, or a day written as 2026-07-10')
    .default('closed'),
  restricted: z
    .array(text, 'must be a list of people, as [ann@police.example]')
    .min(1, 'needs at least one person')
    .optional(),
});

const report = z.union([
  month.transform(value => ({ month: value, to: undefined })),
  z.strictObject({ month, to: text.optional() }),
]);

const priority = z.strictObject({
  ref,
  title: text,
  short: short.optional(),
  lead: text.optional(),
  jointWith: text.optional(),
  reports: z.array(report).default([]),
  outcomes: z.array(outcome).default([]),
});

export const boardFileSchema = z.strictObject({
  board: z.strictObject({
    key: z
      .string('must be a key')
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be a short key like cwac: small letters, digits, dashes'),
    name: text,
    short: short.optional(),
    timezone: z.string().refine(isZone, 'must be a time zone like Europe/London').default('Europe/London'),
    executive: text.optional(),
    holidays: z.enum(holidayWords, `must be ${holidayWords.join(' or ')}`).optional(),
    yearStarts: integer(1, 12).default(4),
    suppressBelow: integer(2, 50).optional(),
  }),
  agencies: z.array(agency).default([]),
  people: z.array(person).default([]),
  groups: z.array(group).min(1, 'needs at least one group'),
  plan: z.strictObject({
    key: z.string('must be a key').regex(/^[\w-]{1,40}$/, 'must be a short key like bp19'),
    title: text,
    starts: day,
    ends: day,
    priorities: z.array(priority).min(1, 'needs at least one priority'),
  }),
  sets: z.array(actionSet).max(100, 'has more than 100 sets').default([]),
  ratings: z.partialRecord(z.enum(['red', 'amber', 'green', 'complete', 'notStarted']), label).default({}),
  training: z
    .strictObject({
      courses: z.array(z.strictObject({ name: text, level: integer(1, 9).optional() })).default([]),
      targets: z
        .array(z.strictObject({ level: integer(1, 9), percent: integer(0, 100), agency: text.optional() }))
        .default([]),
      levels: z.record(z.string(), text).default({}),
      compliance: z.array(compliance).default([]),
    })
    .optional(),
  quiet: quiet.optional(),
  privacy: privacy.optional(),
  rounds: rounds.optional(),
  calendar: z.array(meeting).max(400).optional(),
  reminders: z
    .array(integer(0, 60), 'must be a list of working days before the due day, as [10, 3, 0]')
    .max(10, 'has more than ten days')
    .optional(),
  retention: z
    .strictObject({
      months: integer(1, 1200),
      names: z
        .enum(['true', 'false'], 'must be true or false')
        .default('true')
        .transform(value => value === 'true'),
    })
    .optional(),
  digest: z
    .strictObject({
      day: z.enum(
        ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
        'must be a working day, as monday',
      ),
      at: time,
      group: text.optional(),
    })
    .optional(),
});

export type BoardFile = z.output<typeof boardFileSchema>;
export type GroupEntry = BoardFile['groups'][number];
export type PersonEntry = BoardFile['people'][number];
export type AgencyEntry = BoardFile['agencies'][number];
export type PriorityEntry = BoardFile['plan']['priorities'][number];
export type OutcomeEntry = PriorityEntry['outcomes'][number];
export type SetEntry = BoardFile['sets'][number];
export type ActionEntry = OutcomeEntry['actions'][number];

/** The id of an entry that never changes: its own `id`, else the short name, the mail address or the name. */
export const keyOfGroup = (entry: Pick<GroupEntry, 'id' | 'short' | 'name'>): string =>
  entry.id ?? entry.short ?? entry.name;
export const keyOfPerson = (entry: Pick<PersonEntry, 'id' | 'email'>): string => entry.id ?? entry.email;
export const keyOfAgency = (entry: Pick<AgencyEntry, 'id' | 'name'>): string => entry.id ?? entry.name;
