/** Reads a workbook: unpacked under a limit, parsed in a thread that may fail alone. */
import { Worker } from 'node:worker_threads';
import { CollateError } from '../../errors.ts';
import { MAX_CELL, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, type Sheet, tidyCell } from './sheet.ts';
import { damaged, rezip, unzip } from './zip.ts';

/** Bytes of XML: 20,000 rows of 30 columns come to less than half of it. */
const MAX_UNPACKED = 50 * 1024 * 1024;

/** Teams sends a message again that is not answered in 15 seconds, and fetching takes some of them. */
const WORKER = { timeoutMs: 6000, maxMemoryMb: 256 };

/** Sheets and what they refer to; no pictures, no macros, no settings of printers. */
const wanted = (path: string) =>
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml)$/i.test(
    path,
  );

interface SentSheet {
  name: string;
  isCut: boolean;
  rows: string[][];
}

/** @throws CollateError `file_unreadable`, `file_too_large` */
export async function readWorkbook(bytes: Uint8Array, { timeoutMs } = WORKER): Promise<Sheet[]> {
  const packed = rezip(unzip(bytes, { wanted, maxUnpacked: MAX_UNPACKED }));
  const sheets = await inThread(packed, timeoutMs);
  if (sheets.some(sheet => sheet.isCut)) throw tooLong();
  return sheets.map(({ name, rows }) => ({ name: tidyCell(name), rows: rows.map(row => row.map(tidyCell)) }));
}

export const tooLong = (): CollateError =>
  new CollateError(
    'file_too_large',
    `The file has more than ${MAX_ROWS.toLocaleString('en-GB')} rows or ${MAX_COLUMNS} columns. Keep only the months that are asked for, and send that.`,
  );

function inThread(packed: Uint8Array, timeoutMs: number): Promise<SentSheet[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./sheet-worker.mjs', import.meta.url), {
      workerData: {
        bytes: packed,
        maxSheets: MAX_SHEETS,
        // One more than may be, so that a longer sheet is told from a full one.
        maxRows: MAX_ROWS + 1,
        maxColumns: MAX_COLUMNS,
        maxCell: MAX_CELL,
      },
      resourceLimits: { maxOldGenerationSizeMb: WORKER.maxMemoryMb },
      // No loader, no settings: it needs nothing but its library.
      execArgv: [],
      env: {},
      stderr: true,
    });
    const timer = setTimeout(() => end(() => reject(tooLong())), timeoutMs);
    const end = (settle: () => void) => {
      clearTimeout(timer);
      settle();
      void worker.terminate();
    };
    worker.once('message', (sheets: SentSheet[]) => end(() => resolve(sheets)));
    worker.once('error', error => {
      const isFull = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
      end(() => reject(isFull ? tooLong() : damaged()));
    });
    worker.once('exit', () => end(() => reject(damaged())));
  });
}
