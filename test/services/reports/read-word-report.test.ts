import assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import { isCollateError } from '../../../services/errors.ts';
import type { Placed } from '../../../services/reports/place-blocks.ts';
import { placeReport, readWordBlocks } from '../../../services/reports/read-word-report.ts';
import { headingsOf, type ReportKind } from '../../../services/returns/report-headings.ts';
import { bold, bullet, grid, linked, plain, styled, wordFile } from './word-files.ts';

async function placed(
  file: Promise<Buffer>,
  kind: ReportKind = 'group-report',
): Promise<Placed & { by: Record<string, string> }> {
  const found = placeReport(await readWordBlocks(await file), headingsOf[kind]);
  return { ...found, by: Object.fromEntries(found.texts.map(({ heading, text }) => [heading, text])) };
}

describe('A Word file with the headings of a report', () => {
  it('is read by Word’s heading styles, lists and links with it', async () => {
    const { by, empty, notPlaced } = await placed(
      wordFile(
        styled('Key areas of progress and achievement'),
        plain('Two audits are done.'),
        bullet('Neglect'),
        bullet('Absence'),
        linked('The audit', 'https://example.org/audit'),
        styled('Current activities and ongoing work'),
        plain('A third goes on.'),
        styled('Future priorities and aspirations'),
      ),
    );
    assert.deepEqual(by, {
      progress: 'Two audits are done.\n\n• Neglect\n• Absence\n\nThe audit (https://example.org/audit)',
      current: 'A third goes on.',
    });
    assert.deepEqual([empty, notPlaced], [['future'], '']);
  });

  it('is read by bold lines, numbers, colons, capitals and names of the group’s own', async () => {
    const { by } = await placed(
      wordFile(
        bold('1. KEY PROGRESS & ACHIEVEMENTS:'),
        plain('a'),
        bold('2) Current work'),
        plain('b'),
        plain('Future priorities and aspirations'),
        plain('c'),
        bold('Impact', ' Two schools ring sooner.'),
        bold('What children, families and practitioners told us'),
        plain('d'),
        plain('What changed because of it: the letter is shorter.'),
        bold('(g) Any training issues?'),
        plain('None'),
      ),
    );
    assert.deepEqual(by, {
      progress: 'a',
      current: 'b',
      future: 'c',
      impact: 'Two schools ring sooner.',
      voice: 'd',
      changed: 'the letter is shorter.',
      'training-issues': 'None',
    });
  });

  it('is read from a table with the headings in the left cells, guidance below them left out of the text', async () => {
    const { by, notPlaced } = await placed(
      wordFile(
        grid([
          ['Section', 'Your update'],
          ['Key areas of progress and achievement\nMost important first', 'Two audits.\nBoth published.'],
          ['Chair’s comments', 'A good quarter.'],
          ['Impact and outcomes', 'Two schools.'],
        ]),
      ),
    );
    assert.deepEqual(by, { progress: 'Two audits.\n\nBoth published.', impact: 'Two schools.' });
    for (const words of [
      'Section',
      'Your update',
      'Most important first',
      'Chair’s comments',
      'A good quarter.',
    ])
      assert.ok(notPlaced.includes(words), words);
  });

  it('is read from numbered rows, from one column, and from headings side by side', async () => {
    const numbered = await placed(
      wordFile(
        grid([
          ['1', 'Impact and outcomes', 'Two schools.'],
          ['2', 'Training issues', 'None'],
        ]),
      ),
    );
    assert.deepEqual(numbered.by, { impact: 'Two schools.', 'training-issues': 'None' });
    const column = await placed(
      wordFile(grid([['Impact and outcomes'], ['Two schools.'], ['Training issues'], ['None']])),
    );
    assert.deepEqual(column.by, { impact: 'Two schools.', 'training-issues': 'None' });
    const beside = await placed(
      wordFile(
        grid([
          ['Impact and outcomes', 'Training issues', 'Chair'],
          ['Two schools.', 'None', 'Ann'],
          ['More.', '', ''],
        ]),
      ),
    );
    assert.deepEqual(beside.by, { impact: 'Two schools.\n\nMore.', 'training-issues': 'None' });
    assert.match(beside.notPlaced, /Ann/);
  });

  it('keeps a table of figures inside a text as its lines', async () => {
    const { by } = await placed(
      wordFile(
        styled('Impact and outcomes'),
        grid([
          ['School', 'Calls'],
          ['A', '12'],
        ]),
        plain('It fell.'),
      ),
    );
    assert.equal(by['impact'], 'School | Calls\n\nA | 12\n\nIt fell.');
  });

  it('drops nothing: a title and a section of the group’s own are not placed', async () => {
    const { by, notPlaced } = await placed(
      wordFile(
        styled('Quarterly report of the group'),
        plain('Written by the chair.'),
        styled('Impact and outcomes'),
        plain('Two schools.'),
        styled('In detail', 2),
        plain('By school.'),
        styled('Budget'),
        plain('Spent.'),
        styled('Training issues'),
        plain('None'),
      ),
    );
    assert.deepEqual(by, { impact: 'Two schools.\n\nIn detail\n\nBy school.', 'training-issues': 'None' });
    assert.equal(notPlaced, 'Quarterly report of the group\n\nWritten by the chair.\n\nBudget\n\nSpent.');
  });

  it('begins no heading at a word of the text', async () => {
    const { by } = await placed(
      wordFile(
        styled('Impact and outcomes'),
        plain('Outcomes:'),
        plain('Training: forty people came.'),
        plain('What changed?'),
        styled('What changed because of it'),
        plain('The letter.'),
      ),
    );
    assert.deepEqual(by, {
      impact: 'Outcomes:\n\nTraining: forty people came.\n\nWhat changed?',
      changed: 'The letter.',
    });
  });

  it('puts two places of one heading together', async () => {
    const { by } = await placed(
      wordFile(
        styled('Impact'),
        plain('First.'),
        styled('Current work'),
        plain('x'),
        styled('Impact'),
        plain('Second.'),
      ),
    );
    assert.equal(by['impact'], 'First.\n\nSecond.');
  });

  it('tells “has worked” from “has not worked”', async () => {
    const { by } = await placed(
      wordFile(
        bold('What has not worked so well?'),
        plain('a'),
        bold('What’s worked well?'),
        plain('b'),
        bold('How it can be improved (gaps and barriers)'),
        plain('c'),
        bold('Services to those most at risk'),
        plain('d'),
        bold('What outcomes are evidenced, using demographics, locality, patterns and trends'),
        plain('e'),
      ),
      'priority-report',
    );
    assert.deepEqual(by, { worked: 'b', 'not-worked': 'a', improve: 'c', services: 'd', evidence: 'e' });
  });

  it('keeps more than 4,000 characters whole, to be shortened by a person', async () => {
    const { by } = await placed(wordFile(styled('Impact'), plain('x'.repeat(4500))));
    assert.equal(by['impact']?.length, 4500);
  });

  it('keeps words that look like markup as words', async () => {
    const words = 'a < b & "c" <strong>d</strong> &amp; 5 > 4';
    const { by } = await placed(wordFile(styled('Impact'), plain(words)));
    assert.equal(by['impact'], words);
  });
});

