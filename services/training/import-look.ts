/** What saving a file would do: which runs are new, changed or the same, and what is left out. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { normaliseName } from '../plan/names.ts';
import type { Day } from '../time.ts';
import { checkRun, type RunRules } from './check-figures.ts';
import type { Attendance, RunContent } from './content.ts';
import type { Misfit } from './imbalance.ts';
import type { ImportedRun } from './import-runs.ts';
import { periodOfDay } from './period-of-day.ts';
import { courseKey } from './programme.ts';

/** A run that stands already. */
export interface StandingRun {
  subjectId: string;
  version: number;
  content: RunContent;
}

export type RunField = Exclude<keyof RunContent, 'note' | 'course'>;

export interface Difference {
  field: RunField;
  from: RunContent[RunField];
  to: RunContent[RunField];
}

/** A run of the file beside what stands. */
export interface LookedRun {
  row: number;
  /** As it would be saved, but for its note. */
  content: RunContent;
  /** Null for a new one. */
  standing: StandingRun | null;
  /** What would change, with what is there; empty for a new run and for the same. */
  differences: Difference[];
  misfits: Misfit[];
}

export interface RefusedRun {
  row: number;
  course: string;
  day: Day;
  /** Why it cannot be so, in a sentence. */
  problem: string;
}

export interface Comparison {
  fresh: LookedRun[];
  changed: LookedRun[];
  same: LookedRun[];
  /** Runs of other periods, by period. */
  outside: { period: string; runs: number }[];
  refused: RefusedRun[];
  /** Standing runs that the file does not have; they stay. */
  others: StandingRun[];
}

export function compareRuns(
  imported: readonly ImportedRun[],
  standing: readonly StandingRun[],
  rules: RunRules,
): Comparison {
  const { period } = rules;
  const isInside = ({ content }: ImportedRun) =>
    content.firstDay >= period.starts && content.firstDay < period.ends;
  const inside = imported.filter(isInside);
  const pairs = pairUp(inside, standing);
  const looked = pairs.map(([run, present]) => lookAt(run, present));
  const refused = new Map<LookedRun, string>();
  for (const run of looked) {
    const { problems, misfits } = checkRun(run.content, rules);
    const [problem] = Object.values(problems);
    if (problem) refused.set(run, problem);
    run.misfits.push(...misfits);
  }
  const taken = new Set(pairs.map(([, present]) => present?.subjectId));
  const good = looked.filter(run => !refused.has(run));
  return {
    fresh: good.filter(run => run.standing === null),
    changed: good.filter(run => run.differences.length > 0),
    same: good.filter(run => run.standing !== null && run.differences.length === 0),
    outside: countOutside(
      imported.filter(run => !isInside(run)),
      rules,
    ),
    refused: [...refused].map(([{ row, content }, problem]) => ({
      row,
      course: content.course,
      day: content.firstDay,
      problem,
    })),
    others: standing.filter(({ subjectId }) => !taken.has(subjectId)),
  };
}

type Pair = [run: ImportedRun, present: StandingRun | null];

/**
 * A run is the one of its course and first day. Where several are alike, first those that say the same, then those
 * of the same room, then one after the other.
 */
function pairUp(imported: readonly ImportedRun[], standing: readonly StandingRun[]): Pair[] {
  const keyOf = ({ content }: { content: RunContent }) => `${courseKey(content.course)}\n${content.firstDay}`;
  const left = new Map<string, StandingRun[]>();
  for (const run of standing) left.set(keyOf(run), [...(left.get(keyOf(run)) ?? []), run]);
  const found = new Map<ImportedRun, StandingRun>();
  const isSame = (run: ImportedRun, present: StandingRun) => lookAt(run, present).differences.length === 0;
  const ofRoom = (run: ImportedRun, present: StandingRun) =>
    normaliseName(run.content.room ?? '') === normaliseName(present.content.room ?? '');
  for (const fits of [isSame, ofRoom, () => true]) {
    for (const run of imported) {
      const candidates = left.get(keyOf(run)) ?? [];
      const match = found.has(run) ? undefined : candidates.find(present => fits(run, present));
      if (!match) continue;
      found.set(run, match);
      left.set(
        keyOf(run),
        candidates.filter(present => present !== match),
      );
    }
  }
  return imported.map(run => [run, found.get(run) ?? null]);
}

function lookAt(run: ImportedRun, standing: StandingRun | null): LookedRun {
  const { row, content } = run;
  if (!standing) return { row, content, standing, differences: [], misfits: [] };
  const merged = mergedWith(run, standing.content);
  return {
    row,
    content: merged,
    standing,
    differences: differencesOf(merged, standing.content),
    misfits: [],
  };
}

/** What the file does not say stays as it is. */
function mergedWith({ content: file, says }: ImportedRun, present: RunContent): RunContent {
  const isSaid = ([, value]: [string, unknown]) =>
    value !== null && !(Array.isArray(value) && value.length === 0);
  const said = Object.fromEntries(Object.entries(file).filter(isSaid)) as Partial<RunContent>;
  const state = says.state ? file.state : present.state;
  const registerIn = state === 'held' && (says.register ? file.registerIn : present.registerIn);
  const { attended, noShows, unbooked, attendances } = file;
  return {
    ...present,
    ...said,
    // Who came is told of a run whose register is in, and of no other.
    ...(registerIn ? {} : { attended, noShows, unbooked, attendances }),
    state,
    registerIn,
    course: present.course,
    note: present.note,
  };
}

const FIELDS = [
  'level',
  'state',
  'firstDay',
  'days',
  'format',
  'room',
  'places',
  'booked',
  'cancelled',
  'noShows',
  'unbooked',
  'attended',
  'registerIn',
  'attendances',
] as const satisfies RunField[];

function differencesOf(now: RunContent, before: RunContent): Difference[] {
  return FIELDS.filter(field => !isAlike(now[field], before[field])).map(field => ({
    field,
    from: before[field],
    to: now[field],
  }));
}

/** Who came is the same in any order. */
function isAlike(one: RunContent[RunField], other: RunContent[RunField]): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return isDeepStrictEqual(one, other);
  const inOrder = (rows: readonly Attendance[]) =>
    rows.map(({ agencyId, sector, attended }) => `${agencyId}/${sector}: ${attended}`).sort();
  return isDeepStrictEqual(inOrder(one), inOrder(other));
}

function countOutside(runs: readonly ImportedRun[], { period, yearStarts }: RunRules): Comparison['outside'] {
  const counts = new Map<string, number>();
  for (const { content } of [...runs].sort((one, other) =>
    one.content.firstDay < other.content.firstDay ? -1 : 1,
  )) {
    const name = periodOfDay(content.firstDay, period, yearStarts);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, number]) => ({ period: name, runs: number }));
}
