/** The manager opens a planned round with its planned days, for the groups whose cadence brings them. */
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import type { Clock } from '../ports.ts';
import { boards } from '../store/entities/board.ts';
import type { Store } from '../store/unit-of-work.ts';
import { type OpenedRound, openRoundIn } from './open-round.ts';
import { parsePeriod } from './periods.ts';
import { plannedRound, readPlanning } from './planned-rounds.ts';

/** Pressed twice, it asks nobody twice. @throws CollateError `not_allowed`, `period_invalid`, `input_invalid`, `round_closed` */
export function openPlannedRound(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
  period: string,
): Promise<OpenedRound> {
  return store.write(async unit => {
    const now = clock.now();
    await requireMay(unit, actor, 'round.manage', { now }, 'open a round');
    const board = await unit.rows(boards).get(actor.boardId);
    const { due } = plannedRound(await readPlanning(unit, board), parsePeriod(period, board.yearStarts));
    const { personId, boardId } = actor;
    return openRoundIn(unit, { boardId, period, due, byCadence: true, personId }, now);
  });
}
