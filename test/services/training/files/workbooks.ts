/** Workbooks for tests, made here; every name in them is invented. */
import { strToU8, unzipSync, zipSync } from 'fflate';
import writeWorkbook from 'write-excel-file/node';

export type TestCell = string | number | boolean | Date | null;

const cellOf = (value: TestCell) => {
  if (value === null) return null;
  if (value instanceof Date) {
    const hasTime = value.getUTCHours() + value.getUTCMinutes() > 0;
    return { value, type: Date, format: hasTime ? 'dd/mm/yyyy hh:mm' : 'dd/mm/yyyy' };
  }
  return { value };
};

/** One sheet, or several by name. */
export async function workbook(sheets: TestCell[][] | Record<string, TestCell[][]>): Promise<Uint8Array> {
  const named = Array.isArray(sheets) ? { Sheet1: sheets } : sheets;
  const data = Object.entries(named).map(([sheet, rows]) => ({
    sheet,
    data: rows.map(row => row.map(cellOf)),
  }));
  return writeWorkbook(data as never).toBuffer();
}

/** The same workbook with one of its files changed. */
export function tampered(bytes: Uint8Array, path: string, change: (xml: string) => string): Uint8Array {
  const files = unzipSync(bytes);
  const xml = new TextDecoder().decode(files[path]);
  return zipSync({ ...files, [path]: strToU8(change(xml)) });
}

export const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
