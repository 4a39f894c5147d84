/** What every way of reading a file gives: sheets of text cells. */

/** A sheet as text, row by row as they stand in the file; rows may be of different lengths. */
export interface Sheet {
  /** Its name in the workbook; null for a text file, which has one sheet. */
  name: string | null;
  rows: string[][];
}

/** A large learning system's bookings of a year. */
export const MAX_ROWS = 20_000;
export const MAX_COLUMNS = 200;
export const MAX_SHEETS = 20;
/** Characters of a cell that are kept: a course's title is shorter, and nothing else that is wanted is longer. */
export const MAX_CELL = 300;

/** A cell on one line, without characters that databases refuse. */
export function tidyCell(text: string): string {
  return text
    .slice(0, MAX_CELL)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
}
