import assert from 'node:assert/strict';
import {
  type ComplianceField,
  type GivenCompliance,
  readCompliance,
  retypedCompliance,
} from '../../../services/returns/compliance-input.ts';

const today = '2026-07-06';
const asAt = '2026-06-30';

function given(fields: Partial<Record<ComplianceField, unknown>>): GivenCompliance {
  const read = readCompliance({ asAt, ...fields }, { today });
  assert.ok(read.ok, JSON.stringify(read));
  return read.given;
}

function problems(
  fields: Partial<Record<ComplianceField, unknown>>,
): Partial<Record<ComplianceField, string>> {
  const read = readCompliance({ asAt, ...fields }, { today });
  assert.ok(!read.ok, JSON.stringify(read));
  return read.problems;
}

/** The one field with a problem, and what it says. */
function problem(fields: Partial<Record<ComplianceField, unknown>>): [string, string] {
  const [only, ...more] = Object.entries(problems(fields));
  assert.deepEqual(more, []);
  return only as [string, string];
}

describe('What is typed as compliance figures', () => {
  it('may be two counts, written as people write them', () => {
    const counts = { publishedFrom: null, publishedTo: null, asAt, note: null };
    assert.deepEqual(given({ eligible: '440', inDate: '412' }), { eligible: 440, inDate: 412, ...counts });
    assert.deepEqual(given({ eligible: ' 1,204 ', inDate: '1 100' }), {
      eligible: 1204,
      inDate: 1100,
      ...counts,
    });
    assert.deepEqual(given({ eligible: '12', inDate: 'nil' }), { eligible: 12, inDate: 0, ...counts });
    const note = 'Without the new joiners.';
    assert.deepEqual(given({ eligible: '0', inDate: '0', note }), {
      eligible: 0,
      inDate: 0,
      ...counts,
      note,
    });
    assert.deepEqual(given({ eligible: 'none' }), { eligible: 0, inDate: 0, ...counts }, 'nobody needs it');
  });

  it('may be a percentage or a range, which then has no denominator', () => {
    const range = (published: string) => {
      const { eligible, inDate, publishedFrom, publishedTo } = given({ published });
      assert.deepEqual([eligible, inDate], [null, null]);
      return [publishedFrom, publishedTo];
    };
    for (const typed of ['95', '95 %', '95%', '95 per cent', ' 95.0 '])
      assert.deepEqual(range(typed), [95, 95], typed);
    for (const typed of [
      '88-100 %',
      '88 -100%',
      '88 to 100',
      '88% – 100%',
      '88 % to 100 %',
      '88 percent to 100 percent',
    ])
      assert.deepEqual(range(typed), [88, 100], typed);
    assert.deepEqual(range('87.5'), [87.5, 87.5]);
    assert.deepEqual(range('nil'), [0, 0]);
    assert.deepEqual(given({ eligible: 'n/a', inDate: 'n/a', published: '95' }).publishedFrom, 95);
  });

  it('is not both, and not neither', () => {
    assert.match(problem({ eligible: '440', inDate: '412', published: '94' })[1], /not both/);
    assert.match(problem({ eligible: '440', published: '94' })[1], /not both/);
    assert.match(problem({})[1], /or a published percentage/);
    assert.match(problem({ eligible: 'n/a', inDate: 'n/a', published: 'n/a' })[1], /stays “not returned”/);
    assert.equal(problem({ inDate: '412' })[0], 'eligible');
    assert.equal(problem({ eligible: '440' })[0], 'inDate');
    assert.equal(problem({ eligible: '440', inDate: 'n/a' })[0], 'inDate');
  });

  it('cannot be impossible', () => {
    const [field, words] = problem({ eligible: '1,440', inDate: '1,441' });
    assert.equal(field, 'inDate');
    assert.match(words, /1,441 in date is more than the 1,440/);
    for (const wrong of ['-3', 'many', '12.5', '1,2', '4e3', '0x10', 'Infinity', '94 %', '٣']) {
      assert.equal(problem({ eligible: wrong, inDate: '0' })[0], 'eligible', wrong);
      assert.equal(problem({ eligible: '500', inDate: wrong })[0], 'inDate', wrong);
    }
    assert.match(problem({ eligible: '94 %', inDate: '1' })[1], /published/);
    for (const wrong of [
      '101',
      '88 to 101',
      '100.5 %',
      '-5',
      '-5 to 10',
      '100 to 88',
      '95,5',
      'most',
      '1/2',
      '88 to',
      'to 88',
    ])
      assert.equal(problem({ published: wrong })[0], 'published', wrong);
    assert.match(problem({ published: '101' })[1], /above 100/);
    assert.match(problem({ published: '100 to 88' })[1], /88 to 100/);
    assert.match(problem({ published: '-5' })[1], /below 0/);
  });

  it('is of a day that has come', () => {
    const counts = { eligible: '440', inDate: '412' };
    assert.equal(given({ ...counts, asAt: today }).asAt, today);
    for (const wrong of ['2026-07-07', '', '30 June', '2026-02-30', undefined])
      assert.equal(problem({ ...counts, asAt: wrong })[0], 'asAt', wrong);
  });

  it('is text, and not anything else that a client may send', () => {
    for (const wrong of [440, true, [], {}, ['440']]) {
      const found = problems({ eligible: wrong, inDate: wrong, published: wrong, asAt: wrong, note: wrong });
      assert.deepEqual(Object.keys(found).sort(), ['asAt', 'eligible', 'inDate', 'note', 'published']);
    }
    assert.equal(problem({ published: '95', note: 'x'.repeat(1001) })[0], 'note');
  });

  it('tells every problem at once', () => {
    const found = problems({ eligible: 'x', inDate: '-1', published: '101', asAt: '' });
    assert.deepEqual(Object.keys(found).sort(), ['asAt', 'eligible', 'inDate', 'published']);
  });

  it('can be typed again from what was saved', () => {
    const all = [
      given({ eligible: '440', inDate: '412', note: 'A word.' }),
      given({ published: '95' }),
      given({ published: '87.5 to 100' }),
      given({ eligible: '0' }),
    ];
    for (const content of all) assert.deepEqual(given(retypedCompliance(content)), content);
  });
});
