/** What training figures come to: the programme, its courses, who came, and the rates. Pure arithmetic. */
import { normaliseName } from '../plan/names.ts';
import type { AskFigures, CourseContent, RunContent } from './content.ts';
import { type ImbalanceKind, type Misfit, misfitsOfSaid } from './imbalance.ts';
import {
  eachMeasure,
  figuresOfParts,
  type Measures,
  measureNames,
  remainder,
  sumKnown,
  sumMeasures,
} from './measures.ts';
import { type RateSource, type Rates, ratesOf } from './rates.ts';
import {
  type AgencyLine,
  type AgencyShare,
  type AttendanceSource,
  agencyShares,
  type SectorShare,
  type Shares,
  sectorShares,
} from './shares.ts';

export interface Imbalance extends Misfit {
  about: 'run' | 'course' | 'programme';
  /** Null for the programme as a whole. */
  course: string | null;
  /** The first day of a run; else null. */
  firstDay: string | null;
  /** What was said of it when it was saved. */
  note: string | null;
}

export interface CourseFigures extends Measures {
  course: string;
  /** Null where none was given, or several differ. */
  level: number | null;
  /** Runs held of which the register is not in: who came is not known yet, and they enter no rate. */
  awaitingRegisters: number;
  /** What the runs leave of the course's total, by measure. */
  notBrokenDown: Measures;
  rates: Rates;
}

export interface Programme extends Measures {
  awaitingRegisters: number;
  /** What the courses leave of the programme's total, by measure. */
  notBrokenDown: Measures;
  rates: Rates;
  /** By name. */
  courses: CourseFigures[];
  sectors: Shares<SectorShare>;
  agencies: Shares<AgencyShare>;
  imbalances: Imbalance[];
}

/**
 * Adds up what groups gave for a period. Of each course, and of the programme, a total that was given stands; where
 * none was, the sum of its parts that are known. Planned counts every run, cancelled ones too; people are counted of
 * the runs that were held.
 * @param asks what each ask for training figures holds; programmes of several groups add
 */
export function programmeOf(asks: readonly AskFigures[], agencies: readonly AgencyLine[]): Programme {
  const parts = asks.map(programmeOfAsk);
  const figures = figuresOfParts(parts.map(part => part.figures));
  const sources = parts.map(part => part.attendances);
  const sectors = sectorShares(sources, agencies, figures.attended);
  const byAgency = agencyShares(sources, agencies, figures.attended);
  const imbalances = parts.flatMap(part => [
    ...part.imbalances,
    ...part.courses.flatMap(course => course.imbalances),
  ]);
  return {
    ...figures,
    awaitingRegisters: parts.flatMap(part => part.courses).reduce((sum, { awaiting }) => sum + awaiting, 0),
    notBrokenDown: sumMeasures(parts.map(part => part.notBrokenDown)),
    rates: ratesOf(parts.map(part => part.rates)),
    courses: mergeCourses(parts.flatMap(part => part.courses)),
    sectors,
    agencies: byAgency,
    imbalances: imbalances.some(({ kind }) => kind === TOLD_APART)
      ? imbalances
      : [...imbalances, ...toldApartAbove(figures.attended, sectors.notBrokenDown, byAgency.notBrokenDown)],
  };
}

/** How the names of courses are compared, so that one course is one line however it is written. */
export const courseKey = (course: string): string => normaliseName(course) || course.trim().toLowerCase();

interface Part {
  figures: Measures;
  notBrokenDown: Measures;
  rates: RateSource;
  attendances: AttendanceSource;
  imbalances: Imbalance[];
}

interface CoursePart extends Part {
  course: string;
  levels: number[];
  awaiting: number;
}

function programmeOfAsk({ runs, courses, programme }: AskFigures): Part & { courses: CoursePart[] } {
  const keys = new Set([...courses, ...runs].map(({ course }) => courseKey(course)));
  const parts = [...keys].map(key =>
    courseOfAsk(
      courses.find(({ course }) => courseKey(course) === key) ?? null,
      runs.filter(({ course }) => courseKey(course) === key),
    ),
  );
  const summed = figuresOfParts(parts.map(part => part.figures));
  const told = { about: 'programme', course: null, firstDay: null } as const;
  return { ...totalled(programme, summed, parts, told), courses: parts };
}

