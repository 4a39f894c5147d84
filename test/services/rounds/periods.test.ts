import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCollateError } from '../../../services/errors.ts';
import { nextPeriodBounds, parsePeriod, quarterOf } from '../../../services/rounds/periods.ts';
import { addDays } from '../../../services/time.ts';

describe('Periods', () => {
  const good: [string, number, string, string, string][] = [
    ['2026-27', 4, '2026-27', '2026-04-01', '2027-04-01'],
    ['2026/27', 4, '2026-27', '2026-04-01', '2027-04-01'],
    ['2026–2027', 4, '2026-27', '2026-04-01', '2027-04-01'],
    ['2026-27 H1', 4, '2026-27 H1', '2026-04-01', '2026-10-01'],
    ['2026-27 h2', 4, '2026-27 H2', '2026-10-01', '2027-04-01'],
    ['2026-27 Q1', 4, '2026-27 Q1', '2026-04-01', '2026-07-01'],
    ['  2026-27   q4 ', 4, '2026-27 Q4', '2027-01-01', '2027-04-01'],
    ['2026-27Q3', 4, '2026-27 Q3', '2026-10-01', '2027-01-01'],
    ['2026-10', 4, '2026-10', '2026-10-01', '2026-11-01'],
    ['2026-12', 4, '2026-12', '2026-12-01', '2027-01-01'],
    ['2011-12', 4, '2011-12', '2011-04-01', '2012-04-01'],
    ['2011-12', 1, '2011-12', '2011-12-01', '2012-01-01'],
    ['2026', 1, '2026', '2026-01-01', '2027-01-01'],
    ['2026 Q2', 1, '2026 Q2', '2026-04-01', '2026-07-01'],
    ['2026-27 Q2', 9, '2026-27 Q2', '2026-12-01', '2027-03-01'],
    ['2099-00', 4, '2099-00', '2099-04-01', '2100-04-01'],
  ];
  for (const [text, yearStarts, name, starts, ends] of good) {
    it(`reads “${text}” where the year starts in month ${yearStarts}`, () => {
      assert.deepEqual(parsePeriod(text, yearStarts), { name, starts, ends });
    });
  }

  const bad: [string, number][] = [
    ['', 4],
    ['Q1', 4],
    ['2026', 4],
    ['2026-28', 4],
    ['2026-1927', 4],
    ['2026-27', 1],
    ['2026-27 Q5', 4],
    ['2026-27 Q0', 4],
    ['2026-27 H3', 4],
    ['2026-13', 4],
    ['2026-00', 4],
    ['26-27 Q1', 4],
    ['2026-27 Q1 Q2', 4],
    ['2026-27 Q1; drop', 4],
    ['x'.repeat(10_000), 4],
  ];
  for (const [text, yearStarts] of bad) {
    it(`refuses “${text.slice(0, 20)}” where the year starts in month ${yearStarts}`, () => {
      assert.throws(
        () => parsePeriod(text, yearStarts),
        (error: unknown) => isCollateError(error, 'period_invalid') && error.message.length < 200,
      );
    });
  }

  const anyYear = fc.integer({ min: 1990, max: 2098 });
  const anyMonth = fc.integer({ min: 1, max: 12 });
  const nameOf = (year: number, yearStarts: number) =>
    yearStarts === 1 ? String(year) : `${year}-${String((year + 1) % 100).padStart(2, '0')}`;

  it('tile the year with quarters, halves and months', () => {
    fc.assert(
      fc.property(anyYear, anyMonth, (year, yearStarts) => {
        const name = nameOf(year, yearStarts);
        const whole = parsePeriod(name, yearStarts);
        for (const parts of [
          ['Q1', 'Q2', 'Q3', 'Q4'],
          ['H1', 'H2'],
        ]) {
          const spans = parts.map(part => parsePeriod(`${name} ${part}`, yearStarts));
          assert.equal(spans[0]?.starts, whole.starts);
          assert.equal(spans.at(-1)?.ends, whole.ends);
          for (const [index, span] of spans.slice(1).entries()) assert.equal(span.starts, spans[index]?.ends);
        }
      }),
    );
  });

  it('have one canonical name, which reads as itself', () => {
    for (const [text, yearStarts] of good) {
      const period = parsePeriod(text, yearStarts);
      assert.deepEqual(parsePeriod(period.name, yearStarts), period);
    }
  });

  it('hold every day in exactly one quarter', () => {
    fc.assert(
      fc.property(anyMonth, fc.integer({ min: 0, max: 30_000 }), (yearStarts, offset) => {
        const day = addDays('2000-01-01', offset);
        const { starts, ends } = quarterOf(day, yearStarts);
        assert.ok(starts <= day && day < ends, `${day} in ${starts} to ${ends}`);
      }),
    );
  });

  it('are followed by one of the same length', () => {
    fc.assert(
      fc.property(anyYear, anyMonth, fc.integer({ min: 1, max: 3 }), (year, yearStarts, quarter) => {
        const name = nameOf(year, yearStarts);
        const { starts, ends } = parsePeriod(`${name} Q${quarter + 1}`, yearStarts);
        assert.deepEqual(nextPeriodBounds(parsePeriod(`${name} Q${quarter}`, yearStarts)), { starts, ends });
      }),
    );
    assert.deepEqual(nextPeriodBounds(parsePeriod('2026-01', 4)), {
      starts: '2026-02-01',
      ends: '2026-03-01',
    });
    assert.deepEqual(nextPeriodBounds(parsePeriod('2026-27', 4)), {
      starts: '2027-04-01',
      ends: '2028-04-01',
    });
  });
});
