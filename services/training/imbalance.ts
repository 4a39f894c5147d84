/** Where figures do not fit each other. They are shown, with the note of who gave them; never refused or mended. */
import type { PeopleCounts } from '../store/entities/training.ts';
import type { Attendance } from './content.ts';
import type { MeasureName } from './measures.ts';

export type ImbalanceKind =
  /** Attended is not booked − cancelled − no-shows + came unbooked. */
  | 'attended-not-balanced'
  | 'held-above-planned'
  | 'attended-above-places'
  /** More people came unbooked than came. */
  | 'unbooked-above-attended'
  /** The parts of a total come to more than it. */
  | 'parts-above-total'
  /** The people told apart by agency or sector are more than attended. */
  | 'told-apart-above-attended';

export interface Misfit {
  kind: ImbalanceKind;
  /** What it is about: attended, or the measure of which parts and total differ. */
  measure: MeasureName;
  /** The figure that was given. */
  given: number;
  /** What the other figures make of it, or the most it can be; for parts above a total, what the parts come to. */
  expected: number;
}

export interface Counts extends PeopleCounts {
  /** Not given for a single run. */
  planned?: number | null;
  held?: number | null;
}

/** What does not fit in the figures of one run, one course or one programme by themselves. */
export function misfitsOf(counts: Counts): Misfit[] {
  const { places, attended, unbooked, planned = null, held = null } = counts;
  const found: Misfit[] = [];
  const balance = balanceOf(counts);
  if (attended !== null && balance !== null && attended !== balance) {
    found.push({ kind: 'attended-not-balanced', measure: 'attended', given: attended, expected: balance });
  }
  if (held !== null && planned !== null && held > planned) {
    found.push({ kind: 'held-above-planned', measure: 'held', given: held, expected: planned });
  }
  if (attended !== null && places !== null && attended > places) {
    found.push({ kind: 'attended-above-places', measure: 'attended', given: attended, expected: places });
  }
  if (attended !== null && unbooked !== null && unbooked > attended) {
    found.push({ kind: 'unbooked-above-attended', measure: 'unbooked', given: unbooked, expected: attended });
  }
  return found;
}

/** The same with who came by agency and sector, who cannot be more than attended. */
export function misfitsOfSaid(said: Counts & { attendances: readonly Attendance[] }): Misfit[] {
  const told = said.attendances.reduce((sum, row) => sum + row.attended, 0);
  const misfits = misfitsOf(said);
  if (said.attended === null || told <= said.attended) return misfits;
  const kind = 'told-apart-above-attended';
  return [...misfits, { kind, measure: 'attended', given: said.attended, expected: told }];
}

/** How many should have attended: booked − cancelled − no-shows + came unbooked; null where one of them is not known. */
export function balanceOf({ booked, cancelled, noShows, unbooked }: PeopleCounts): number | null {
  if (booked === null || cancelled === null || noShows === null || unbooked === null) return null;
  return booked - cancelled - noShows + unbooked;
}
