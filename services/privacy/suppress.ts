/**
 * Small counts can identify people. Where a board sets a threshold, counts below it are left out of what leaves the
 * group, and so is whatever they could be worked out from.
 *
 * The rule follows the usual practice of English official statistics (the small number suppression of NHS Digital's
 * hospital statistics and of the Department for Education's releases, marked "c" or "*"):
 * - a count from 1 to threshold − 1 is left out ("primary");
 * - **zero is shown**: nobody is in it who could be recognised, and hiding it would hide most of a sparse table. A
 *   reader who knows this rule knows that a figure left out is 1 or more, and is reckoned with as knowing it;
 * - where a total or the other parts of a sum would give a figure away, a second one is left out too
 *   ("complementary"): the smallest that does, parts before totals;
 * - a rate, a difference or a comparison made of a figure that was left out goes with it; that is the caller's to do,
 *   because only the caller knows its rates.
 *
 * It protects one set of figures. Figures of the same counts published elsewhere, cut otherwise or for another period,
 * are not known here: give all that one reader sees in one call.
 */
import { type Row, spreadWide } from './ranges.ts';

export interface Cell {
  key: string;
  /** A count; null is "not known" or "not returned": it is no figure, adds nothing to a sum, and is never left out. */
  value: number | null;
}

/**
 * How published figures add up: the total is the sum of `plus` without the sum of `minus`, all of them keys of cells.
 * Where the figures do not balance the reader is taken to know by how much.
 */
export interface Equation {
  total: string;
  plus: readonly string[];
  minus?: readonly string[];
}

/** A count that is left out for itself. Zero is not small. */
export function isSmall(value: number | null, threshold: number | null): boolean {
  return value !== null && threshold !== null && value > 0 && value < threshold;
}

/**
 * The keys of the figures to leave out, so that of each of them the reader must reckon with values that lie at least
 * `threshold` − 1 apart (as far apart as 1 and the threshold). Nothing where no count is small or where the threshold
 * is null (off). The same input gives the same set, in whatever order it comes.
 *
 * @throws RangeError where a key stands twice, or an equation names a key that is no cell.
 */
export function suppressSmall(
  cells: readonly Cell[],
  equations: readonly Equation[],
  threshold: number | null,
): ReadonlySet<string> {
  const figures = readFigures(cells);
  mustBeCells(equations, new Set(cells.map(({ key }) => key)));
  const sums = equations.map(equation => readSum(equation, figures)).filter(sum => sum !== null);
  sums.sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  const small = cells.filter(({ value }) => isSmall(value, threshold)).map(({ key }) => key);
  if (threshold === null || small.length === 0) return new Set();
  const table: Table = {
    figures,
    sums,
    totals: new Set(equations.map(({ total }) => total)),
    width: threshold - 1,
  };
  const left = new Set(small.sort());
  for (;;) {
    closeEachSum(table, left);
    const given = givenAway(table, left);
    if (given === undefined) break;
    const next = smallestNear(table, left, given);
    // Nothing but zeros is left to show: only silence is safe.
    if (next === undefined) return new Set(figures.keys());
    left.add(next);
  }
  takeBackNeedless(table, left, new Set(small));
  return left;
}

interface Table {
  /** The figures that are known, by key. */
  figures: ReadonlyMap<string, number>;
  sums: readonly Sum[];
  totals: ReadonlySet<string>;
  /** How far apart the possible values of a figure that is left out must lie. */
  width: number;
}

/** How often each known figure counts in a sum that comes to a known number. */
type Sum = ReadonlyMap<string, number>;

function readFigures(cells: readonly Cell[]): ReadonlyMap<string, number> {
  const keys = new Set(cells.map(({ key }) => key));
  if (keys.size < cells.length) throw new RangeError('A key stands twice among the cells.');
  return new Map(cells.flatMap(({ key, value }) => (value === null ? [] : [[key, value] as const])));
}

function mustBeCells(equations: readonly Equation[], keys: ReadonlySet<string>): void {
  for (const { total, plus, minus = [] } of equations) {
    const strange = [total, ...plus, ...minus].find(key => !keys.has(key));
    if (strange !== undefined) throw new RangeError(`An equation names ${strange}, which is no cell.`);
  }
}

