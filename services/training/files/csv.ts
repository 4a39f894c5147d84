/** Reads a text file of cells: comma, semicolon, tab or bar between them. */
import { type CsvError, parse } from 'csv-parse/sync';
import { CollateError } from '../../errors.ts';
import { MAX_COLUMNS, MAX_ROWS, type Sheet, tidyCell } from './sheet.ts';
import { tooLong } from './xlsx.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Lines that are looked at to tell which delimiter it is. */
const SAMPLE_LINES = 30;

/** The longest row, in characters: 200 full cells. */
const MAX_RECORD = 200_000;

/** @throws CollateError `file_unreadable`, `file_too_large` */
export function readCsv(text: string): Sheet[] {
  const { said, body } = withoutSeparatorLine(text.replaceAll('\0', ''));
  const rows = records(body, said ?? delimiterOf(body));
  if (rows.length > MAX_ROWS || rows.some(row => row.length > MAX_COLUMNS)) throw tooLong();
  // The line that only names the separator is a row too when people count them.
  const lead = said === null ? [] : [[]];
  return [{ name: null, rows: [...lead, ...rows.map(row => row.map(tidyCell))] }];
}

/** Excel's own first line, `sep=;`. */
function withoutSeparatorLine(text: string): { said: string | null; body: string } {
  const [line, said] = /^"?sep=(.)"?\r?\n/i.exec(text) ?? [];
  return said && line ? { said, body: text.slice(line.length) } : { said: null, body: text };
}

function records(text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: MAX_RECORD,
      to: MAX_ROWS + 1,
    });
  } catch (error) {
    throw unreadable(error as CsvError);
  }
}

function unreadable(error: CsvError): CollateError {
  const { code, lines } = error as CsvError & { lines?: number };
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return new CollateError(
      'file_unreadable',
      'A quotation mark in the file is opened and never closed, so the rows after it cannot be told apart. Open the file in Excel, save it as .xlsx, and send that.',
    );
  }
  const where = lines ? ` (near line ${lines})` : '';
  return new CollateError(
    'file_unreadable',
    `The file cannot be read as a table${where}. Open it in Excel, save it as .xlsx, and send that.`,
  );
}

/** The delimiter that gives most lines the same number of cells, more than one. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, MAX_RECORD)
    .split(/\r\n?|\n/)
    .filter(line => line.trim() !== '')
    .slice(0, SAMPLE_LINES)
    .map(line => line.replace(/"(?:[^"]|"")*"/g, ''));
  const score = (delimiter: string) => {
    const counts = lines.map(line => line.split(delimiter).length - 1).filter(count => count > 0);
    const often = new Map<number, number>();
    for (const count of counts) often.set(count, (often.get(count) ?? 0) + 1);
    return Math.max(0, ...often.values()) * 100 + Math.max(0, ...counts);
  };
  const [best = ','] = [...DELIMITERS].sort((one, other) => score(other) - score(one));
  return best;
}
