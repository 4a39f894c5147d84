import assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import { isCollateError } from '../../../../services/errors.ts';
import { readSheets } from '../../../../services/training/files/read-sheets.ts';
import { rezip, unzip, zipPaths } from '../../../../services/training/files/zip.ts';
import { day, tampered, workbook } from './workbooks.ts';

const text = 'Course,Start date,Attended\nWorking Together,03/04/2026,15\n';
const cells = [
  ['Course', 'Start date', 'Attended'],
  ['Working Together', '03/04/2026', '15'],
];

const rowsOf = async (bytes: Uint8Array | string) =>
  (await readSheets(typeof bytes === 'string' ? Buffer.from(bytes) : bytes))[0]?.rows;

async function refused(bytes: Uint8Array | string, code: string, words: RegExp): Promise<void> {
  const given = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  await assert.rejects(readSheets(given), (error: unknown) => {
    assert.ok(isCollateError(error), String(error));
    assert.equal(error.code, code);
    assert.match(error.message, words);
    return true;
  });
}

describe('A text file of figures', () => {
  it('is read in UTF-8 with and without its mark, in UTF-16 both ways, and in Windows-1252', async () => {
    const utf16 = Buffer.from(text, 'utf16le');
    assert.deepEqual(await rowsOf(text), cells);
    assert.deepEqual(await rowsOf(`\uFEFF${text}`), cells);
    assert.deepEqual(await rowsOf(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])), cells);
    assert.deepEqual(await rowsOf(utf16), cells);
    assert.deepEqual(
      await rowsOf(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])),
      cells,
    );
    assert.deepEqual(await rowsOf(Buffer.from('Course,Venue\nCaf\xe9 \x96 caf\xe9s,Room', 'latin1')), [
      ['Course', 'Venue'],
      ['Café – cafés', 'Room'],
    ]);
    assert.deepEqual(await rowsOf('Course,Venue\nCafé,Room'), [
      ['Course', 'Venue'],
      ['Café', 'Room'],
    ]);
  });

  it('may have a comma, a semicolon, a tab or a bar between cells, and Windows line ends', async () => {
    for (const between of [',', ';', '\t', '|'])
      assert.deepEqual(await rowsOf(text.replaceAll(',', between).replaceAll('\n', '\r\n')), cells, between);
    assert.deepEqual(await rowsOf('Course;Room\n"A, B and C";1,5\n"D, E";2'), [
      ['Course', 'Room'],
      ['A, B and C', '1,5'],
      ['D, E', '2'],
    ]);
  });

  it('counts rows as a person does, also after the line that names the separator and in cells of several lines', async () => {
    const rows = await rowsOf('sep=;\r\nCourse;Room\r\n"Two\r\nlines";1\r\n\r\nLast;2\r\n');
    assert.deepEqual(rows, [[], ['Course', 'Room'], ['Two lines', '1'], [''], ['Last', '2']]);
  });

  it('may have ragged rows, quotes inside words, stray zeros and very long cells', async () => {
    const rows = await rowsOf(`Course,Room,More\nThe "big" one,1\nA\0B,2,3,4,5\n${'x'.repeat(50_000)},1,\n`);
    assert.deepEqual(rows?.slice(0, 3), [
      ['Course', 'Room', 'More'],
      ['The "big" one', '1'],
      ['AB', '2', '3', '4', '5'],
    ]);
    assert.equal(rows?.[3]?.[0]?.length, 300);
  });

  it('keeps formulas and HTML as the words they are', async () => {
    assert.deepEqual(await rowsOf('Course,Room\n"=HYPERLINK(""http://x"",""y"")",<b>bold</b>\n'), [
      ['Course', 'Room'],
      ['=HYPERLINK("http://x","y")', '<b>bold</b>'],
    ]);
  });

  it('is refused with a reason when a quotation mark is never closed', () =>
    refused('Course,Room\n"Working Together,1\nA,2\n', 'file_unreadable', /quotation mark/));

  it('is refused when it has more rows or columns than a table of figures', async () => {
    const row = 'A,2026-04-03\n';
    assert.equal((await rowsOf(row.repeat(20_000)))?.length, 20_000);
    await refused(row.repeat(20_001), 'file_too_large', /20,000 rows/);
    await refused(`${'a,'.repeat(200)}a\n`, 'file_too_large', /200 columns/);
  });
});

describe('A workbook', () => {
  it('gives days as days, times with them, and numbers without binary dust', async () => {
    const bytes = await workbook([
      ['Course', 'Start', 'n', 'ok', null],
      ['A & B', day('2026-04-03'), 0.1 + 0.2, true, null],
      ['C', new Date('2026-10-25T09:30:00Z'), 1204, false, 'last'],
    ]);
    assert.deepEqual(await rowsOf(bytes), [
      ['Course', 'Start', 'n', 'ok', ''],
      ['A & B', '2026-04-03', '0.3', 'yes', ''],
      ['C', '2026-10-25T09:30', '1204', 'no', 'last'],
    ]);
  });

  it('gives all its sheets by name', async () => {
    const sheets = await readSheets(await workbook({ Notes: [['Hello']], Runs: [['Course', 'Date']] }));
    assert.deepEqual(
      sheets.map(sheet => sheet.name),
      ['Notes', 'Runs'],
    );
  });

  it('is read also where a formula failed', async () => {
    const bytes = tampered(
      await workbook([
        ['Course', 'x'],
        ['A', 1],
      ]),
      'xl/worksheets/sheet1.xml',
      xml => xml.replace(/<c r="B2"[^>]*><v>1<\/v><\/c>/, '<c r="B2" t="e"><v>#DIV/0!</v></c>'),
    );
    assert.deepEqual(await rowsOf(bytes), [
      ['Course', 'x'],
      ['A', ''],
    ]);
  });

  it('is what its contents say, whatever its name', async () => {
    // The reader is given no name at all.
    assert.deepEqual(
      await rowsOf(
        await workbook([
          ['Course', 'Date'],
          ['A', 'B'],
        ]),
      ),
      [
        ['Course', 'Date'],
        ['A', 'B'],
      ],
    );
  });
});