/** Null where the total is not known, so that nothing can be worked out by it. */
function readSum({ total, plus, minus = [] }: Equation, figures: ReadonlyMap<string, number>): Sum | null {
  const sum = new Map<string, number>();
  const add = (key: string, by: number) => {
    if (figures.has(key)) sum.set(key, (sum.get(key) ?? 0) + by);
  };
  add(total, -1);
  for (const key of plus) add(key, 1);
  for (const key of minus) add(key, -1);
  return figures.has(total) ? sum : null;
}

function nameOf(sum: Sum): string {
  return JSON.stringify([...sum].sort());
}

/** Goes on until no sum by itself narrows down a figure that was left out, as far as other figures can help it. */
function closeEachSum(table: Table, left: Set<string>): void {
  for (let went = true; went; ) {
    went = false;
    for (const sum of table.sums) {
      const next = isNarrow(table, sum, left) ? smallest(table, left, [...sum.keys()]) : undefined;
      if (next === undefined) continue;
      left.add(next);
      went = true;
    }
  }
}

/** True where the sum alone gives one figure away, or says of several that together they come to little. */
function isNarrow({ figures, width }: Table, sum: Sum, left: ReadonlySet<string>): boolean {
  const unknown = [...sum].filter(([key, by]) => by !== 0 && left.has(key));
  if (unknown.length < 2) return unknown.length === 1;
  if (unknown.some(([, by]) => by > 0) && unknown.some(([, by]) => by < 0)) return false;
  const together = unknown.reduce((all, [key, by]) => all + Math.abs(by) * (figures.get(key) ?? 0), 0);
  return together - unknown.length < width;
}

/** The first figure left out of which the reader knows too much, all sums taken together. */
function givenAway(table: Table, left: ReadonlySet<string>): string | undefined {
  const keys = [...left].sort();
  const rows: Row[] = table.sums
    .filter(sum => [...sum.keys()].some(key => left.has(key)))
    .map(sum => keys.map(key => sum.get(key) ?? 0));
  const actual = keys.map(key => table.figures.get(key) ?? 0);
  const wide = spreadWide(rows, actual, table.width);
  return keys.find((_, at) => !wide[at]);
}

/** The smallest figure that could hide another: first of those in a sum with it, then wider and wider about it. */
function smallestNear(table: Table, left: ReadonlySet<string>, key: string): string | undefined {
  const near = new Set([key]);
  for (let size = 0; size < near.size; ) {
    size = near.size;
    for (const sum of table.sums.filter(one => [...one.keys()].some(at => near.has(at)))) {
      for (const at of sum.keys()) near.add(at);
    }
    const found = smallest(table, left, [...near]);
    if (found !== undefined) return found;
  }
  return smallest(table, left, [...table.figures.keys()]);
}

/** Parts before totals, small before large, then by key. A zero hides nothing: it is always shown. */
function smallest(
  { figures, totals }: Table,
  left: ReadonlySet<string>,
  among: readonly string[],
): string | undefined {
  return among
    .filter(key => !left.has(key) && (figures.get(key) ?? 0) > 0)
    .sort(
      (one, other) =>
        Number(totals.has(one)) - Number(totals.has(other)) ||
        (figures.get(one) ?? 0) - (figures.get(other) ?? 0) ||
        (one < other ? -1 : 1),
    )[0];
}

/** Shows again what was left out on the way and is not needed, the last first, and what that would give away. */
function takeBackNeedless(table: Table, left: Set<string>, small: ReadonlySet<string>): void {
  for (const key of [...left].reverse()) {
    if (small.has(key) || !left.has(key)) continue;
    const fewer = new Set([...left].filter(other => other !== key));
    let given = givenAway(table, fewer);
    while (given !== undefined && !small.has(given)) {
      fewer.delete(given);
      given = givenAway(table, fewer);
    }
    if (given !== undefined) continue;
    for (const other of [...left]) if (!fewer.has(other)) left.delete(other);
  }
}
