/** The rounds of a board, newest first, and how far each is: of the whole board, or of what somebody may see of it. */
import type { Actor } from '../people/access.ts';
import { may } from '../people/permissions.ts';
import { isWithin, reachOf } from '../people/reach.ts';
import type { Clock } from '../ports.ts';
import { type AskRow, askActions, askParts, asks, rounds } from '../store/entities/rounds.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import type { Day } from '../time.ts';

export interface ListedRound {
  period: string;
  due: Day;
  closed: boolean;
  /** Asks of the round that the asker may see here, and those that are completely answered. */
  expected: number;
  received: number;
}

/** In a group's channel its own returns are counted, in a chat those that the asker may see. */
export function listRounds(
  { store, clock }: { store: Store; clock: Clock },
  actor: Actor,
): Promise<ListedRound[]> {
  const { boardId } = actor;
  return store.read(async view => {
    const all = await view
      .rows(rounds)
      .find({ boardId }, { orderBy: { startsOn: 'desc', openedAt: 'desc' } });
    // An ask that an import has left without parts owes nothing.
    const parts = [
      ...(await view.rows(askActions).find({ boardId })),
      ...(await view.rows(askParts).find({ boardId })),
    ];
    const owing = new Set(parts.map(row => row.askId));
    const owed = (await view.rows(asks).find({ boardId })).filter(ask => owing.has(ask.id));
    const asked = await seenOf(view, actor, owed, clock.now());
    // Of a set that goes on for a year, two weeks after two weeks, only the turn that is open is news.
    const shown = all.filter(({ setId, closedAt }) => setId === null || closedAt === null);
    return shown.map(({ id, period, due, closedAt }) => {
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

async function seenOf(view: View, actor: Actor, all: AskRow[], now: Date): Promise<AskRow[]> {
  const reach = await reachOf(view, actor);
  if (actor.channelRowId !== null) return all.filter(({ groupId }) => isWithin(reach, [groupId ?? '']));
  if (await may(view, actor, 'board.see', { now })) return all;
  const seen: AskRow[] = [];
  for (const ask of all) if (await may(view, actor, 'group.see', { ...ask, now })) seen.push(ask);
  return seen;
}
