/** The programme of a period as its facts: totals, courses, sectors and agencies, with what is left out of them. */
import { levelName, type TrainingSettings } from '../plan/training-settings.ts';
import { type Measures, measureNames } from '../training/measures.ts';
import {
  type CourseFigures,
  courseKey,
  type Imbalance,
  type Programme,
  programmeOf,
} from '../training/programme.ts';
import type { Rates } from '../training/rates.ts';
import type { Source } from './facts.ts';
import {
  type Hiding,
  hidingOf,
  type PeopleMeasure,
  peopleMeasures,
  type ScopeKey,
} from './training-hiding.ts';
import type { GroupFigures, TrainingRecords } from './training-records.ts';
import type {
  AgencyFacts,
  ComparedFacts,
  CourseFacts,
  ImbalanceFacts,
  ProgrammeFacts,
  RateFacts,
  RateOf,
  RatesFacts,
  SectorFacts,
  Shown,
  ShownMeasures,
} from './training-shape.ts';

export interface ProgrammeParts {
  programme: Omit<ProgrammeFacts, 'previous' | 'lastYear'>;
  byCourse: CourseFacts[];
  bySector: SectorFacts[];
  byAgency: AgencyFacts[];
  notBrokenDown: { bySector: Shown; byAgency: Shown };
  imbalances: ImbalanceFacts[];
}

/**
 * What the figures of one round come to; null where none came in.
 * @param threshold counts of people below it are left out; null for off
 * @param settings with the board's words for levels
 */
export function compileProgramme(
  { figures, agencies }: Pick<TrainingRecords, 'figures' | 'agencies'>,
  roundId: string,
  { threshold, settings }: { threshold: number | null; settings: Pick<TrainingSettings, 'levels'> },
): ProgrammeParts | null {
  const own = figures.filter(group => group.roundId === roundId);
  if (own.length === 0) return null;
  const programme = programmeOf(
    own.map(group => group.figures),
    agencies,
  );
  const hiding = hidingOf(programme, { agencies, groups: own.length, threshold });
  return {
    programme: {
      ...scopeFacts(programme, hiding, 'programme'),
      sources: programmeSources(own),
    },
    byCourse: programme.courses.map((course, index) => ({
      course: course.course,
      level: course.level,
      levelName: course.level === null ? null : levelName(settings, course.level),
      ...scopeFacts(course, hiding, index),
      sources: courseSources(own, course),
    })),
    ...sharesFacts(programme, hiding, { own, agencies }),
    imbalances: programme.imbalances.map(imbalance => imbalanceFacts(imbalance, programme, hiding)),
  };
}

/** What a later period shows of this one beside its own. */
export function comparedFacts(compiled: ProgrammeParts | null, period: string): ComparedFacts | null {
  if (!compiled) return null;
  const { planned, held, places, attended, rates } = compiled.programme;
  return { period, planned, held, places, attended, rates };
}

const unless = (isHidden: boolean, value: number | null): Shown =>
  isHidden && value !== null ? 'suppressed' : value;

const isPeople = (name: string): name is PeopleMeasure =>
  (peopleMeasures as readonly string[]).includes(name);

function shownMeasures(figures: Measures, isHidden: (name: PeopleMeasure) => boolean): ShownMeasures {
  const entries = measureNames.map(name => [name, unless(isPeople(name) && isHidden(name), figures[name])]);
  return Object.fromEntries(entries) as ShownMeasures;
}

function scopeFacts(figures: Programme | CourseFigures, hiding: Hiding, scope: ScopeKey) {
  return {
    ...shownMeasures(figures, name => hiding.measure(scope, name)),
    awaitingRegisters: figures.awaitingRegisters,
    notBrokenDown: shownMeasures(figures.notBrokenDown, name => hiding.left(scope, name)),
    rates: ratesFacts(figures.rates, name => hiding.rate(scope, name)),
  };
}

