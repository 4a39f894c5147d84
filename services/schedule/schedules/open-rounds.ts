/** Opens the planned rounds on their days; where the board file does not ask for that, reminds the manager to. */
import { queueDelivery } from '../../delivery/queue.ts';
import { managersOf } from '../../people/leaders.ts';
import { openRoundIn } from '../../rounds/open-round.ts';
import { monthsIn, parsePeriod } from '../../rounds/periods.ts';
import {
  type PlannedRound,
  type PlanningRecords,
  plannedRound,
  plannedRounds,
  readPlanning,
  rulesOf,
} from '../../rounds/planned-rounds.ts';
import { calendarOf, openMoment } from '../../rounds/working-days.ts';
import type { BoardRow } from '../../store/entities/board.ts';
import type { Unit } from '../../store/unit-of-work.ts';
import { addDays, dayOf, instantAt } from '../../time.ts';
import { OPENINGS } from '../look-again.ts';
import type { SkipReason } from '../reasons.ts';
import { isIn, type Schedule, type Slot, type Span } from '../schedule.ts';

const TIME = '09:00';
/** A slot moves over closed days by less than this. */
const CLOSED = 20;

/** The slots of a span. Pure. */
export function openingSlots(records: PlanningRecords, span: Span): Slot[] {
  const { board } = records;
  const calendar = calendarOf(board);
  const day = (instant: Date) => dayOf(instant, board.timezone);
  return plannedRounds(records, addDays(day(span.from), -CLOSED), day(span.until)).flatMap(
    ({ period, opens, state, groups }) => {
      const at = openMoment(calendar, instantAt(opens, TIME, board.timezone));
      const length = monthsIn(parsePeriod(period, board.yearStarts));
      const about = `${period} opens`;
      const moot = mootness({ state, groups });
      return isIn(span, at) ? [{ key: period, at, series: `${length} months`, about, moot }] : [];
    },
  );
}

const mootness = ({ state, groups }: Pick<PlannedRound, 'state' | 'groups'>): SkipReason | null => {
  if (state !== 'planned') return 'round-known';
  return groups.length === 0 ? 'nobody-asked' : null;
};

export const openRoundsSchedule: Schedule = {
  name: OPENINGS,
  title: 'Rounds',
  times: [TIME],
  slotsIn: async (view, board, span) => openingSlots(await readPlanning(view, board), span),
  run: async (unit, { board, slot, now }) => {
    const planned = plannedRound(await readPlanning(unit, board), parsePeriod(slot.key, board.yearStarts));
    const moot = mootness(planned);
    if (moot) return moot;
    if (planned.due < dayOf(now, board.timezone)) return 'too-late';
    return rulesOf(board).auto ? open(unit, board, planned, now) : remind(unit, board, planned, now);
  },
};

async function open(unit: Unit, board: BoardRow, { period, due }: PlannedRound, now: Date): Promise<null> {
  await openRoundIn(unit, { boardId: board.id, period, due, byCadence: true }, now);
  return null;
}

async function remind(
  unit: Unit,
  board: BoardRow,
  { period }: PlannedRound,
  now: Date,
): Promise<SkipReason | null> {
  const managers = await managersOf(unit, board.id);
  for (const { id } of managers) {
    const place = { placeKind: 'person' as const, placeId: id };
    await queueDelivery(
      unit,
      { boardId: board.id, purpose: 'round-to-open', subjectId: period, ...place },
      now,
    );
  }
  return managers.length > 0 ? null : 'nobody-to-tell';
}
