/** Which priority reports to which meeting, whether its report is in, and which decisions wait there. */
import { isOpen } from '../decisions/decisions.ts';
import { listDecisions } from '../decisions/list-decisions.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import { seenGroups } from '../people/seen-groups.ts';
import type { Clock } from '../ports.ts';
import { boards } from '../store/entities/board.ts';
import type { Store } from '../store/unit-of-work.ts';
import { type Day, dayOf } from '../time.ts';
import { type AgendaReport, readAgendaReports } from './agenda-reports.ts';

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
    const today = dayOf(now, board.timezone);
    const isOver = ({ state, month, day }: AgendaReport) =>
      state !== 'asked' && (month < today.slice(0, 7) || (state === 'in' && day !== null && day < today));
    return {
      reports: (await readAgendaReports(view, board, now)).filter(report => !isOver(report)),
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