const rateOf: Record<keyof Rates, RateOf> = {
  ofPlaces: 'attended of places',
  ofBookings: 'attended against bookings',
  ofBooked: 'attended of booked',
};

function ratesFacts(
  rates: Rates,
  isHidden: (name: keyof Rates) => { numerator: boolean; denominator: boolean },
): RatesFacts {
  const shown = (name: keyof Rates): RateFacts | null => {
    const rate = rates[name];
    if (!rate) return null;
    const hidden = isHidden(name);
    return {
      of: rateOf[name],
      numerator: unless(hidden.numerator, rate.numerator),
      denominator: unless(hidden.denominator, rate.denominator),
      percent: unless(hidden.numerator || hidden.denominator, rate.percent),
      runs: rate.runs,
    };
  };
  return { ofPlaces: shown('ofPlaces'), ofBookings: shown('ofBookings'), ofBooked: shown('ofBooked') };
}

function sharesFacts(
  { sectors, agencies: byAgency }: Programme,
  hiding: Hiding,
  { own, agencies }: { own: readonly GroupFigures[] } & Pick<TrainingRecords, 'agencies'>,
): Pick<ProgrammeParts, 'bySector' | 'byAgency' | 'notBrokenDown'> {
  const isTotalHidden = hiding.measure('programme', 'attended');
  return {
    bySector: sectors.shares.map(({ sector, attended, percent, rows }) => ({
      sector,
      attended: unless(hiding.sector(sector), attended),
      percent: unless(isTotalHidden || hiding.sector(sector), percent),
      sources: sourcesIn(own, rows),
    })),
    byAgency: byAgency.shares.map(({ agencyId, name, attended, percent, rows }) => ({
      agency: name,
      sector: agencies.find(({ id }) => id === agencyId)?.sector ?? null,
      attended: unless(hiding.agency(agencyId), attended),
      percent: unless(isTotalHidden || hiding.agency(agencyId), percent),
      sources: sourcesIn(own, rows),
    })),
    notBrokenDown: {
      bySector: unless(hiding.notToldApart('sectors'), sectors.notBrokenDown),
      byAgency: unless(hiding.notToldApart('agencies'), byAgency.notBrokenDown),
    },
  };
}

/** With its figures go the words about them, which may tell the same. */
function imbalanceFacts(
  { about, kind, course, firstDay, measure, given, expected, note }: Imbalance,
  { courses }: Programme,
  hiding: Hiding,
): ImbalanceFacts {
  const index = courses.findIndex(
    candidate => course !== null && courseKey(candidate.course) === courseKey(course),
  );
  const scope = about === 'course' ? index : about;
  const isHidden = isPeople(measure) && hiding.imbalance(scope);
  return {
    about,
    kind,
    course,
    firstDay,
    figure: measure,
    given: unless(isHidden, given),
    expected: unless(isHidden, expected),
    note: isHidden ? null : note,
  };
}

/** The totals that were given, and of a group that gave none everything it gave; at least who said that nothing was run. */
function programmeSources(own: readonly GroupFigures[]): Source[] {
  return own.flatMap(group => {
    const { programme, courses, runs } = group.figures;
    const given = programme ? [programme] : [...courses, ...runs];
    return given.length > 0 || !group.whole ? sourcesIn([group], given) : [group.whole];
  });
}

function courseSources(own: readonly GroupFigures[], { course }: CourseFigures): Source[] {
  return own.flatMap(group => {
    const { courses, runs } = group.figures;
    const ofCourse = [...courses, ...runs].filter(content => courseKey(content.course) === courseKey(course));
    return sourcesIn([group], ofCourse);
  });
}

/** The returns that these were given in, each once, oldest first. */
function sourcesIn(own: readonly GroupFigures[], contents: readonly object[]): Source[] {
  const found = contents.flatMap(content => own.flatMap(({ sources }) => sources.get(content) ?? []));
  return [...new Set(found)].sort((one, other) => one.at.localeCompare(other.at));
}
