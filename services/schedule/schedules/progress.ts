/** The morning after a round's last day: from then on its progress tells who is late. */
import { lastDayInTime } from '../../rounds/lateness.ts';
import { refreshProgress } from '../../rounds/post-progress.ts';
import { missingAsks } from '../../rounds/remind.ts';
import { calendarOf, openMoment } from '../../rounds/working-days.ts';
import { rounds } from '../../store/entities/rounds.ts';
import { addDays, startOfDay } from '../../time.ts';
import { isIn, type Schedule, type Slot } from '../schedule.ts';

export const progressSchedule: Schedule = {
  name: 'progress',
  title: 'Progress',
  times: ['00:00'],
  slotsIn: async (view, board, span) => {
    const open = await view.rows(rounds).find({ boardId: board.id, closedAt: null, setId: null });
    return open.flatMap((round): Slot[] => {
      const last = lastDayInTime(round);
      const at = openMoment(calendarOf(board), startOfDay(addDays(last, 1), board.timezone));
      if (!isIn(span, at)) return [];
      const { id, period } = round;
      return [{ key: `${id} ${last}`, at, series: id, about: `${period}, what is not in is late` }];
    });
  },
  run: async (unit, { slot, now }) => {
    const [id = '', day] = slot.key.split(' ');
    const round = await unit.rows(rounds).get(id);
    if (round.closedAt !== null) return 'round-closed';
    if (lastDayInTime(round) !== day) return 'round-moved';
    if ((await missingAsks(unit, id)).length === 0) return 'nothing-missing';
    await refreshProgress(unit, id, now);
    return null;
  },
};
