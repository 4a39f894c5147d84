import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Cell, type Equation, suppressSmall } from '../../../services/privacy/suppress.ts';

const cellsOf = (figures: Record<string, number>): Cell[] =>
  Object.entries(figures).map(([key, value]) => ({ key, value }));

interface Made {
  figures: Record<string, number>;
  equations: Equation[];
}

const count = fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 9 }));
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** One total cut two ways, as a programme is by course and by sector; a sector cut into agencies. */
const cutTwoWays: fc.Arbitrary<Made> = fc
  .record({
    courses: fc.array(count, { minLength: 1, maxLength: 3 }),
    agencies: fc.tuple(count, count),
    sector: count,
    more: fc.nat({ max: 6 }),
  })
  .map(({ courses, agencies, sector, more }) => {
    const health = sum(agencies) + sector;
    const all = Math.max(sum(courses), health) + more;
    const figures: Record<string, number> = {
      all,
      health,
      trust: agencies[0],
      icb: agencies[1],
      healthRest: sector,
    };
    courses.forEach((value, at) => {
      figures[`course${at}`] = value;
    });
    figures['coursesRest'] = all - sum(courses);
    figures['sectorsRest'] = all - health;
    return {
      figures,
      equations: [
        { total: 'all', plus: [...courses.map((_, at) => `course${at}`), 'coursesRest'] },
        { total: 'all', plus: ['health', 'sectorsRest'] },
        { total: 'health', plus: ['trust', 'icb', 'healthRest'] },
      ],
    };
  });

/** A table with the sums of its rows and its columns, and sometimes a wrong total. */
const crossTable: fc.Arbitrary<Made> = fc
  .record({
    cells: fc.array(fc.tuple(count, count), { minLength: 2, maxLength: 3 }),
    wrong: fc.constantFrom(0, 0, 0, 2),
  })
  .map(({ cells, wrong }) => {
    const figures: Record<string, number> = {};
    const equations: Equation[] = [];
    for (const [row, values] of cells.entries()) {
      for (const [column, value] of values.entries()) figures[`${row}${column}`] = value;
      figures[`row${row}`] = sum(values);
      equations.push({ total: `row${row}`, plus: [`${row}0`, `${row}1`] });
    }
    for (const column of [0, 1]) {
      figures[`column${column}`] = sum(cells.map(values => values[column] ?? 0));
      equations.push({ total: `column${column}`, plus: cells.map((_, row) => `${row}${column}`) });
    }
    figures['all'] = sum(cells.flat()) + wrong;
    equations.push({ total: 'all', plus: cells.map((_, row) => `row${row}`) });
    equations.push({ total: 'all', plus: ['column0', 'column1'] });
    return { figures, equations };
  });

/** Bookings of two courses with their sums: the signs of the sums differ. */
const turnouts: fc.Arbitrary<Made> = fc
  .array(
    fc.record({
      stayed: count,
      cancelled: fc.nat({ max: 3 }),
      noShows: fc.nat({ max: 3 }),
      unbooked: fc.nat({ max: 4 }),
    }),
    {
      minLength: 1,
      maxLength: 2,
    },
  )
  .map(courses => {
    const figures: Record<string, number> = {};
    const equations: Equation[] = [];
    for (const [at, { stayed, cancelled, noShows, unbooked }] of courses.entries()) {
      figures[`booked${at}`] = stayed + cancelled + noShows;
      figures[`cancelled${at}`] = cancelled;
      figures[`noShows${at}`] = noShows;
      figures[`unbooked${at}`] = unbooked;
      figures[`attended${at}`] = stayed + unbooked;
      equations.push({
        total: `attended${at}`,
        plus: [`booked${at}`, `unbooked${at}`],
        minus: [`cancelled${at}`, `noShows${at}`],
      });
    }
    for (const column of ['booked', 'attended']) {
      const plus = courses.map((_, at) => `${column}${at}`);
      figures[`${column}All`] = sum(plus.map(key => figures[key] ?? 0));
      equations.push({ total: `${column}All`, plus });
    }
    return { figures, equations };
  });

const made = fc.oneof(cutTwoWays, crossTable, turnouts);
const thresholds = fc.constantFrom(2, 3, 5);

/**
 * What the reader must reckon with, tried out one by one: may the hidden figure have this value, given what is shown?
 * Figures left out are 1 or more; guesses go further than the proof needs.
 */
