/**
 * Which of a programme's figures are left out of the facts because they are small, or would give a small one away.
 * What a reader could work out beside the figures shown is reckoned with: the sum of a course's runs, those booked
 * who came, those booked who did not, the people of a sector whose agency is not named.
 */
import { createHash } from 'node:crypto';
import { type Cell, type Equation, isSmall, suppressSmall } from '../privacy/suppress.ts';
import { type Measures, remainder } from '../training/measures.ts';
import type { CourseFigures, Programme } from '../training/programme.ts';
import type { Rate, Rates } from '../training/rates.ts';
import type { AgencyLine } from '../training/shares.ts';

/** The measures that count people; the others count runs and seats. */
export const peopleMeasures = ['booked', 'cancelled', 'noShows', 'unbooked', 'attended'] as const;

export type PeopleMeasure = (typeof peopleMeasures)[number];

/** The programme as a whole, or one of its courses by its place in the list. */
export type ScopeKey = 'programme' | number;

export interface Hiding {
  measure(scope: ScopeKey, name: PeopleMeasure): boolean;
  /** What parts leave of a total. */
  left(scope: ScopeKey, name: PeopleMeasure): boolean;
  /** Numerator and denominator of a rate; its percent is left out with either. */
  rate(scope: ScopeKey, name: keyof Rates): { numerator: boolean; denominator: boolean };
  sector(sector: string): boolean;
  agency(agencyId: string): boolean;
  /** Those in no sector, or no agency. */
  notToldApart(by: 'sectors' | 'agencies'): boolean;
  /** The figures of an imbalance: those of a run tell of the course's other runs. */
  imbalance(scope: ScopeKey | 'run'): boolean;
}

/**
 * @param groups how many groups gave figures: what one of them gave tells of the others' where programmes are added
 * @param threshold null for off: nothing is left out
 */
export function hidingOf(
  programme: Programme,
  {
    agencies,
    groups,
    threshold,
  }: { agencies: readonly AgencyLine[]; groups: number; threshold: number | null },
): Hiding {
  const table = new Table();
  addScope(table, 'programme', programme);
  for (const [index, course] of programme.courses.entries()) addScope(table, index, course);
  addCourses(table, programme);
  addShares(table, programme, agencies);
  const hidden = threshold === null ? new Set<string>() : table.hidden(threshold);
  const isHidden = (key: string) => hidden.has(key);
  const partial = partialRates(programme, threshold, hidden.size > 0);
  return {
    measure: (scope, name) => isHidden(keys.measure(scope, name)),
    left: (scope, name) => isHidden(keys.left(scope, name)),
    rate: (scope, name) => {
      const rated = readRate(figuresOf(programme, scope), name);
      if (rated && !rated.isWhole) return { numerator: partial.has(name), denominator: partial.has(name) };
      return {
        numerator: isHidden(name === 'ofBooked' ? keys.came(scope) : keys.measure(scope, 'attended')),
        denominator: name !== 'ofPlaces' && isHidden(keys.measure(scope, 'booked')),
      };
    },
    sector: sector => isHidden(keys.sector(sector)),
    agency: agencyId => isHidden(keys.agency(agencyId)),
    notToldApart: by => isHidden(keys.notToldApart(by)),
    imbalance: scope =>
      threshold !== null &&
      (scope === 'run' ||
        groups > 1 ||
        [...hidden].some(key => key.startsWith(keys.of(scope)) || isTold(key))),
  };
}

const keys = {
  of: (scope: ScopeKey) => `${scope} `,
  measure: (scope: ScopeKey, name: PeopleMeasure) => `${scope} ${name}`,
  left: (scope: ScopeKey, name: PeopleMeasure) => `${scope} left ${name}`,
  parts: (scope: ScopeKey, name: PeopleMeasure) => `${scope} parts ${name}`,
  came: (scope: ScopeKey) => `${scope} came`,
  missed: (scope: ScopeKey) => `${scope} missed`,
  sector: (sector: string) => `told sector ${sector}`,
  sectorAlone: (sector: string) => `told sector-alone ${sector}`,
  agency: (agencyId: string) => `told agency ${agencyId}`,
  notToldApart: (by: 'sectors' | 'agencies') => `told not ${by}`,
};

const isTold = (key: string) => key.startsWith('told ');

const figuresOf = (programme: Programme, scope: ScopeKey): Programme | CourseFigures =>
  scope === 'programme' ? programme : (programme.courses[scope] as CourseFigures);

/**
 * What was found last, by the table it was found for. The search takes up to a second for a large programme, and every
 * look at the facts asks again for this period and the two beside it.
 */
const searched = new Map<string, ReadonlySet<string>>();
const KEPT = 32;

/** The figures, and how they add up. */
class Table {
  private readonly cells: Cell[] = [];
  private readonly equations: Equation[] = [];

  /** A figure that is not known is none. */
  add(key: string, value: number | null): void {
    if (value !== null) this.cells.push({ key, value });
  }

  equate(total: string, plus: readonly string[], minus: readonly string[] = []): void {
    const known = new Set(this.cells.map(({ key }) => key));
    const isKnown = (key: string) => known.has(key);
    if (isKnown(total))
      this.equations.push({ total, plus: plus.filter(isKnown), minus: minus.filter(isKnown) });
  }

