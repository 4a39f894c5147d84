import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Source } from '../../../services/summary/facts.ts';
import { compileProgramme, type ProgrammeParts } from '../../../services/summary/training-programme.ts';
import type { GroupFigures } from '../../../services/summary/training-records.ts';
import type { CourseFacts, ProgrammeFacts, Shown } from '../../../services/summary/training-shape.ts';
import type { AskFigures } from '../../../services/training/content.ts';
import { courseFigures, programmeFigures, runFigures } from '../training/random-figures.ts';
import { byAgency, bySector, courseTotal, programmeTotal, run } from './training-world.ts';

const agencies = [
  { id: 'pol', key: 'pol', name: 'Police', sector: 'police' },
  { id: 'cab', key: 'cab', name: 'Citizens Advice', sector: 'voluntary' },
  { id: 'fed', key: 'fed', name: 'Food bank', sector: 'voluntary' },
  { id: 'odd', key: 'odd', name: 'Unsorted', sector: null },
].map(row => ({ ...row, boardId: 'b', contact: null, retiredAt: null, asks: null }));

const group = (figures: AskFigures): GroupFigures => ({
  roundId: 'r',
  asked: 'QA',
  figures,
  whole: null,
  sources: new Map<object, Source>(),
});

function compile(threshold: number | null, ...asks: Partial<AskFigures>[]): ProgrammeParts {
  const figures = asks.map(ask => group({ runs: [], courses: [], programme: null, ...ask }));
  const compiled = compileProgramme({ figures, agencies }, 'r', { threshold, settings: { levels: {} } });
  assert.ok(compiled);
  return compiled;
}

const people = ['booked', 'cancelled', 'noShows', 'unbooked', 'attended'] as const;
const isHidden = (value: Shown) => value === 'suppressed';

