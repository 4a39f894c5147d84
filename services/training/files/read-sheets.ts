/** A file that somebody sent → sheets of text cells, or how to save it so that it can be read. */
import { CollateError } from '../../errors.ts';
import { readCsv } from './csv.ts';
import type { Sheet } from './sheet.ts';
import { textOf } from './text.ts';
import { readWorkbook } from './xlsx.ts';
import { isZip, zipPaths } from './zip.ts';

/** The most that a file may be, in bytes. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;

const SAVE_AS = 'Open it in Excel, choose File, Save As, “Excel Workbook (.xlsx)”, and send that.';

/**
 * Its contents say what it is; the name is not believed.
 * @throws CollateError `file_unreadable`, `file_too_large`, `file_type_unknown`
 */
export async function readSheets(bytes: Uint8Array): Promise<Sheet[]> {
  if (bytes.length === 0) throw new CollateError('file_unreadable', 'The file is empty. Nothing was read.');
  if (bytes.length > MAX_FILE_BYTES) {
    throw new CollateError(
      'file_too_large',
      'The file is larger than 5 MB. Keep only the months that are asked for, and send that.',
    );
  }
  const problem = isZip(bytes) ? problemOfZip(zipPaths(bytes)) : problemOfOther(bytes);
  if (problem) throw new CollateError('file_type_unknown', problem);
  if (isZip(bytes)) return readWorkbook(bytes);
  const text = textOf(bytes);
  if (text === null) {
    throw new CollateError('file_type_unknown', `This is neither a workbook nor a text file. ${SAVE_AS}`);
  }
  if (text.trim() === '') throw new CollateError('file_unreadable', 'The file is empty. Nothing was read.');
  if (/^\s*<(!doctype|html|table|\?xml|head|meta)/i.test(text)) {
    throw new CollateError(
      'file_type_unknown',
      `This is a web page under the name of a workbook, as some learning systems export. ${SAVE_AS}`,
    );
  }
  return readCsv(text);
}

function problemOfZip(paths: readonly string[]): string | null {
  const has = (pattern: RegExp) => paths.some(path => pattern.test(path));
  if (has(/^xl\/workbook\.xml$/i)) return null;
  if (has(/^xl\/workbook\.bin$/i)) return `This is a binary workbook (.xlsb). ${SAVE_AS}`;
  if (has(/^word\//i)) return 'This is a Word document, not a table of training figures.';
  if (has(/^ppt\//i)) return 'This is a presentation, not a table of training figures.';
  if (has(/^content\.xml$/i)) return `This is an OpenDocument file. Save it as .xlsx or .csv, and send that.`;
  if (has(/^Index\//)) return 'This is a Numbers document. Export it as Excel (.xlsx), and send that.';
  return 'This is a zip archive. Unpack it, and send the .xlsx or .csv that is in it.';
}

function problemOfOther(bytes: Uint8Array): string | null {
  const begins = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (begins.startsWith('\u00d0\u00cf\u0011\u00e0')) {
    return `This is an old Excel file (.xls), or one with a password. ${SAVE_AS}`;
  }
  if (begins.startsWith('%PDF')) {
    return 'This is a PDF, which holds pictures of figures. Send the .xlsx or .csv that it was made from.';
  }
  return null;
}
