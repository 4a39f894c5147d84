/** An open round keeps the day that it is due on, which people were told; its meeting, and when papers go out, follow. */
import { type BoardRow, boards } from '../store/entities/board.ts';
import { rounds } from '../store/entities/rounds.ts';
import type { Unit } from '../store/unit-of-work.ts';
import { parsePeriod } from './periods.ts';
import { plannedRound, readPlanning } from './planned-rounds.ts';

/** @returns how many open rounds have another meeting now */
export async function followMeetings(unit: Unit, boardId: string): Promise<number> {
  const board: BoardRow = await unit.rows(boards).get(boardId);
  const records = await readPlanning(unit, board);
  const ofRules = { ...records, rounds: [] };
  let followed = 0;
  for (const round of await unit.rows(rounds).find({ boardId, closedAt: null, setId: null })) {
    const { meeting, papers } = plannedRound(ofRules, parsePeriod(round.period, board.yearStarts));
    if (meeting === round.meetingOn) continue;
    await unit.rows(rounds).update({ id: round.id }, { meetingOn: meeting, paperOn: papers });
    followed += 1;
  }
  return followed;
}
