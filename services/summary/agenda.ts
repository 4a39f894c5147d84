/** Which priority reports to which meeting, whether its report is in, and which decisions wait there. */
import { isOpen } from '../decisions/decisions.ts';
import { listDecisions } from '../decisions/list-decisions.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import { seenGroups } from '../people/seen-groups.ts';
import type { Clock } from '../ports.ts';
import { agencies, boards } from '../store/entities/board.ts';
import { plans, priorities } from '../store/entities/plan.ts';
import { asks, rounds } from '../store/entities/rounds.ts';
import type { Store } from '../store/unit-of-work.ts';
import { type Day, dayOf } from '../time.ts';

export interface AgendaReport {
  /** `YYYY-MM`. */
  month: string;
  /** The day of the meeting, where a round of that month names one. */
  day: Day | null;
  /** The meeting, as the plan names it; null where it does not. */
  to: string | null;
  priority: { ref: string; title: string };
  lead: string | null;
  state: 'in' | 'asked' | 'not asked yet';
}

export interface Agenda {
  /** Of this month and later, and earlier ones that are still to come in; soonest first. */
  reports: AgendaReport[];
  /** Open decisions that a meeting is to take. */
  decisions: { action: string; group: string; text: string; from: string; day: Day | null }[];
}

/** @throws CollateError `not_allowed`, also in the channel of a group that is not the executive */
export function readAgenda({ store, clock }: { store: Store; clock: Clock }, actor: Actor): Promise<Agenda> {
  return store.read(async view => {
    const { boardId } = actor;
    const now = clock.now();
    await requireMay(view, actor, 'board.see', { now });
    if ((await seenGroups(view, actor, now)) !== null) {
      throw new CollateError(
        'not_allowed',
        'The agenda of the whole board is not shown here. Ask me in our 1:1 chat.',
      );
    }
    const board = await view.rows(boards).get(boardId);
    const month = dayOf(now, board.timezone).slice(0, 7);
    const plan = await view.rows(plans).first({ boardId, retiredAt: null });
    const living = await view
      .rows(priorities)
      .find({ planId: plan?.id ?? '', retiredAt: null }, { orderBy: { position: 'asc' } });
    const agencyNames = new Map((await view.rows(agencies).find({ boardId })).map(row => [row.id, row.name]));
    const allRounds = await view.rows(rounds).find({ boardId });
    const asked = await view.rows(asks).find({ boardId, kind: 'priority-report' });
    const reports = living.flatMap(priority =>
      priority.reports.map((report): AgendaReport => {
        const first = `${report.month}-01`;
        const within = allRounds.filter(({ startsOn, endsOn }) => first >= startsOn && first < endsOn);
        const own = asked.filter(
          ask => ask.priorityId === priority.id && within.some(({ id }) => id === ask.roundId),
        );
        const meeting = allRounds.find(({ meetingOn }) => meetingOn?.startsWith(report.month));
        return {
          month: report.month,
          day: meeting?.meetingOn ?? null,
          to: report.to,
          priority: { ref: priority.ref, title: priority.short || priority.title },
          lead: (priority.leadAgencyId && agencyNames.get(priority.leadAgencyId)) || null,
          state: own.some(({ completedAt }) => completedAt !== null)
            ? 'in'
            : own.length > 0
              ? 'asked'
              : 'not asked yet',
        };
      }),
    );
    return {
      reports: reports
        .filter(report => report.month >= month || report.state === 'asked')
        .sort((one, other) => one.month.localeCompare(other.month)),
      decisions: (await listDecisions(view, boardId))
        .filter(isOpen)
        .flatMap(({ ref, group, text, from, state, note }) =>
          state === 'on-agenda'
            ? [{ action: ref, group: group.short, text, from, day: note?.on ?? null }]
            : [],
        ),
    };
  });
}