function courseOfAsk(total: CourseContent | null, runs: readonly RunContent[]): CoursePart {
  const [firstRun] = runs;
  const course = total?.course ?? firstRun?.course ?? '';
  const told = { about: 'course', course, firstDay: null } as const;
  const of = totalled(total, sumOfRuns(runs), runs.filter(isKnown).map(runPart), told);
  return {
    ...of,
    imbalances: [...of.imbalances, ...runs.filter(isKnown).flatMap(runImbalances)],
    course,
    levels: [total?.level ?? null, ...runs.map(run => run.level)].filter(level => level !== null),
    awaiting: runs.filter(isAwaiting).length,
  };
}

const isHeld = (run: RunContent) => run.state === 'held';
const isAwaiting = (run: RunContent) => isHeld(run) && !run.registerIn;
const isKnown = (run: RunContent) => isHeld(run) && run.registerIn;

/** Of a run whose register is not in, places and bookings are known, and who came is not. */
function sumOfRuns(runs: readonly RunContent[]): Measures {
  const held = runs.filter(isHeld);
  const known = held.filter(isKnown);
  const sum = (name: 'places' | 'booked' | 'cancelled' | 'noShows' | 'unbooked' | 'attended') => {
    const of = name === 'places' || name === 'booked' || name === 'cancelled' ? held : known;
    return sumKnown(of.map(run => run[name]));
  };
  return eachMeasure(name => {
    if (name === 'planned') return runs.length === 0 ? null : runs.length;
    if (name === 'held') return runs.length === 0 ? null : held.length;
    return sum(name);
  });
}

const runPart = (run: RunContent): Pick<Part, 'rates' | 'attendances'> => ({
  rates: { total: { ...run, held: 1 }, parts: [] },
  attendances: { said: run.attendances, parts: [] },
});

const runImbalances = (run: RunContent): Imbalance[] => {
  const { course, firstDay, note } = run;
  return misfitsOfSaid(run).map(misfit => ({ about: 'run', course, firstDay, ...misfit, note }));
};

type Total = Measures & Pick<CourseContent, 'note' | 'attendances'>;

/** A total that was given, with what its parts leave of it; where none was, their sum. */
function totalled(
  total: Total | null,
  summed: Measures,
  parts: readonly Pick<Part, 'rates' | 'attendances'>[],
  told: Pick<Imbalance, 'about' | 'course' | 'firstDay'>,
): Part {
  const notBrokenDown = eachMeasure(name => remainder(total?.[name] ?? null, summed[name]));
  const note = total?.note ?? null;
  const above = measureNames.flatMap((measure): Imbalance[] => {
    const [given, expected, left] = [total?.[measure] ?? null, summed[measure], notBrokenDown[measure]];
    if (given === null || expected === null || left === null || left >= 0) return [];
    return [{ ...told, kind: 'parts-above-total', measure, given, expected, note }];
  });
  const own = total ? misfitsOfSaid(total).map(misfit => ({ ...told, ...misfit, note })) : [];
  return {
    figures: eachMeasure(name => total?.[name] ?? summed[name]),
    notBrokenDown,
    rates: { total, parts: parts.map(part => part.rates) },
    attendances: { said: total?.attendances ?? [], parts: parts.map(part => part.attendances) },
    imbalances: [...own, ...above],
  };
}

/** One line a course, whoever reported it. */
function mergeCourses(parts: readonly CoursePart[]): CourseFigures[] {
  const keys = new Set(parts.map(({ course }) => courseKey(course)));
  return [...keys]
    .map(key => parts.filter(({ course }) => courseKey(course) === key))
    .map(same => {
      const levels = new Set(same.flatMap(part => part.levels));
      const [level = null] = levels;
      return {
        course: same[0]?.course ?? '',
        level: levels.size === 1 ? level : null,
        ...figuresOfParts(same.map(part => part.figures)),
        awaitingRegisters: same.reduce((sum, { awaiting }) => sum + awaiting, 0),
        notBrokenDown: sumMeasures(same.map(part => part.notBrokenDown)),
        rates: ratesOf(same.map(part => part.rates)),
      };
    })
    .sort((one, other) => one.course.localeCompare(other.course, 'en'));
}

const TOLD_APART: ImbalanceKind = 'told-apart-above-attended';

/** People told apart within parts may be more than a total that was given for the whole. */
function toldApartAbove(attended: number | null, ...left: (number | null)[]): Imbalance[] {
  const least = Math.min(0, ...left.filter(number => number !== null));
  if (attended === null || least === 0) return [];
  const kind = TOLD_APART;
  const expected = attended - least;
  return [
    {
      about: 'programme',
      course: null,
      firstDay: null,
      kind,
      measure: 'attended',
      given: attended,
      expected,
      note: null,
    },
  ];
}
