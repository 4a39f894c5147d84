/** The numbers that have a check digit or a form of their own. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isNhsNumber } from '../../../../services/privacy/guard/kinds/nhs-number.ts';
import { isPupilNumber } from '../../../../services/privacy/guard/kinds/pupil-number.ts';
import { found } from './rules.ts';

const digit = fc.integer({ min: 0, max: 9 });
const digits = (length: number) => fc.array(digit, { minLength: length, maxLength: length });

/** Nine digits and the one that makes them right; those for which there is none, or that are one digit ten times, left out. */
const nhsNumber = digits(9)
  .map(nine => {
    const sum = nine.reduce((total, value, index) => total + value * (10 - index), 0);
    return { nine: nine.join(''), check: (11 - (sum % 11)) % 11 };
  })
  .filter(({ nine, check }) => check < 10 && !/^(\d)\1*$/.test(`${nine}${check}`))
  .map(({ nine, check }) => `${nine}${check}`);

const gap = fc.constantFrom(
  ' ',
  '  ',
  '-',
  '.',
  ' - ',
  '/',
  '_',
  '\u00a0',
  '\u2009',
  '\u2013',
  '\u2011',
  '\u200b',
  '\u00ad',
  ' \u2014',
);
const usual = fc.constantFrom(
  [3, 3, 4],
  [10],
  [4, 3, 3],
  [5, 5],
  [3, 7],
  [2, 2, 2, 2, 2],
  Array<number>(10).fill(1),
);
const scripts = fc.constantFrom(0x30, 0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce, 0x116d0);

const inScript = (text: string, zero: number) =>
  text.replace(/\d/g, value => String.fromCodePoint(zero + Number(value)));

/** The digits in groups of these lengths. */
function grouped(number: string, lengths: readonly number[], between: string): string {
  let at = 0;
  return lengths
    .map(length => {
      at += length;
      return number.slice(at - length, at);
    })
    .join(between);
}

const isFound = (text: string, kind: string) => found(text).some(one => one.startsWith(`${kind}:`));

describe('NHS numbers', () => {
  it('are found in any of the usual spacings, with any sign between, in any digits', () => {
    fc.assert(
      fc.property(nhsNumber, usual, gap, scripts, (number, lengths, between, zero) => {
        const written = inScript(grouped(number, lengths, between), zero);
        // Beginning with 07 or +44, ten or eleven digits are a telephone number first.
        const all = found(`We saw ${written} in May`);
        assert.ok(all.length > 0, written);
        assert.ok(
          all.some(one => one.startsWith('nhs-number:') || one.startsWith('phone:')),
          written,
        );
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  it('are found in any spacing where the words before say what it is', () => {
    const gaps = fc.array(fc.constantFrom('', ' ', '-', '.', '  '), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(nhsNumber, gaps, (number, between) => {
        const written = [...number].map((value, index) => value + (between[index] ?? '')).join('');
        assert.ok(isFound(`NHS number ${written} was read out`, 'nhs-number'), written);
      }),
      { numRuns: 2000, seed: 8 },
    );
  });

  it('are not found where the check digit is wrong', () => {
    const wrong = digits(10)
      .map(ten => ten.join(''))
      .filter(ten => !isNhsNumber(ten));
    fc.assert(
      fc.property(wrong, usual, fc.constantFrom(' ', '-', ''), (number, lengths, between) => {
        assert.ok(!isFound(`We saw ${grouped(number, lengths, between)} in May`, 'nhs-number'), number);
        assert.ok(!isFound(`NHS number ${grouped(number, lengths, between)}`, 'nhs-number'), number);
      }),
      { numRuns: 2000, seed: 9 },
    );
  });

  it('are named as they were typed', () => {
    assert.deepEqual(found('Case (943 476 5919), seen twice'), ['nhs-number: 943 476 5919']);
    assert.deepEqual(found('9\u200b434765919 and ９４３４７６５９１９'), [
      'nhs-number: 9\u200b434765919',
      'nhs-number: ９４３４７６５９１９',
    ]);
  });

  it('are not taken from books, money, percentages and longer rows of figures', () => {
    for (const text of [
      'ISBN 0-306-40615-2',
      'ISBN: 0306406152',
      '£9434765919',
      '9434765919%',
      '19434765919',
      'ref A9434765919',
      'in 0000000000 of cases',
    ])
      assert.deepEqual(found(text), [], text);
  });
});

describe('National Insurance numbers', () => {
  it('are found with every prefix that is issued, in every spacing', () => {
    const letter = (not: string) =>
      fc.constantFrom(...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter(one => !not.includes(one)));
    const never = new Set(['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ']);
    const prefix = fc
      .tuple(letter('DFIQUV'), letter('DFIOQUV'))
      .map(pair => pair.join(''))
      .filter(pair => !never.has(pair));
    fc.assert(
      fc.property(
        prefix,
        digits(6),
        fc.constantFrom(...'ABCD'),
        gap.filter(one => one !== '/' && one !== '_' && one.length < 3),
        (two, six, last, between) => {
          const groups = [
            two,
            six.slice(0, 2).join(''),
            six.slice(2, 4).join(''),
            six.slice(4).join(''),
            last,
          ];
          for (const written of [groups.join(between), groups.join(''), groups.join('').toLowerCase()])
            assert.ok(isFound(`The carer, ${written}, moved`, 'national-insurance'), written);
        },
      ),
      { numRuns: 500, seed: 10 },
    );
  });

  it('are not found with a prefix or a last letter that is not issued', () => {
    for (const written of [
      'QQ123456C',
      'DA123456A',
      'BG123456A',
      'GB123456A',
      'ZZ123456A',
      'AO123456A',
      'AB123456E',
    ])
      assert.ok(!isFound(`ref ${written}`, 'national-insurance'), written);
  });

  it('may lack the last letter only where the words before say what it is', () => {
    assert.deepEqual(found('NI number AB 12 34 56'), ['national-insurance: AB 12 34 56']);
    assert.deepEqual(found('order AB 12 34 56'), []);
  });
});

describe('Unique pupil numbers', () => {
  const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ';
  const right = (twelve: string) =>
    [...letters].map(letter => letter + twelve).find(candidate => isPupilNumber(candidate)) ?? '';

  it('are found with the right letter, and with no other', () => {
    fc.assert(
      fc.property(digits(12), fc.nat(letters.length - 1), (twelve, other) => {
        const good = right(twelve.join(''));
        assert.ok(isFound(`Pupil ${good} left`, 'pupil-number'), good);
        assert.ok(isFound(`Pupil ${good.toLowerCase()} left`, 'pupil-number'), good);
        const wrong = `${letters[other]}${good.slice(1)}`;
        if (wrong !== good) assert.ok(!isFound(`Pupil ${wrong} left`, 'pupil-number'), wrong);
      }),
      { numRuns: 500, seed: 11 },
    );
  });

  it('may end in a letter, where they are temporary', () => {
    const temporary = right('82012345678A');
    assert.match(temporary, /^[A-Z]82012345678A$/);
    assert.deepEqual(found(`upn ${temporary}`), [`pupil-number: ${temporary}`]);
  });
});