function isPossible(
  { figures, equations }: Made,
  hidden: ReadonlySet<string>,
  key: string,
  value: number,
): boolean {
  const most = Math.max(...Object.values(figures)) + 12;
  const sums = equations.map(({ total, plus, minus = [] }) => {
    const terms: [string, number][] = [[total, -1]];
    for (const part of plus) terms.push([part, 1]);
    for (const part of minus) terms.push([part, -1]);
    return { terms, comesTo: sum(terms.map(([part, times]) => times * (figures[part] ?? 0))) };
  });
  const follow = (said: Map<string, number>): boolean => {
    const values = new Map(said);
    for (let went = true; went; ) {
      went = false;
      for (const { terms, comesTo } of sums) {
        const open = terms.filter(([name]) => !values.has(name));
        const rest = comesTo - sum(terms.map(([name, times]) => times * (values.get(name) ?? 0)));
        const ups = open.filter(([, times]) => times > 0).length;
        const downs = open.length - ups;
        if (rest < ups - downs * most || rest > ups * most - downs) return false;
        const only = open.length === 1 ? open[0] : undefined;
        if (!only) continue;
        values.set(only[0], rest * only[1]);
        went = true;
      }
    }
    const next = [...hidden].find(name => !values.has(name));
    if (next === undefined) return true;
    const actual = figures[next] ?? 1;
    const guesses = Array.from({ length: most }, (_, at) => at + 1);
    guesses.sort((one, other) => Math.abs(one - actual) - Math.abs(other - actual));
    return guesses.some(guess => follow(new Map(values).set(next, guess)));
  };
  const shown = Object.entries(figures).filter(([name]) => !hidden.has(name));
  return follow(new Map(shown).set(key, value));
}

/** The values about the actual one that are possible, until they lie far enough apart. */
function possibleValues(table: Made, hidden: ReadonlySet<string>, key: string, apart: number): number[] {
  const actual = table.figures[key] ?? 0;
  const possible = [actual];
  for (let step = 1; step <= apart && Math.max(...possible) - Math.min(...possible) < apart; step += 1) {
    for (const value of [actual + step, actual - step]) {
      if (value >= 1 && isPossible(table, hidden, key, value)) possible.push(value);
    }
  }
  return possible;
}

describe('suppressSmall, against trying out every table that a reader must reckon with', function () {
  this.timeout(60_000);

  it('leaves of every hidden figure values as far apart as 1 and the threshold', () => {
    fc.assert(
      fc.property(made, thresholds, (table, threshold) => {
        const hidden = suppressSmall(cellsOf(table.figures), table.equations, threshold);
        if (hidden.size === Object.keys(table.figures).length) return;
        for (const key of hidden) {
          const possible = possibleValues(table, hidden, key, threshold - 1);
          const spread = Math.max(...possible) - Math.min(...possible);
          assert.ok(spread >= threshold - 1, `${key} is ${possible.join(' or ')}`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leaves out every small count, nothing where none is small, and no zero', () => {
    fc.assert(
      fc.property(made, thresholds, ({ figures, equations }, threshold) => {
        const hidden = suppressSmall(cellsOf(figures), equations, threshold);
        const small = Object.keys(figures).filter(
          key => (figures[key] ?? 0) > 0 && (figures[key] ?? 0) < threshold,
        );
        assert.ok(small.every(key => hidden.has(key)));
        if (small.length === 0) assert.equal(hidden.size, 0);
        const everything = hidden.size === Object.keys(figures).length;
        if (!everything) assert.ok([...hidden].every(key => figures[key] !== 0));
      }),
    );
  });

  it('leaves out everything only where the totals are wrong', () => {
    fc.assert(
      fc.property(fc.oneof(cutTwoWays, turnouts), thresholds, ({ figures, equations }, threshold) => {
        const hidden = suppressSmall(cellsOf(figures), equations, threshold);
        const zeros = Object.values(figures).filter(value => value === 0);
        assert.ok(zeros.length === 0 || hidden.size < Object.keys(figures).length);
      }),
    );
  });

  it('finds the same whatever the order', () => {
    fc.assert(
      fc.property(
        made,
        thresholds,
        fc.infiniteStream(fc.nat()),
        ({ figures, equations }, threshold, order) => {
          const shuffle = <Item>(items: readonly Item[]): Item[] =>
            items
              .map(item => ({ item, at: order.next().value }))
              .sort((one, other) => one.at - other.at)
              .map(({ item }) => item);
          const cells = cellsOf(figures);
          const turned = shuffle(equations).map(one => ({ ...one, plus: shuffle(one.plus) }));
          assert.deepEqual(
            [...suppressSmall(shuffle(cells), turned, threshold)].sort(),
            [...suppressSmall(cells, equations, threshold)].sort(),
          );
        },
      ),
    );
  });
});
