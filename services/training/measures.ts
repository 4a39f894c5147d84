/** What is counted of a programme, a course or a run; null where it is not known, which is not nought. */

/** In the order in which people read them. */
export const measureNames = [
  'planned',
  'held',
  'places',
  'booked',
  'cancelled',
  'noShows',
  'unbooked',
  'attended',
] as const;

export type MeasureName = (typeof measureNames)[number];

/** Runs planned and held, then people: attended counts attendances, not different people. */
export type Measures = Record<MeasureName, number | null>;

export const eachMeasure = (figureOf: (name: MeasureName) => number | null): Measures =>
  Object.fromEntries(measureNames.map(name => [name, figureOf(name)])) as Measures;

/** The sum of what is known; null where nothing is. */
export function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter(value => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

export const sumMeasures = (parts: readonly Measures[]): Measures =>
  eachMeasure(name => sumKnown(parts.map(part => part[name])));

/**
 * The figures of a whole as far as its parts are known. How many runs were planned is known only where each part that
 * held any says it: "13 of 1 runs held" would be a sum of two different things.
 */
export function figuresOfParts(parts: readonly Measures[]): Measures {
  const sum = sumMeasures(parts);
  const isPartial = parts.some(({ planned, held }) => planned === null && (held ?? 0) > 0);
  return isPartial ? { ...sum, planned: null } : sum;
}

/** What parts leave of a total, negative where they are more; null where the total was not given or no part is known. */
export const remainder = (total: number | null, parts: number | null): number | null =>
  total === null || parts === null ? null : total - parts;
