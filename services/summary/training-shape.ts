/** What the facts say of training. Its shape is part of the stable outside. */

import type { Day } from '../time.ts';
import type { ImbalanceKind } from '../training/imbalance.ts';
import type { MeasureName } from '../training/measures.ts';
import type { Source } from './facts.ts';

/**
 * A figure; null where it is not known, which is never 0. `suppressed` where it is below the board's threshold for
 * small counts, or where a small count could be worked out from it.
 */
export type Shown = number | null | 'suppressed';

export type ShownMeasures = Record<MeasureName, Shown>;

/** Those who came unbooked count in "against bookings", and are left out of "of booked". */
export type RateOf = 'attended of places' | 'attended against bookings' | 'attended of booked';

export interface RateFacts {
  of: RateOf;
  numerator: Shown;
  denominator: Shown;
  /** Whole percent, rounded half up; null where the denominator is 0. */
  percent: Shown;
  /** Over how many runs held it is computed; null where figures were given without saying. */
  runs: number | null;
}

/** A rate is null where the figures that it is made of are not known. */
export interface RatesFacts {
  ofPlaces: RateFacts | null;
  ofBookings: RateFacts | null;
  ofBooked: RateFacts | null;
}

/** What an earlier period of the same length came to, as far as it may be shown. */
export interface ComparedFacts {
  period: string;
  planned: Shown;
  held: Shown;
  places: Shown;
  attended: Shown;
  rates: RatesFacts;
}

/** Planned and held count runs, cancelled runs among the planned; the other figures count people, attendances in attended. */
export interface ProgrammeFacts extends ShownMeasures {
  /** Runs held of which the register is not in: their people are not known yet, and enter no rate. */
  awaitingRegisters: number;
  /** What the courses leave of the programme's total, by measure. */
  notBrokenDown: ShownMeasures;
  rates: RatesFacts;
  /** The round right before of the same length. */
  previous: ComparedFacts | null;
  /** The same period of the year before. */
  lastYear: ComparedFacts | null;
  sources: Source[];
}

export interface CourseFacts extends ShownMeasures {
  course: string;
  level: number | null;
  /** "Level 2, Foundation", the word in the board's own. */
  levelName: string | null;
  awaitingRegisters: number;
  /** What the runs leave of the course's total, by measure. */
  notBrokenDown: ShownMeasures;
  rates: RatesFacts;
  sources: Source[];
}

export interface SectorFacts {
  sector: string;
  attended: Shown;
  /** Of all who attended. */
  percent: Shown;
  sources: Source[];
}

export interface AgencyFacts extends Omit<SectorFacts, 'sector'> {
  agency: string;
  sector: string | null;
}

export interface ComplianceFacts {
  agency: string;
  level: number;
  /** "Level 2, Foundation", the word in the board's own. */
  levelName: string;
  /** Who was asked: a group, or the agency itself. */
  asked: string;
  /** Staff who need training at this level; null where only a percentage was published. */
  eligible: Shown;
  /** Those of them whose training is in date. */
  inDate: Shown;
  /** Null where nobody needs it. Of a published range, its lower end. */
  percent: Shown;
  /** The upper end of a published range; else null. */
  percentTo: number | null;
  /** True for a percentage that was published without its numbers. */
  withoutDenominator: boolean;
  target: number | null;
  /** Null where it cannot be told: no target, nobody who needs it, or a range with the target in it. */
  met: 'met' | 'not met' | 'suppressed' | null;
  asAt: Day;
  note: string | null;
  /** What was said the last time before this period. */
  last: { percent: Shown; percentTo: number | null; period: string } | null;
  source: Source;
}

export interface NotReturned {
  kind: 'training-figures' | 'compliance';
  /** Who was asked. */
  asked: string;
  /** Of compliance: whose staff, and at which level. */
  agency: string | null;
  level: number | null;
  levelName: string | null;
  /** True where figures came in, and nobody has said yet that they are all. */
  begun: boolean;
}

/** Figures that do not fit each other; shown, never mended. */
export interface ImbalanceFacts {
  about: 'run' | 'course' | 'programme';
  kind: ImbalanceKind;
  course: string | null;
  firstDay: Day | null;
  figure: MeasureName;
  given: Shown;
  /** What the other figures make of it, or the most it can be; for parts above a total, what the parts come to. */
  expected: Shown;
  /** What was said of it when it was saved. */
  note: string | null;
}

export interface TrainingFacts {
  /** Counts of people below this are left out; null where the board set no threshold. */
  suppressBelow: number | null;
  /** The groups that were asked for training figures. */
  asked: string[];
  /** True in a part of the facts where other groups gave figures to the same programme: it is left to the whole board. */
  isShared: boolean;
  /** Null where no figures came in. The programmes of several groups are added. */
  programme: ProgrammeFacts | null;
  /** By name. */
  byCourse: CourseFacts[];
  bySector: SectorFacts[];
  byAgency: AgencyFacts[];
  /** People who attended and are in no sector, and in no agency; null where that is not known. */
  notBrokenDown: { bySector: Shown; byAgency: Shown };
  /** By agency, then by level. */
  compliance: ComplianceFacts[];
  notReturned: NotReturned[];
  imbalances: ImbalanceFacts[];
}

/** Where nothing was asked, and in papers that were approved before training was. */
export const noTraining = (): TrainingFacts => ({
  suppressBelow: null,
  asked: [],
  isShared: false,
  programme: null,
  byCourse: [],
  bySector: [],
  byAgency: [],
  notBrokenDown: { bySector: null, byAgency: null },
  compliance: [],
  notReturned: [],
  imbalances: [],
});