describe('Small counts in the training facts', () => {
  it('are shown where the board set no threshold', () => {
    const parts = compile(null, { programme: programmeTotal({ booked: 3, attended: 2, unbooked: 1 }) });
    assert.deepEqual([parts.programme.booked, parts.programme.attended], [3, 2]);
    assert.ok(!JSON.stringify(parts).includes('suppressed'));
  });

  it('are left out, with a second figure where the total would give them away', () => {
    const courses = [
      courseTotal('A', { attended: 3, places: 12 }),
      courseTotal('B', { attended: 20, places: 24 }),
      courseTotal('C', { attended: 40, places: 44 }),
    ];
    const { programme, byCourse } = compile(5, { courses });
    assert.equal(programme.attended, 63);
    assert.deepEqual(
      byCourse.map(({ attended }) => attended),
      ['suppressed', 'suppressed', 40],
    );
    assert.deepEqual(
      byCourse.map(({ rates }) => [rates.ofPlaces?.numerator, rates.ofPlaces?.percent]),
      [
        ['suppressed', 'suppressed'],
        ['suppressed', 'suppressed'],
        [40, 91],
      ],
    );
    assert.deepEqual(
      byCourse.map(({ places }) => places),
      [12, 24, 44],
      'seats are no people',
    );
    assert.equal(programme.rates.ofPlaces?.percent, 79);
  });

  it('are left out of a rate over some of the runs, and of the programme’s that is made of it', () => {
    const runs = [
      run('A', { attended: 28, places: 30 }),
      run('A', { attended: 2 }),
      run('B', { attended: 50, places: 60 }),
      run('B', { attended: 30 }),
      run('C', { attended: 25, places: 30 }),
    ];
    const { programme, byCourse } = compile(5, { runs });
    assert.deepEqual(
      byCourse.map(({ attended }) => attended),
      [30, 80, 25],
    );
    assert.deepEqual(
      [programme, ...byCourse].map(({ rates }) => rates.ofPlaces?.percent),
      ['suppressed', 'suppressed', 'suppressed', 83],
    );
    assert.equal(compile(2, { runs }).programme.rates.ofPlaces?.percent, 86);
  });

  it('do not come back as a share, as people not broken down, or as a figure of an agency’s sector', () => {
    const {
      bySector: sectors,
      byAgency: told,
      notBrokenDown,
      programme,
    } = compile(5, {
      courses: [
        courseTotal('A', {
          attended: 100,
          attendances: [
            byAgency('cab', 2),
            byAgency('fed', 30),
            byAgency('pol', 60),
            bySector('voluntary', 5),
          ],
        }),
      ],
    });
    assert.equal(programme.attended, 100);
    assert.equal(told.find(({ agency }) => agency === 'Citizens Advice')?.attended, 'suppressed');
    assert.equal(told.find(({ agency }) => agency === 'Citizens Advice')?.percent, 'suppressed');
    const [hiddenAgencies, hiddenSectors] = [
      told.filter(({ attended }) => isHidden(attended)),
      sectors.filter(({ attended }) => isHidden(attended)),
    ];
    // 100 − 97 = 3 are in no sector, so a sector goes with them.
    assert.equal(notBrokenDown.bySector, 'suppressed');
    assert.ok(hiddenSectors.length >= 1);
    assert.ok(hiddenAgencies.length + Number(isHidden(notBrokenDown.byAgency)) >= 2);
    for (const { attended, percent } of [...told, ...sectors]) {
      assert.equal(isHidden(percent ?? null), isHidden(attended));
    }
  });

  it('do not stand in an imbalance, nor in the note about it', () => {
    const wrong = run('A', {
      booked: 9,
      cancelled: 0,
      noShows: 2,
      unbooked: 0,
      attended: 8,
      note: 'Two late',
    });
    const raw = compile(null, { runs: [wrong] }).imbalances[0];
    assert.deepEqual([raw?.given, raw?.expected, raw?.note], [8, 7, 'Two late']);
    const hidden = compile(5, { runs: [wrong] }).imbalances[0];
    assert.deepEqual(
      [hidden?.kind, hidden?.given, hidden?.expected, hidden?.note],
      ['attended-not-balanced', 'suppressed', 'suppressed', null],
    );
    const runsOnly = compile(5, { programme: programmeTotal({ planned: 3, held: 4, note: 'One twice' }) });
    assert.deepEqual(
      runsOnly.imbalances.map(({ given, expected, note }) => [given, expected, note]),
      [[4, 3, 'One twice']],
      'how many runs there were says nothing of people',
    );
  });

  it('cannot be worked out from what is shown, whatever was given', () => {
    const ids = agencies.map(({ id }) => id);
    const ask = fc.record({
      runs: fc.array(runFigures(ids), { maxLength: 5 }),
      courses: fc.uniqueArray(courseFigures(ids), { maxLength: 3, selector: ({ course }) => course }),
      programme: fc.option(programmeFigures(ids), { nil: null }),
    });
    fc.assert(
      fc.property(
        fc.array(ask, { minLength: 1, maxLength: 2 }),
        fc.integer({ min: 3, max: 7 }),
        (asks, least) => {
          const raw = compile(null, ...asks);
          const parts = compile(least, ...asks);
          keepsQuiet(parts, least);
          addsUp(raw, parts);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** No count of people that is small stands anywhere, and no rate with a figure that does not. */
function keepsQuiet(parts: ProgrammeParts, least: number): void {
  const quiet = (value: Shown, what: string) =>
    assert.ok(typeof value !== 'number' || value <= 0 || value >= least, `${what} shows ${value}`);
  const scopes: (CourseFacts | ProgrammeParts['programme'])[] = [parts.programme, ...parts.byCourse];
  for (const scope of scopes) {
    for (const name of people) {
      quiet(scope[name], name);
      quiet(scope.notBrokenDown[name], `not broken down ${name}`);
    }
    for (const rate of Object.values(scope.rates)) {
      if (!rate) continue;
      quiet(rate.numerator, rate.of);
      if (rate.of !== 'attended of places') quiet(rate.denominator, rate.of);
      if (isHidden(rate.numerator) || isHidden(rate.denominator))
        assert.equal(rate.percent ?? 'suppressed', 'suppressed');
      if (typeof rate.numerator === 'number' && typeof scope.attended === 'number') {
        const others = rate.of === 'attended of booked' ? null : scope.attended - rate.numerator;
        quiet(others, `${rate.of}, the others`);
      }
    }
  }
  for (const { attended, percent } of [...parts.bySector, ...parts.byAgency]) {
    quiet(attended, 'a share');
    if (isHidden(attended) || isHidden(parts.programme.attended))
      assert.equal(typeof percent === 'number', false);
  }
  quiet(parts.notBrokenDown.bySector, 'in no sector');
  quiet(parts.notBrokenDown.byAgency, 'in no agency');
}

/** Wherever the raw figures form a sum, not exactly one of it is left out. */
function addsUp(raw: ProgrammeParts, shown: ProgrammeParts): void {
  const sum = (total: [Shown, Shown], terms: [Shown, Shown][], what: string) => {
    const known = [total, ...terms].filter(([value]) => typeof value === 'number');
    if (typeof total[0] !== 'number') return;
    const hidden = known.filter(([, value]) => isHidden(value)).length;
    assert.notEqual(hidden, 1, `${what}: ${JSON.stringify(known)}`);
  };
  for (const name of people) {
    const parts = raw.byCourse.map((course, at): [Shown, Shown] => [
      course[name],
      shown.byCourse[at]?.[name] ?? null,
    ]);
    if (parts.every(([value]) => value === null)) continue;
    const left: [Shown, Shown] = [raw.programme.notBrokenDown[name], shown.programme.notBrokenDown[name]];
    sum([raw.programme[name], shown.programme[name]], [...parts, left], name);
  }
  const balance = (
    one: ProgrammeParts['programme'] | CourseFacts,
    other: ProgrammeParts['programme'] | CourseFacts,
  ) => {
    if (people.some(name => one[name] === null)) return;
    const pairs = people.map((name): [Shown, Shown] => [one[name], other[name]]);
    sum(pairs.at(-1) as [Shown, Shown], pairs.slice(0, -1), 'balance');
  };
  balance(raw.programme as ProgrammeFacts, shown.programme as ProgrammeFacts);
  raw.byCourse.forEach((course, at) => {
    const other = shown.byCourse[at];
    if (other) balance(course, other);
  });
  const total: [Shown, Shown] = [raw.programme.attended, shown.programme.attended];
  for (const by of ['bySector', 'byAgency'] as const) {
    if (raw[by].length === 0) continue;
    const shares = raw[by].map((share, at): [Shown, Shown] => [
      share.attended,
      shown[by][at]?.attended ?? null,
    ]);
    sum(total, [...shares, [raw.notBrokenDown[by], shown.notBrokenDown[by]]], by);
  }
}
