/** The rounds of a board, newest first, and how far each is. */
import { askActions, asks, rounds } from '../store/entities/rounds.ts';
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
    // An ask that an import has left without actions owes nothing.
    const owing = new Set((await view.rows(askActions).find({ boardId })).map(row => row.askId));
    const asked = (await view.rows(asks).find({ boardId })).filter(ask => owing.has(ask.id));
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