  hidden(threshold: number): ReadonlySet<string> {
    const name = createHash('sha256')
      .update(JSON.stringify([threshold, this.cells, this.equations]))
      .digest('base64');
    const hidden = searched.get(name) ?? suppressSmall(this.cells, this.equations, threshold);
    searched.delete(name);
    searched.set(name, hidden);
    const [oldest] = searched.keys();
    if (searched.size > KEPT && oldest !== undefined) searched.delete(oldest);
    return hidden;
  }
}

function addScope(table: Table, scope: ScopeKey, figures: Programme | CourseFigures): void {
  for (const name of peopleMeasures) {
    const [total, left] = [figures[name], figures.notBrokenDown[name]];
    table.add(keys.measure(scope, name), total);
    table.add(keys.left(scope, name), left);
    if (scope === 'programme' || left === null) continue;
    table.add(keys.parts(scope, name), remainder(total, left));
    table.equate(keys.measure(scope, name), [keys.parts(scope, name), keys.left(scope, name)]);
  }
  const of = (name: PeopleMeasure) => keys.measure(scope, name);
  if (peopleMeasures.every(name => figures[name] !== null)) {
    table.equate(of('attended'), [of('booked'), of('unbooked')], [of('cancelled'), of('noShows')]);
  }
  const came = remainder(figures.attended, figures.unbooked);
  table.add(keys.came(scope), came);
  table.add(keys.missed(scope), remainder(figures.booked, came));
  if (came !== null) table.equate(of('attended'), [keys.came(scope), of('unbooked')]);
  if (came !== null) table.equate(of('booked'), [keys.came(scope), keys.missed(scope)]);
}

function addCourses(table: Table, { courses }: Programme): void {
  for (const name of peopleMeasures) {
    const parts = courses.map((_, index) => keys.measure(index, name));
    if (parts.length > 0)
      table.equate(keys.measure('programme', name), [...parts, keys.left('programme', name)]);
  }
}

function addShares(table: Table, programme: Programme, agencies: readonly AgencyLine[]): void {
  const attended = keys.measure('programme', 'attended');
  for (const { agencyId, attended: number } of programme.agencies.shares)
    table.add(keys.agency(agencyId), number);
  for (const { sector, attended: number } of programme.sectors.shares) {
    const own = programme.agencies.shares.filter(
      share => agencies.find(({ id }) => id === share.agencyId)?.sector === sector,
    );
    table.add(keys.sector(sector), number);
    if (own.length === 0) continue;
    table.add(keys.sectorAlone(sector), number - own.reduce((sum, share) => sum + share.attended, 0));
    table.equate(keys.sector(sector), [
      ...own.map(share => keys.agency(share.agencyId)),
      keys.sectorAlone(sector),
    ]);
  }
  table.add(keys.notToldApart('sectors'), programme.sectors.notBrokenDown);
  table.add(keys.notToldApart('agencies'), programme.agencies.notBrokenDown);
  const sectors = programme.sectors.shares.map(({ sector }) => keys.sector(sector));
  const byAgency = programme.agencies.shares.map(({ agencyId }) => keys.agency(agencyId));
  if (sectors.length > 0) table.equate(attended, [...sectors, keys.notToldApart('sectors')]);
  if (byAgency.length > 0) table.equate(attended, [...byAgency, keys.notToldApart('agencies')]);
}

interface ReadRate {
  rate: Rate;
  /** The figures that it would be made of if it were over everybody. */
  whole: { numerator: number | null; denominator: number | null };
  isWhole: boolean;
}

function readRate(figures: Measures & { rates: Rates }, name: keyof Rates): ReadRate | null {
  const rate = figures.rates[name];
  if (!rate) return null;
  const whole = {
    numerator: name === 'ofBooked' ? remainder(figures.attended, figures.unbooked) : figures.attended,
    denominator: name === 'ofPlaces' ? figures.places : figures.booked,
  };
  const isWhole = rate.numerator === whole.numerator && rate.denominator === whole.denominator;
  return { rate, whole, isWhole };
}

/**
 * A rate over some of the runs cuts the same people another way. Where that leaves few of them, or anything else is
 * left out, no rate of its kind over some of the runs is shown; the programme's would give the course's away.
 */
function partialRates(
  programme: Programme,
  threshold: number | null,
  isAnyHidden: boolean,
): ReadonlySet<keyof Rates> {
  const names = ['ofPlaces', 'ofBookings', 'ofBooked'] as const;
  if (threshold === null) return new Set();
  return new Set(
    names.filter(name =>
      [programme, ...programme.courses].some(figures => {
        const rated = readRate(figures, name);
        return rated !== null && !rated.isWhole && (isAnyHidden || cutsFew(rated, name, threshold));
      }),
    ),
  );
}

function cutsFew({ rate, whole }: ReadRate, name: keyof Rates, threshold: number): boolean {
  const people = [rate.numerator, remainder(whole.numerator, rate.numerator)];
  const booked = [
    rate.denominator,
    remainder(whole.denominator, rate.denominator),
    rate.denominator - rate.numerator,
  ];
  return [...people, ...(name === 'ofPlaces' ? [] : booked)].some(value =>
    isSmall(value === null ? null : Math.abs(value), threshold),
  );
}
