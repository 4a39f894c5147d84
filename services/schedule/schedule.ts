/** What a schedule is: a decision about when, apart from the timer, and the work of one slot. */
import type { WorkingCalendar } from '../rounds/working-days.ts';
import type { BoardRow } from '../store/entities/board.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { offsetOf } from '../time.ts';
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
  /**
   * Why nothing will come of it, where that is known already: it is not told as coming, and settled all the same when
   * its time has come.
   */
  moot?: SkipReason | null;
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
  /**
   * The times of day (`HH:MM`) for which all its slots are meant, so that at others nobody need ask; null where only
   * its rows know them.
   */
  times: readonly string[] | null;
  /** The slots of a board in a span, by what is known now. It decides and changes nothing. */
  slotsIn(view: View, board: BoardRow, span: Span): Promise<Slot[]>;
  /**
   * Does the work of a slot, in the unit of work that settles it: so what it makes due stands in the ledger exactly
   * once. @returns why it makes no sense any more; null where it was done
   */
  run(unit: Unit, due: { board: BoardRow; slot: Slot; now: Date }): Promise<SkipReason | null>;
}

export const isIn = ({ from, until }: Span, instant: Date): boolean => instant > from && instant <= until;

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/**
 * Whether a slot that is meant for one of these times can lie in a span: then, or where `openMoment` moves it to, which
 * is the end of quiet hours or the beginning of a day. True as well where that would take long to tell.
 */
export function canHold({ zone, quiet }: WorkingCalendar, span: Span, times: readonly string[]): boolean {
  // A time that the clocks skip comes an hour later: so the hour before counts too.
  const from = offsetOf(new Date(span.from.getTime() - HOUR), zone);
  const until = offsetOf(span.until, zone);
  if (from !== until || span.until.getTime() - span.from.getTime() >= DAY) return true;
  const begins = span.from.getTime() + from;
  const sinceMidnight = begins % DAY;
  const length = span.until.getTime() + until - begins;
  return ['00:00', quiet.to, ...times].some(time => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    const left = (hours * 60 + minutes) * 60_000 - sinceMidnight;
    return (left > 0 ? left : left + DAY) <= length;
  });
}
