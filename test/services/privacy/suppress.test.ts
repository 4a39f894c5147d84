import assert from 'node:assert/strict';
import { type Cell, type Equation, suppressSmall } from '../../../services/privacy/suppress.ts';

const cellsOf = (figures: Record<string, number | null>): Cell[] =>
  Object.entries(figures).map(([key, value]) => ({ key, value }));

const left = (figures: Record<string, number | null>, equations: Equation[], threshold: number | null) =>
  [...suppressSmall(cellsOf(figures), equations, threshold)].sort();

describe('suppressSmall', () => {
  const sectors: Equation = { total: 'all', plus: ['health', 'police', 'schools', 'rest'] };

  it('leaves out a small part and the smallest other part, so that the total gives nothing away', () => {
    const figures = { all: 60, health: 30, police: 3, schools: 20, rest: 7 };
    assert.deepEqual(left(figures, [sectors], 5), ['police', 'rest']);
  });

  it('goes on where the two together come to little', () => {
    const figures = { all: 56, health: 30, police: 3, schools: 21, rest: 2 };
    // The two are 5 together: nobody is told that both are small.
    assert.deepEqual(left(figures, [sectors], 5), ['police', 'rest', 'schools']);
  });

  it('shows zeros, and hides nothing behind them', () => {
    const figures = { all: 50, health: 47, police: 3, schools: 0, rest: 0 };
    assert.deepEqual(left(figures, [sectors], 5), ['health', 'police']);
  });

  it('leaves the total out where no part can help', () => {
    const one: Equation = { total: 'all', plus: ['police', 'schools'] };
    assert.deepEqual(left({ all: 5, police: 2, schools: 3 }, [one], 5), ['all', 'police', 'schools']);
    assert.deepEqual(left({ all: 4, police: 4, schools: 0 }, [one], 5), ['all', 'police']);
  });

  it('does not let a figure be worked out by way of another table', () => {
    const figures = { all: 60, health: 30, police: 3, schools: 20, rest: 7, level1: 33, level2: 27 };
    const equations: Equation[] = [
      sectors,
      { total: 'all', plus: ['level1', 'level2'] },
      { total: 'level1', plus: ['health', 'police'] },
    ];
    // Police and rest would do for the sectors alone; there 33 less 30 would say 3.
    assert.deepEqual(left(figures, equations, 5), ['health', 'police']);
  });

  it('knows that attended is booked without cancelled and no-shows, and with those who came unbooked', () => {
    const figures = { booked: 318, cancelled: 29, noShows: 2, unbooked: 35, attended: 322 };
    const turnout: Equation = {
      total: 'attended',
      plus: ['booked', 'unbooked'],
      minus: ['cancelled', 'noShows'],
    };
    assert.deepEqual(left(figures, [turnout], 5), ['cancelled', 'noShows']);
  });

  it('takes an imbalance to be known', () => {
    const figures = { all: 70, health: 30, police: 3, schools: 20, rest: 7 };
    assert.deepEqual(left(figures, [sectors], 5), ['police', 'rest']);
  });

  it('neither counts nor leaves out what is not known', () => {
    assert.deepEqual(left({ all: 60, health: 57, police: 3, schools: null, rest: null }, [sectors], 5), [
      'health',
      'police',
    ]);
    assert.deepEqual(left({ all: null, health: 57, police: 3, schools: 9, rest: null }, [sectors], 5), [
      'police',
    ]);
  });

  it('leaves nothing out without a threshold, and nothing where no count is small', () => {
    const figures = { all: 60, health: 30, police: 3, schools: 20, rest: 7 };
    assert.deepEqual(left(figures, [sectors], null), []);
    assert.deepEqual(left(figures, [sectors], 1), []);
    assert.deepEqual(left(figures, [sectors], 3), []);
  });

  it('refuses a key that stands twice and an equation about nothing', () => {
    assert.throws(() => suppressSmall([...cellsOf({ all: 1 }), { key: 'all', value: 2 }], [], 5), RangeError);
    assert.throws(() => suppressSmall(cellsOf({ all: 1 }), [sectors], 5), RangeError);
  });

  it('ends soon on a programme of the size that a large board has', function () {
    this.timeout(60_000);
    const { figures, equations } = largeProgramme(40, 10, 6);
    const found = suppressSmall(cellsOf(figures), equations, 6);
    assert.ok(found.size > 0 && found.size < Object.keys(figures).length);
  });
});

/** Courses with their bookings, and sectors with their agencies; figures by a fixed rule, many of them small. */
function largeProgramme(courses: number, sectorCount: number, agencies: number) {
  const figures: Record<string, number> = {};
  const equations: Equation[] = [];
  const rows = Array.from({ length: courses }, (_, at) => `course${at}`);
  for (const [at, row] of rows.entries()) {
    const [booked, cancelled, noShows, unbooked] = [
      12 + ((at * 7) % 23),
      (at * 5) % 9,
      (at * 3) % 7,
      (at * 2) % 5,
    ];
    Object.assign(figures, {
      [`${row} booked`]: booked,
      [`${row} cancelled`]: cancelled,
      [`${row} noShows`]: noShows,
      [`${row} unbooked`]: unbooked,
      [`${row} attended`]: booked - cancelled - noShows + unbooked,
    });
    equations.push({
      total: `${row} attended`,
      plus: [`${row} booked`, `${row} unbooked`],
      minus: [`${row} cancelled`, `${row} noShows`],
    });
  }
  for (const column of ['booked', 'cancelled', 'noShows', 'unbooked', 'attended']) {
    const plus = rows.map(row => `${row} ${column}`);
    figures[`all ${column}`] = plus.reduce((sum, key) => sum + (figures[key] ?? 0), 0);
    equations.push({ total: `all ${column}`, plus });
  }
  let rest = figures['all attended'] ?? 0;
  const sectors = Array.from({ length: sectorCount }, (_, sector) => {
    const parts = Array.from({ length: agencies }, (_, at) => `sector${sector} agency${at}`);
    for (const [at, part] of parts.entries()) figures[part] = (sector * 3 + at * 5) % 12;
    figures[`sector${sector}`] = parts.reduce((sum, key) => sum + (figures[key] ?? 0), 0);
    rest -= figures[`sector${sector}`] ?? 0;
    equations.push({ total: `sector${sector}`, plus: parts });
    return `sector${sector}`;
  });
  figures['rest'] = Math.max(rest, 0);
  equations.push({ total: 'all attended', plus: [...sectors, 'rest'] });
  return { figures, equations };
}
