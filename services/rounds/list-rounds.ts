/** The rounds of a board, newest first, and how far each is. */
import { asks, rounds } from '../store/entities/rounds.ts';
import type { Store } from '../store/unit-of-work.ts';
import type { Day } from '../time.ts';

export interface ListedRound {
  period: string;
  due: Day;
  closed: boolean;
  /** Asks of the round, and those that are completely answered. */
  expected: number;
  received: number;
}

export function listRounds({ store }: { store: Store }, boardId: string): Promise<ListedRound[]> {
  return store.read(async view => {
    const all = await view
      .rows(rounds)
      .find({ boardId }, { orderBy: { startsOn: 'desc', openedAt: 'desc' } });
    const asked = await view.rows(asks).find({ boardId });
    return all.map(({ id, period, due, closedAt }) => {
      const own = asked.filter(ask => ask.roundId === id);
      return {
        period,
        due,
        closed: closedAt !== null,
        expected: own.length,
        received: own.filter(ask => ask.completedAt !== null).length,
      };
    });
  });
}
