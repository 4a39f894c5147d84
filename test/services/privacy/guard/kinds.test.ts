/** The kinds that are told by words, places and what a board allows. */
import assert from 'node:assert/strict';
import { casePatternProblem } from '../../../../services/privacy/guard/case-pattern.ts';
import { withoutPostcodes } from '../../../../services/privacy/guard/kinds/postcode.ts';
import { allowedMailProblem, allowedPhoneProblem } from '../../../../services/privacy/guard/rules.ts';
import { found } from './rules.ts';

const nothing = (...texts: string[]) => {
  for (const text of texts) assert.deepEqual(found(text), [], text);
};

describe('Dates of birth', () => {
  it('are days beside a word that says so', () => {
    assert.deepEqual(found('DOB 12/03/2015'), ['date-of-birth: 12/03/2015']);
    assert.deepEqual(found('d.o.b. 12.3.15'), ['date-of-birth: 12.3.15']);
    assert.deepEqual(found('was born on the 4th of May 2016'), ['date-of-birth: 4th of May 2016']);
    assert.deepEqual(found('12/03/2015 (DOB)'), ['date-of-birth: 12/03/2015']);
  });

  it('are days from which an age beside them follows', () => {
    assert.deepEqual(found('aged 9 (12/03/2017)'), ['date-of-birth: 12/03/2017']);
    assert.deepEqual(found('12/03/2017, aged 9'), ['date-of-birth: 12/03/2017']);
    nothing('aged 9 (12/03/2026)', '12/03/2026, aged 5 to 7');
  });

  it('are not the days of courses, dues, cohorts and meetings', () => {
    nothing(
      'Course on 12/03/2026, due 31/03/2026',
      'Babies born after 1 April 2026',
      'born between 1 September 2019 and 31 August 2020',
      'Date of birth is missing in 12 of 40 as at 31/03/2026',
    );
  });
});

describe('Postcodes', () => {
  it('are found whole, in either case and with any space', () => {
    for (const written of [
      'CH65 9HQ',
      'ch65 9hq',
      'CH659HQ',
      'SW1A 2AA',
      'M1 1AE',
      'CH65\u00a09HQ',
      'ＣＨ６５ ９ＨＱ',
    ])
      assert.deepEqual(found(`They live in ${written} now`), [`postcode: ${written}`]);
  });

  it('are not found of areas that there are not, nor of a district alone', () => {
    nothing('XX65 9HQ', 'E1 learning', 'CH1 and CH65', 'L2 1hr sessions', 'E1 2nd floor', 'M1 3rd lane');
  });

  it('may stand in the address of a venue', () => {
    assert.equal(withoutPostcodes('Wyvern House, CW7 1AH').trim(), 'Wyvern House,');
  });
});

describe('Telephone numbers', () => {
  it('are found in the ways that people write them', () => {
    for (const written of [
      '07700 900461',
      '07700900461',
      '+44 7700 900461',
      '+44 (0)7700 900461',
      '0044 7700 900461',
      '(01606) 496021',
      '020 7946 0958',
      '0161-496-0417',
      '+353 85 012 3456',
    ])
      assert.deepEqual(found(`Ring ${written} after six`), [`phone: ${written}`]);
  });

  it('may stand where the board allows them, however they are written', () => {
    const allowPhones = ['+44 1244 960100', '01606 96*'];
    assert.deepEqual(found('Ring (01244) 960 100 or 01606 960 200', { allowPhones }), []);
    assert.deepEqual(found('Ring 01244 960101', { allowPhones }), ['phone: 01244 960101']);
  });

  it('may stand where they are an organisation’s by their first digits, or are no such numbers', () => {
    nothing(
      '0300 123 7047',
      '0808 800 5000',
      '0800 1111',
      'call 101 or 999',
      '01.02.2026 10:30',
      'Room 0123',
    );
  });

  it('are allowed by numbers alone in a board file', () => {
    assert.equal(allowedPhoneProblem('01244 960100'), null);
    assert.equal(allowedPhoneProblem('01244 96*'), null);
    assert.match(allowedPhoneProblem('*') ?? '', /five digits or more/);
    assert.match(allowedPhoneProblem('[0-9]+') ?? '', /must be a telephone number/);
  });
});

describe('Mail addresses', () => {
  it('may stand of public bodies, of the board’s contacts and their offices, and where allowed', () => {
    const given = {
      contacts: ['ann@police.example', 'jo@gmail.com'],
      allowMail: ['charity.example', 'x@aol.com'],
    };
    const may = [
      'a@vale.gov.uk',
      'b@nhs.net',
      'c@trust.nhs.uk',
      'd@cheshire.police.uk',
      'bob@police.example',
    ];
    for (const address of [...may, 'jo@gmail.com', 'e@sub.charity.example', 'X@aol.com'])
      assert.deepEqual(found(`Write to ${address}.`, given), [], address);
    for (const address of [
      'mum@gmail.com',
      'y@aol.com',
      'a@notpolice.example',
      'pupil@school.cheshire.sch.uk',
    ])
      assert.deepEqual(found(`Write to ${address}.`, given), [`mail-address: ${address}`]);
  });

  it('are found where they are spelt out', () => {
    assert.deepEqual(found('mum (at) gmail (dot) com'), ['mail-address: mum (at) gmail (dot) com']);
    assert.deepEqual(found('kelly at gmail dot com'), ['mail-address: kelly at gmail dot com']);
  });

  it('are not allowed by a provider as a whole', () => {
    assert.equal(allowedMailProblem('charity.example'), null);
    assert.match(allowedMailProblem('gmail.com') ?? '', /private people/);
    assert.match(allowedMailProblem('no address') ?? '', /must be a mail address/);
  });
});

describe('Initials with an age', () => {
  it('are found in the ways that people write them', () => {
    for (const written of [
      'J.S., aged 7',
      'JS (7)',
      'child K, 4 yrs',
      'A.B. (aged 11)',
      '7-year-old J.S.',
      'Child A, aged six',
      'JD, 8yo',
      'H.N., 6 y/o',
    ])
      assert.deepEqual(found(`We discussed ${written}, twice`), [`initials-age: ${written}`]);
  });

  it('are neither acronyms with a number nor groups of an age', () => {
    nothing(
      'Q&A 7 sessions',
      'ICB (12), CSC (7)',
      'LAC aged 16',
      'aged 0-5',
      'under 18s',
      '16+',
      'Room AB (12)',
      'J.S. chairs',
    );
    assert.deepEqual(found('ABD (7)', { shortNames: ['ABD'] }), []);
  });
});

describe('Case references', () => {
  const casePatterns = ['CR-9999', 'F/9999/AA'];

  it('are found as the board writes them, in either case and with any sign between', () => {
    for (const written of [
      'CR-4471',
      'cr 4471',
      'CR4471',
      'CR–4471',
      'F/2231/AB',
      'f 2231 ab',
      'C\u200bR-4471',
    ])
      assert.deepEqual(found(`see ${written} again`, { casePatterns }), [`case-reference: ${written}`]);
  });

  it('are not found within other words and numbers, nor where the board has none', () => {
    assert.deepEqual(found('see CR-44712, ACR-4471 and CR-447', { casePatterns }), []);
    nothing('see CR-4471');
  });

  it('are told by a language in which nothing can take long', () => {
    for (const good of ['CR-9999', 'LCS 999999', 'A9.99/9'])
      assert.equal(casePatternProblem(good), null, good);
    for (const bad of ['(a+)+$', '99', 'CR-.*', '9'.repeat(31), '', 'CR-[0-9]{4}'])
      assert.notEqual(casePatternProblem(bad), null, bad);
  });
});
