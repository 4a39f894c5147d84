/** Bytes of a file → what is taken from it, or the columns that somebody has to say the meaning of first. */
import { CollateError } from '../errors.ts';
import type { FileWords } from './file-words.ts';
import { type Column, isKnownHeading, matchColumns } from './files/columns.ts';
import { findTable } from './files/find-table.ts';
import { readSheets } from './files/read-sheets.ts';
import { readTable, requiredFields } from './files/read-table.ts';
import type { FileReading } from './files/reading.ts';
import { LEFT_OUT } from './files/usual-headings.ts';

export type OpenedFile =
  | { kind: 'columns'; headings: string[]; problem: string | null }
  | { kind: 'read'; headings: string[]; reading: FileReading };

/** More than any board has: another column was taken for it. */
const MOST = { agencies: 300, statuses: 60 };

/**
 * @param zone the board's
 * @throws CollateError `file_unreadable`, `file_too_large`, `file_type_unknown`, `file_invalid`
 */
export async function openFile(bytes: Uint8Array, words: FileWords, zone: string): Promise<OpenedFile> {
  const table = findTable(await readSheets(bytes), heading => isKnownHeading(heading, words));
  const { headings } = table;
  const columns = matchColumns(table, words);
  if (isToAsk(columns)) return { kind: 'columns', headings, problem: null };
  const reading = readTable(table, columns, zone);
  const problem = doubtOf(reading);
  if (problem) return { kind: 'columns', headings, problem };
  if (reading.runs.length === 0) {
    throw new CollateError(
      'file_invalid',
      'Below the headings no row has both a course and a day, so there is nothing to save.',
    );
  }
  return { kind: 'read', headings, reading };
}

/** Required fields that no column holds. */
export const missingFields = (columns: readonly Column[]): (typeof requiredFields)[number][] =>
  requiredFields.filter(field => !columns.some(({ meaning }) => meaning === field));

/** True where nothing can be read before somebody says what columns hold. */
export const isToAsk = (columns: readonly Column[]): boolean =>
  columns.some(({ meaning }) => meaning === null) || missingFields(columns).length > 0;

/** The columns that may still hold a field that is missing. */
export const freeColumns = (columns: readonly Column[]): Column[] =>
  columns.filter(({ meaning }) => meaning === null || meaning === LEFT_OUT);

/** A column of names or remarks taken for agencies or statuses. Nothing of it may be kept. */
function doubtOf({ agencies, statuses }: FileReading): string | null {
  if (agencies.length > MOST.agencies)
    return `The column of agencies holds ${agencies.length} different words. Say again which column it is.`;
  if (statuses.length > MOST.statuses)
    return `The column of statuses holds ${statuses.length} different words. Say again which column it is.`;
  return null;
}
