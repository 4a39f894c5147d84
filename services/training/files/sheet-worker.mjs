/**
 * Reads the sheets of a workbook in a thread of its own, which has little memory and is ended when it takes long:
 * a sheet can say that it has a thousand million rows. Sends back plain text, cut to size. Plain JavaScript, since a
 * thread does not inherit the loader of TypeScript.
 */
import { parentPort, workerData } from 'node:worker_threads';
import readWorkbook from 'read-excel-file/node';

const { bytes, maxSheets, maxRows, maxColumns, maxCell } = workerData;

const sheets = await readWorkbook(Buffer.from(bytes));
parentPort.postMessage(
  sheets.slice(0, maxSheets).map(({ sheet, data }) => ({
    name: String(sheet).slice(0, 100),
    isCut: data.length > maxRows || data.some(row => row.length > maxColumns),
    rows: data.slice(0, maxRows).map(row => row.slice(0, maxColumns).map(textOf)),
  })),
);

/** Dates as days, with the time of day where there is one; numbers without the dust of binary fractions. */
function textOf(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(Number(value.toPrecision(12)));
  if (value instanceof Date) {
    // A workbook keeps times as fractions of a day: 09:30 comes out as 09:29:59.999.
    const minute = Math.round(value.getTime() / 60_000) * 60_000;
    const iso = Number.isNaN(minute) ? '' : new Date(minute).toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16);
  }
  return String(value).slice(0, maxCell);
}
