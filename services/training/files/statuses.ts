/** What became of a booking or of a run, in the words that learning systems use. */
import { normaliseName } from '../../plan/names.ts';

export const bookingStatuses = ['attended', 'no-show', 'cancelled', 'unbooked', 'booked', '-'] as const;

/** `booked` is a booking of which nothing more is known yet; `-` is no booking, as a place on a waiting list. */
export type BookingStatus = (typeof bookingStatuses)[number];

export const runStates = ['held', 'planned', 'cancelled'] as const;

/** What became of a run; the names are those of the store. */
export type RunStateWord = (typeof runStates)[number];

const bookings: Record<BookingStatus, string> = {
  attended:
    'attended, present, yes, complete, completed, fully attended, attended in full, attended fully, full attendance, pass, passed, attended yes, has attended, successful, joined, trained, course attended',
  'no-show':
    'did not attend, dna, no show, noshow, not attended, non attended, non attendance, absent, no, failed to attend, did not show, did not arrive, not present, unattended, attended no, dna no reason, no attendance, missed',
  cancelled:
    'cancelled, canceled, withdrawn, withdrew, cancelled by delegate, cancelled by learner, cancelled by manager, booking cancelled, cancellation, late cancellation, cancelled late, user cancelled, unenrolled, delegate cancelled, cancelled in time, declined by delegate, dropped out',
  unbooked:
    'walk in, walkin, unbooked, came unbooked, attended not booked, attended without booking, attended unbooked, turned up, turned up unbooked, not booked attended, walk in attended, attended walk in',
  booked:
    'booked, confirmed, enrolled, registered, approved, place confirmed, booking confirmed, reserved place, not started, in progress, upcoming, accepted, provisional, provisionally booked, invited',
  '-': 'waiting list, waitlisted, wait list, on waiting list, wait listed, reserve, reserve list, declined, rejected, not approved, pending, pending approval, awaiting approval, requested, transferred, course cancelled, event cancelled, session cancelled, cancelled by organiser, cancelled by provider, cancelled by us, duplicate',
};

const runs: Record<RunStateWord, string> = {
  held: 'held, delivered, ran, run, completed, complete, done, finished, closed, past, yes, took place, went ahead, happened',
  planned:
    'planned, scheduled, upcoming, open, confirmed, active, published, future, booked, live, available, full, open for booking, fully booked, provisional, to be held, not started',
  cancelled:
    'cancelled, canceled, postponed, withdrawn, called off, not run, did not run, no, cancelled by organiser, cancelled low numbers, abandoned, rearranged, rescheduled',
};

const listOf = <Meaning extends string>(words: Record<Meaning, string>): ReadonlyMap<string, Meaning> =>
  new Map(
    (Object.entries(words) as [Meaning, string][]).flatMap(([meaning, list]) =>
      list.split(', ').map(word => [normaliseName(word), meaning] as const),
    ),
  );

const usualBookings = listOf(bookings);
const usualRuns = listOf(runs);

/** Null where it is not known, as of an empty one. */
export const usualStatus = (key: string): BookingStatus | null => usualBookings.get(key) ?? null;

export const usualState = (key: string): RunStateWord | null => usualRuns.get(key) ?? null;
