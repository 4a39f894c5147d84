/** Turns of a set that a group let pass: a turn is over before it could be weeks late, so they are counted instead. */
import { wantedSubjects } from '../rounds/ask-progress.ts';
import { asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';

/**
 * How many turns running, right before this one, the group was asked in and did not answer in full; what came late
 * counts as answered. 0 for a round of a period.
 */
export async function missedTurns(
  view: View,
  { setId, startsOn }: Pick<RoundRow, 'setId' | 'startsOn'>,
  groupId: string,
): Promise<number> {
  if (setId === null) return 0;
  const before = (await view.rows(rounds).find({ setId }, { orderBy: { startsOn: 'desc' } })).filter(
    turn => turn.startsOn < startsOn,
  );
  let missed = 0;
  for (const { id: roundId } of before) {
    const ask = await view.rows(asks).first({ roundId, groupId });
    if (!ask || ask.completedAt !== null || (await wantedSubjects(view, ask)).length === 0) break;
    missed += 1;
  }
  return missed;
}
