/** The short way from the text of a file to what is taken from it, for tests. */
import { normaliseName } from '../../../../services/plan/names.ts';
import {
  type Column,
  type ColumnMeaning,
  isKnownHeading,
  matchColumns,
  type Vocabulary,
} from '../../../../services/training/files/columns.ts';
import { type FoundTable, findTable } from '../../../../services/training/files/find-table.ts';
import { readSheets } from '../../../../services/training/files/read-sheets.ts';
import { readTable } from '../../../../services/training/files/read-table.ts';
import type { FileReading } from '../../../../services/training/files/reading.ts';

/** A board with two agencies and a sector, whose people have said what these headings mean. */
export function vocabulary(said: Record<string, ColumnMeaning> = {}): Vocabulary {
  const agencies = new Map([
    ['police', 'agency:p'],
    ['health', 'sector:health'],
  ] as const);
  return {
    columns: new Map(Object.entries(said).map(([heading, meaning]) => [normaliseName(heading), meaning])),
    agencyNamed: text => agencies.get(normaliseName(text) as 'police') ?? null,
  };
}

export async function tableOf(file: string | Uint8Array, words = vocabulary()): Promise<FoundTable> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  return findTable(await readSheets(bytes), heading => isKnownHeading(heading, words));
}

export async function columnsOf(file: string | Uint8Array, words = vocabulary()): Promise<Column[]> {
  return matchColumns(await tableOf(file, words), words);
}

export async function readingOf(file: string | Uint8Array, words = vocabulary()): Promise<FileReading> {
  const table = await tableOf(file, words);
  return readTable(table, matchColumns(table, words), 'Europe/London');
}
