/**
 * The three rates of a programme, each with what it is a rate of: "77 % of places" and "96 % of bookings" were both
 * true of one real quarter (Leicester, Leicestershire and Rutland, Q1 2016-17), of which 85 % of those booked came.
 */
import { type Measures, sumKnown } from './measures.ts';

export interface Rate {
  numerator: number;
  denominator: number;
  /** Whole percent, rounded half up; null where the denominator is nought. */
  percent: number | null;
  /** Over how many runs held it is computed; null where somebody gave the figures without saying. */
  runs: number | null;
}

/** Null where the figures that a rate is made of are not known. */
export interface Rates {
  /** Attended, of places. */
  ofPlaces: Rate | null;
  /** Attended, against bookings: those who came unbooked are in it, so it may be above 100 %. */
  ofBookings: Rate | null;
  /** Of those booked, how many came: those who came unbooked are left out. */
  ofBooked: Rate | null;
}

/** What a figure was given for as one: a run, or where runs are not told apart a course or a programme. */
export interface RateUnit extends Omit<Measures, 'planned'> {}

/** A programme's or a course's own figures, and what they are taken from where they do not give a rate. */
export interface RateSource {
  total: RateUnit | null;
  parts: RateSource[];
}

/** Whole percent, rounded half up; null of nought. */
export function percentOf(numerator: number, denominator: number): number | null {
  return denominator > 0 ? Math.floor((200 * numerator + denominator) / (2 * denominator)) : null;
}

type Reading = (unit: RateUnit) => { numerator: number; denominator: number } | null;

const ofPlaces: Reading = ({ attended, places }) => pair(attended, places);
const ofBookings: Reading = ({ attended, booked }) => pair(attended, booked);
const ofBooked: Reading = ({ attended, unbooked, booked }) =>
  attended === null || unbooked === null || unbooked > attended ? null : pair(attended - unbooked, booked);

const pair = (numerator: number | null, denominator: number | null) =>
  numerator === null || denominator === null ? null : { numerator, denominator };

/** Each rate over the largest units that give all of its figures: a total where it does, else its parts. */
export function ratesOf(sources: readonly RateSource[]): Rates {
  return {
    ofPlaces: rateOf(sources, ofPlaces),
    ofBookings: rateOf(sources, ofBookings),
    ofBooked: rateOf(sources, ofBooked),
  };
}

function rateOf(sources: readonly RateSource[], reading: Reading): Rate | null {
  const units = sources.flatMap(source => unitsOf(source, reading));
  if (units.length === 0) return null;
  const numerator = sumKnown(units.map(unit => unit.numerator)) ?? 0;
  const denominator = sumKnown(units.map(unit => unit.denominator)) ?? 0;
  const isCounted = units.every(unit => unit.held !== null);
  return {
    numerator,
    denominator,
    percent: percentOf(numerator, denominator),
    runs: isCounted ? sumKnown(units.map(unit => unit.held)) : null,
  };
}

interface Counted {
  numerator: number;
  denominator: number;
  held: number | null;
}

function unitsOf({ total, parts }: RateSource, reading: Reading): Counted[] {
  const own = total && reading(total);
  if (total && own) return [{ ...own, held: total.held }];
  return parts.flatMap(part => unitsOf(part, reading));
}