describe('A file of another type', () => {
  const zip = (path: string) => zipSync({ [path]: strToU8('x') });

  it('is refused with how to save it', async () => {
    await refused(
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]),
      'file_type_unknown',
      /\.xls\), or one with a password.*Save As/,
    );
    await refused('%PDF-1.7 …', 'file_type_unknown', /PDF.*\.xlsx or \.csv/);
    await refused(zip('word/document.xml'), 'file_type_unknown', /Word document/);
    await refused(zip('xl/workbook.bin'), 'file_type_unknown', /xlsb/);
    await refused(zip('content.xml'), 'file_type_unknown', /OpenDocument/);
    await refused(zip('training.csv'), 'file_type_unknown', /Unpack/);
    await refused('<html><table><tr><td>Course</td></tr></table></html>', 'file_type_unknown', /web page/);
    await refused(
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 1, 2, 3]),
      'file_type_unknown',
      /neither/,
    );
  });

  it('is refused when it is empty', async () => {
    await refused(Buffer.alloc(0), 'file_unreadable', /empty/);
    await refused('  \n \n', 'file_unreadable', /empty/);
  });

  it('is refused above 5 MB before anything is read', () =>
    refused(Buffer.alloc(5 * 1024 * 1024 + 1, 'a,b\n'), 'file_too_large', /5 MB/));
});

describe('A workbook that means harm', function () {
  this.timeout(60_000);
  const small = () =>
    workbook([
      ['Course', 'Date'],
      ['A', 'B'],
    ]);
  const sheet = 'xl/worksheets/sheet1.xml';

  it('is refused when it unpacks to more than a table can be', async () => {
    const bomb = await small().then(bytes =>
      tampered(bytes, sheet, xml => xml + ' '.repeat(60 * 1024 * 1024)),
    );
    assert.ok(bomb.length < 200_000);
    await refused(bomb, 'file_too_large', /unpacks/);
  });

  it('is refused when its directory lies about the size', async () => {
    const bomb = Buffer.from(tampered(await small(), sheet, xml => xml + ' '.repeat(60 * 1024 * 1024)));
    // Every size in the directory made small: only unpacking itself can tell.
    for (
      let at = bomb.indexOf('PK\x01\x02', 0, 'latin1');
      at >= 0;
      at = bomb.indexOf('PK\x01\x02', at + 4, 'latin1')
    )
      bomb.writeUInt32LE(10, at + 24);
    await refused(bomb, 'file_too_large', /unpacks/);
  });

  it('is refused when a row or a column stands absurdly far out', async () => {
    const far = (from: string, to: string) =>
      small().then(bytes => tampered(bytes, sheet, xml => xml.replace(from, to)));
    await refused(await far('<row r="2"', '<row r="99999999999"'), 'file_too_large', /rows/);
    await refused(await far('r="A2"', 'r="ZZZZZZ2"'), 'file_too_large', /columns/);
  });

  it('is refused when it is damaged, cut off or not a workbook inside', async () => {
    const bytes = await small();
    await refused(bytes.subarray(0, bytes.length - 30), 'file_unreadable', /damaged/);
    await refused(
      tampered(bytes, sheet, () => 'nonsense'),
      'file_unreadable',
      /damaged/,
    );
    await refused(zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }), 'file_unreadable', /damaged/);
    const wrong = Buffer.from(bytes);
    wrong.fill(0xff, 40, 120);
    await refused(wrong, 'file_unreadable', /damaged/);
  });

  it('is refused when it is protected with a password', async () => {
    const locked = Buffer.from(await small());
    for (
      let at = locked.indexOf('PK\x01\x02', 0, 'latin1');
      at >= 0;
      at = locked.indexOf('PK\x01\x02', at + 4, 'latin1')
    )
      locked.writeUInt16LE(locked.readUInt16LE(at + 8) | 1, at + 8);
    await refused(locked, 'file_unreadable', /password/);
  });
});

describe('A zip', () => {
  it('comes out of packing as it went in', () => {
    const files = [
      { path: 'a.xml', bytes: strToU8('<a/>') },
      { path: 'b/ü.xml', bytes: strToU8('') },
    ];
    const packed = rezip(files);
    assert.deepEqual(zipPaths(packed), ['a.xml', 'b/ü.xml']);
    const back = unzip(packed, { wanted: () => true, maxUnpacked: 100 });
    assert.deepEqual(
      back.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]),
      [
        ['a.xml', '<a/>'],
        ['b/ü.xml', ''],
      ],
    );
  });
});
