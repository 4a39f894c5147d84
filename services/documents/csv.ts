/** A table as a .csv file that spreadsheets open as it is, and take for nothing but text. */

/** What a spreadsheet would take for the beginning of a formula. */
const FORMULA = /^[\s]*[=+\-@\t\r＝＋－＠]/;

/** With a byte order mark, by which Excel knows that it is UTF-8, and with the line ends of RFC 4180. */
export function csvOf(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const lines = [header, ...rows].map(row => row.map(cell).join(','));
  return `\uFEFF${lines.map(line => `${line}\r\n`).join('')}`;
}

/** Text, a count, yes or no; null for nothing. */
export type CsvCell = string | number | boolean | null;

function cell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
  // An apostrophe before it makes it text, and is not shown in the cell.
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
