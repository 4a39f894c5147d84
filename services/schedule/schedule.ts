/** What a schedule is: a decision about when, apart from the timer, and the work of one slot. */
import type { BoardRow } from '../store/entities/board.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import type { SkipReason } from './reasons.ts';

/** One thing that happens once. */
export interface Slot {
  /** Tells it from all others of its schedule on a board; the same however often it is reckoned. */
  key: string;
  /** When; never in quiet hours or on a closed day (`openMoment`). */
  at: Date;
  /** Of several slots of one series that are due together, after an outage, only the latest is done. */
  series: string;
  /** What it is, in a few words without names: "2026-27 Q1, 3 working days before it is due". */
  about: string;
}

/** From the first instant, which is left out, to the last, which is not. */
export interface Span {
  from: Date;
  until: Date;
}

export interface Schedule {
  /** As the file is called. */
  name: string;
  /** What it does, as a heading: "Reminders". */
  title: string;
  /** The slots of a board in a span, by what is known now. It decides and changes nothing. */
  slotsIn(view: View, board: BoardRow, span: Span): Promise<Slot[]>;
  /**
   * Does the work of a slot, in the unit of work that settles it: so what it makes due stands in the ledger exactly
   * once. @returns why it makes no sense any more; null where it was done
   */
  run(unit: Unit, due: { board: BoardRow; slot: Slot; now: Date }): Promise<SkipReason | null>;
}

export const isIn = ({ from, until }: Span, instant: Date): boolean => instant > from && instant <= until;
