/** Training figures counted another way than the services do: flat rows, one loop a total. For tests alone. */
import type { AskFigures, Attendance } from '../../../services/training/content.ts';

export const names = [
  'planned',
  'held',
  'places',
  'booked',
  'cancelled',
  'noShows',
  'unbooked',
  'attended',
] as const;
type Name = (typeof names)[number];
export type Counted = Record<Name, number | null>;

const empty = (): Counted => Object.fromEntries(names.map(name => [name, null])) as Counted;

const plus = (into: Counted, name: Name, value: number | null) => {
  if (value !== null) into[name] = (into[name] ?? 0) + value;
};

/** Adds what is known; a number planned that is not known of something held makes the whole not a number. */
const plusAll = (into: Counted, own: Counted) => {
  for (const name of names) plus(into, name, own[name]);
  if (own.planned === null && (own.held ?? 0) > 0) into.planned = Number.NaN;
};

/** What is not a number is not known. */
const settled = (counted: Counted): Counted =>
  Number.isNaN(counted.planned) ? { ...counted, planned: null } : counted;

export interface Recount {
  programme: Counted;
  left: Counted;
  courses: Map<string, { figures: Counted; left: Counted; awaiting: number }>;
  sectors: Map<string, number>;
  agencies: Map<string, number>;
  rates: Record<'ofPlaces' | 'ofBookings' | 'ofBooked', [number, number] | null>;
  awaiting: number;
}

type Line = Counted & { came: Attendance[] };

/** @param titleOf the title that a course is counted under */
export function recount(
  asks: readonly AskFigures[],
  sectorOf: (agencyId: string) => string | null,
  titleOf: (course: string) => string,
): Recount {
  const result: Recount = {
    programme: empty(),
    left: empty(),
    courses: new Map(),
    sectors: new Map(),
    agencies: new Map(),
    rates: { ofPlaces: null, ofBookings: null, ofBooked: null },
    awaiting: 0,
  };
  for (const ask of asks) countAsk(result, ask, sectorOf, titleOf);
  for (const entry of result.courses.values()) entry.figures = settled(entry.figures);
  return { ...result, programme: settled(result.programme) };
}

function countAsk(
  result: Recount,
  ask: AskFigures,
  sectorOf: (agencyId: string) => string | null,
  titleOf: (course: string) => string,
): void {
  const titles = new Set<string>();
  for (const { course } of [...ask.runs, ...ask.courses]) titles.add(titleOf(course));
  const sums = empty();
  for (const title of titles) {
    const runs = ask.runs.filter(one => titleOf(one.course) === title);
    const total = ask.courses.find(one => titleOf(one.course) === title);
    const entry = result.courses.get(title) ?? { figures: empty(), left: empty(), awaiting: 0 };
    result.courses.set(title, entry);
    const own = empty();
    for (const name of names) {
      let ofRuns: number | null = null;
      for (const one of runs) {
        let value: number | null;
        if (name === 'planned') value = 1;
        else if (name === 'held') value = one.state === 'held' ? 1 : 0;
        else if (one.state !== 'held') value = null;
        else if (!one.registerIn && ['noShows', 'unbooked', 'attended'].includes(name)) value = null;
        else value = one[name];
        if (value !== null) ofRuns = (ofRuns ?? 0) + value;
      }
      const said = total?.[name] ?? null;
      own[name] = said ?? ofRuns;
      if (said !== null && ofRuns !== null) plus(entry.left, name, said - ofRuns);
    }
    plusAll(entry.figures, own);
    plusAll(sums, own);
    for (const one of runs) {
      if (one.state === 'held' && !one.registerIn) {
        entry.awaiting += 1;
        result.awaiting += 1;
      }
    }
  }
  const ofCourses = settled(sums);
  const whole = empty();
  for (const name of names) {
    const said = ask.programme?.[name] ?? null;
    whole[name] = said ?? ofCourses[name];
    if (said !== null && ofCourses[name] !== null) plus(result.left, name, said - (ofCourses[name] ?? 0));
  }
  plusAll(result.programme, whole);
  countPeople(result, ask, sectorOf, titleOf);
  for (const name of ['ofPlaces', 'ofBookings', 'ofBooked'] as const) countRate(result, ask, name, titleOf);
}

const lineOf = (line: Partial<Counted> & { attendances: Attendance[] }): Line => ({
  ...empty(),
  ...line,
  came: line.attendances,
});

/** What a figure is read from, the largest first: the programme, else each course, else each of its runs. */
function levels(ask: AskFigures, titleOf: (course: string) => string): Line[][][] {
  const titles = [...new Set([...ask.runs, ...ask.courses].map(one => titleOf(one.course)))];
  return titles.map(title => [
    ask.programme ? [lineOf(ask.programme)] : [],
    ask.courses.filter(one => titleOf(one.course) === title).map(lineOf),
    ask.runs
      .filter(one => titleOf(one.course) === title && one.state === 'held' && one.registerIn)
      .map(lineOf),
  ]);
}

function countPeople(
  result: Recount,
  ask: AskFigures,
  sectorOf: (agencyId: string) => string | null,
  titleOf: (course: string) => string,
): void {
  for (const by of ['sectors', 'agencies'] as const) {
    const keyOf = (row: Attendance) =>
      by === 'agencies' ? row.agencyId : (row.sector ?? (row.agencyId ? sectorOf(row.agencyId) : null));
    const add = (rows: Attendance[]) => {
      for (const row of rows) {
        const key = keyOf(row);
        if (key !== null) result[by].set(key, (result[by].get(key) ?? 0) + row.attended);
      }
    };
    const own = (ask.programme?.attendances ?? []).filter(row => keyOf(row) !== null);
    if (own.length > 0) {
      add(own);
      continue;
    }
    for (const [, course = [], runs = []] of levels(ask, titleOf)) {
      const said = course.flatMap(line => line.came).filter(row => keyOf(row) !== null);
      add(said.length > 0 ? said : runs.flatMap(line => line.came));
    }
  }
}

function countRate(
  result: Recount,
  ask: AskFigures,
  name: keyof Recount['rates'],
  titleOf: (course: string) => string,
): void {
  const pairOf = (line: Line): [number, number] | null => {
    const { attended, places, booked, unbooked } = line;
    if (attended === null) return null;
    if (name === 'ofPlaces') return places === null ? null : [attended, places];
    if (booked === null) return null;
    if (name === 'ofBookings') return [attended, booked];
    return unbooked === null || unbooked > attended ? null : [attended - unbooked, booked];
  };
  const pairs: [number, number][] = [];
  const whole = ask.programme ? pairOf(lineOf(ask.programme)) : null;
  if (whole) pairs.push(whole);
  else {
    for (const [, course = [], runs = []] of levels(ask, titleOf)) {
      const said = course.map(pairOf).find(pair => pair !== null);
      if (said) pairs.push(said);
      else for (const line of runs) pairs.push(...[pairOf(line)].filter(pair => pair !== null));
    }
  }
  for (const [numerator, denominator] of pairs) {
    const before = result.rates[name] ?? [0, 0];
    result.rates[name] = [before[0] + numerator, before[1] + denominator];
  }
}