describe('A file that is no report', () => {
  const refused = async (bytes: Uint8Array, code: 'file_unreadable' | 'file_too_large', pattern: RegExp) =>
    assert.rejects(
      async () => placeReport(await readWordBlocks(bytes), headingsOf['group-report']),
      (error: unknown) => {
        assert.ok(isCollateError(error, code), String(error));
        assert.match(error.message, pattern);
        return true;
      },
    );

  it('is named as what it is: not Word at all, damaged, another kind of zip', async () => {
    const word = await wordFile(styled('Impact'), plain('x'));
    const noWord = /not a Word file that can be read/;
    await refused(Buffer.from('Impact and outcomes\nTwo schools.'), 'file_unreadable', noWord);
    await refused(new Uint8Array(0), 'file_unreadable', noWord);
    await refused(word.subarray(0, word.length / 2), 'file_unreadable', noWord);
    await refused(zipSync({ 'a.txt': strToU8('x') }), 'file_unreadable', noWord);
    await refused(zipSync({ '[Content_Types].xml': strToU8('<a') }), 'file_unreadable', noWord);
  });

  it('says which headings it looked for', async () => {
    const file = await wordFile(plain('Minutes of the meeting.'));
    await refused(file, 'file_unreadable', /None of the report's headings.*“Impact and outcomes”/);
  });

  it('is not unpacked without end', async () => {
    const bomb = zipSync({
      '[Content_Types].xml': strToU8('<x/>'),
      'word/document.xml': new Uint8Array(12 * 1024 * 1024),
    });
    await refused(bomb, 'file_too_large', /far more than a report/);
    const long = await wordFile(...Array.from({ length: 60 }, () => plain('word '.repeat(800))));
    await refused(long, 'file_too_large', /far more than a report/);
  });
});
