/** Long lists, one page at a time. */

export interface Page<Row> {
  /** Counted from 0. */
  page: number;
  shown: Row[];
  /** How many come before this page. */
  before: number;
  /** How many are left after it. */
  rest: number;
}

/** A page that is not there (a card's number is a client's word) is the nearest that is. */
export function pageOf<Row>(rows: readonly Row[], wanted: number, size: number): Page<Row> {
  const last = Math.max(0, Math.ceil(rows.length / size) - 1);
  const page = Math.min(Math.max(0, Math.trunc(wanted) || 0), last);
  const before = page * size;
  const shown = rows.slice(before, before + size);
  return { page, shown, before, rest: rows.length - before - shown.length };
}

/** Rows on a card that Teams found too large. */
const FEW = 2;

/**
 * A page of a card that is posted. Of one that Teams found too large only two rows are on the first page, and the next
 * page is all of that one: what a press brings up is another message.
 */
export function postedPage<Row>(
  rows: readonly Row[],
  { page: wanted, isSmall = false }: { page: number; isSmall?: boolean },
  size: number,
): Page<Row> & { next: number } {
  const isFew = isSmall && wanted === 0;
  const page = pageOf(rows, wanted, isFew ? FEW : size);
  return { ...page, next: isFew ? 0 : page.page + 1 };
}

/** "Needs attention (5 of 9)", "Overdue (2)", on later pages "Overdue (11 to 20 of 34)". */
export function pageTitle(words: string, { shown, before, rest }: Page<unknown>): string {
  const all = before + shown.length + rest;
  if (before > 0) return `${words} (${before + 1} to ${before + shown.length} of ${all})`;
  return rest > 0 ? `${words} (${shown.length} of ${all})` : `${words} (${all})`;
}
