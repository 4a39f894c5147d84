/** When each priority reports to which meeting: the plan's months, with the day where the calendar knows it. */

import { meetingsOf } from '../calendar/meetings.ts';
import { groupMeant } from '../reports/destinations.ts';
import { agencies, type BoardRow, type GroupRow, groups } from '../store/entities/board.ts';
import { type PriorityReport, type PriorityRow, plans, priorities } from '../store/entities/plan.ts';
import { type AskRow, asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import { type Day, dayOf } from '../time.ts';

export interface AgendaReport {
  /** `YYYY-MM`. */
  month: string;
  /** The day of the meeting, where the calendar or a round knows it. */
  day: Day | null;
  /** The meeting, as the plan names it; the executive group where it names none, and null where there is no such. */
  to: string | null;
  priority: { ref: string; title: string };
  lead: string | null;
  state: 'in' | 'asked' | 'not asked yet';
}

/** All of the plan in force, soonest first, as it stood at an instant. */
export async function readAgendaReports(view: View, board: BoardRow, asAt: Date): Promise<AgendaReport[]> {
  const boardId = board.id;
  const plan = await view.rows(plans).first({ boardId, retiredAt: null });
  const living = await view
    .rows(priorities)
    .find({ planId: plan?.id ?? '', retiredAt: null }, { orderBy: { position: 'asc' } });
  const agencyNames = new Map((await view.rows(agencies).find({ boardId })).map(row => [row.id, row.name]));
  const all = await view.rows(groups).find({ boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
  const opened = (await view.rows(rounds).find({ boardId })).filter(({ openedAt }) => openedAt <= asAt);
  const asked = await view.rows(asks).find({ boardId, kind: 'priority-report' });
  const executive = all.find(({ id }) => id === board.executiveGroupId) ?? null;
  const today = dayOf(asAt, board.timezone);
  return living
    .flatMap(priority =>
      priority.reports.map((report): AgendaReport => {
        const meeting = report.to === null ? executive : groupMeant(all, report.to);
        return {
          month: report.month,
          day: meeting && dayOfMeeting(board, meeting, report, { opened, today }),
          to: report.to ?? meeting?.name ?? null,
          priority: { ref: priority.ref, title: priority.short || priority.title },
          lead: (priority.leadAgencyId && agencyNames.get(priority.leadAgencyId)) || null,
          state: stateOf(priority, report, { opened, asked, asAt }),
        };
      }),
    )
    .sort((one, other) => whenOf(one).localeCompare(whenOf(other)));
}

/** Of a month without a day, its end. */
const whenOf = ({ day, month }: AgendaReport) => day ?? `${month}-99`;

/** Of several meetings in the month the next that is to come, else the last. */
function dayOfMeeting(
  board: BoardRow,
  group: GroupRow,
  { month }: PriorityReport,
  { opened, today }: { opened: readonly RoundRow[]; today: Day },
): Day | null {
  const own = meetingsOf(board, group).filter(day => day.startsWith(month));
  const known = own.find(day => day >= today) ?? own.at(-1);
  if (known || group.id !== board.executiveGroupId) return known ?? null;
  return opened.find(({ meetingOn }) => meetingOn?.startsWith(month))?.meetingOn ?? null;
}

function stateOf(
  { id }: PriorityRow,
  { month }: PriorityReport,
  { opened, asked, asAt }: { opened: readonly RoundRow[]; asked: readonly AskRow[]; asAt: Date },
): AgendaReport['state'] {
  const first = `${month}-01`;
  const within = opened.filter(({ startsOn, endsOn }) => first >= startsOn && first < endsOn);
  const own = asked.filter(
    ask => ask.priorityId === id && ask.openedAt <= asAt && within.some(round => round.id === ask.roundId),
  );
  if (own.some(({ completedAt }) => completedAt !== null && completedAt <= asAt)) return 'in';
  return own.length > 0 ? 'asked' : 'not asked yet';
}
