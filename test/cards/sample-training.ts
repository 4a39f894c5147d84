/** The training of a made-up board's quarter: 29 of 37 runs held, 557 attended of 640 places. */
import type {
  ComplianceFacts,
  CourseFacts,
  RateFacts,
  RatesFacts,
  Shown,
  ShownMeasures,
  TrainingFacts,
} from '../../services/summary/training-shape.ts';
import { source } from './fact-builders.ts';

export const noMeasures: ShownMeasures = {
  planned: null,
  held: null,
  places: null,
  booked: null,
  cancelled: null,
  noShows: null,
  unbooked: null,
  attended: null,
};

const of = {
  ofPlaces: 'attended of places',
  ofBookings: 'attended against bookings',
  ofBooked: 'attended of booked',
} as const;

export const rate = (
  name: keyof typeof of,
  numerator: Shown,
  denominator: Shown,
  percent: Shown,
  runs: number | null = 29,
): RateFacts => ({ of: of[name], numerator, denominator, percent, runs });

export const noRates: RatesFacts = { ofPlaces: null, ofBookings: null, ofBooked: null };

export function course(given: Partial<CourseFacts> = {}): CourseFacts {
  return {
    ...noMeasures,
    course: 'Working Together',
    level: 2,
    levelName: 'Level 2, Foundation',
    planned: 5,
    held: 4,
    places: 100,
    attended: 80,
    awaitingRegisters: 0,
    notBrokenDown: noMeasures,
    rates: { ...noRates, ofPlaces: rate('ofPlaces', 80, 100, 80, 4) },
    sources: [source()],
    ...given,
  };
}

export function compliance(given: Partial<ComplianceFacts> = {}): ComplianceFacts {
  return {
    agency: 'Police',
    level: 1,
    levelName: 'Level 1, Awareness',
    asked: 'Police',
    eligible: 440,
    inDate: 412,
    percent: 94,
    percentTo: null,
    withoutDenominator: false,
    target: 88,
    met: 'met',
    asAt: '2026-06-30',
    note: null,
    last: { percent: 91, percentTo: null, period: '2025-26 Q4' },
    source: source(),
    ...given,
  };
}

export function training(given: Partial<TrainingFacts> = {}): TrainingFacts {
  return {
    suppressBelow: null,
    asked: ['Training Hub'],
    isShared: false,
    programme: {
      planned: 37,
      held: 29,
      places: 640,
      booked: 610,
      cancelled: 40,
      noShows: 33,
      unbooked: 20,
      attended: 557,
      awaitingRegisters: 2,
      notBrokenDown: { ...noMeasures, attended: 297, held: 20 },
      rates: {
        ofPlaces: rate('ofPlaces', 557, 640, 87),
        ofBookings: rate('ofBookings', 557, 610, 91),
        ofBooked: rate('ofBooked', 537, 610, 88),
      },
      previous: {
        period: '2025-26 Q4',
        planned: 15,
        held: 14,
        places: 300,
        attended: 280,
        rates: { ...noRates, ofPlaces: rate('ofPlaces', 280, 300, 93, 14) },
      },
      lastYear: {
        period: '2025-26 Q1',
        planned: 30,
        held: 25,
        places: null,
        attended: 410,
        rates: noRates,
      },
      sources: [source({ by: 'Ruth Elmore', agency: 'Schools and colleges' })],
    },
    byCourse: [
      course({
        course: 'Managing Allegations',
        level: null,
        levelName: null,
        planned: null,
        held: null,
        places: null,
        attended: 35,
        rates: noRates,
      }),
      course({
        course: 'Neglect',
        level: 3,
        levelName: 'Level 3',
        awaitingRegisters: 2,
        attended: 45,
        held: 5,
        planned: 6,
        places: 120,
        rates: { ...noRates, ofPlaces: rate('ofPlaces', 45, 70, 64, 3) },
      }),
      course({
        attended: 180,
        places: 200,
        notBrokenDown: { ...noMeasures, attended: 20 },
        rates: { ...noRates, ofPlaces: rate('ofPlaces', 180, 200, 90, 4) },
      }),
    ],
    bySector: [
      { sector: 'health', attended: 120, percent: 22, sources: [source()] },
      { sector: 'police', attended: 60, percent: 11, sources: [source()] },
    ],
    byAgency: [{ agency: 'Police', sector: 'police', attended: 60, percent: 11, sources: [source()] }],
    notBrokenDown: { bySector: 377, byAgency: 497 },
    compliance: [
      compliance(),
      compliance({
        agency: 'Schools and colleges',
        percent: 88,
        percentTo: 100,
        eligible: null,
        inDate: null,
        withoutDenominator: true,
        met: 'met',
        last: null,
      }),
      compliance({
        agency: 'ICB',
        level: 2,
        levelName: 'Level 2, Foundation',
        eligible: 200,
        inDate: 150,
        percent: 75,
        met: 'not met',
        note: 'Two wards are still to come.',
      }),
    ],
    notReturned: [
      {
        kind: 'compliance',
        asked: 'Police',
        agency: 'Police',
        level: 3,
        levelName: 'Level 3, Specialist',
        begun: false,
      },
      {
        kind: 'training-figures',
        asked: 'Training Hub',
        agency: null,
        level: null,
        levelName: null,
        begun: true,
      },
    ],
    imbalances: [
      {
        about: 'run',
        kind: 'attended-not-balanced',
        course: 'Neglect',
        firstDay: '2026-05-12',
        figure: 'attended',
        given: 25,
        expected: 20,
        note: 'A late list',
      },
      {
        about: 'programme',
        kind: 'parts-above-total',
        course: null,
        firstDay: null,
        figure: 'booked',
        given: 610,
        expected: 640,
        note: null,
      },
    ],
    ...given,
  };
}
