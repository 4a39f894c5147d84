/** Which asks for training figures somebody may answer: a file has to be of one of them. */
import type { Actor } from '../people/access.ts';
import { may } from '../people/permissions.ts';
import { type AskedName, askedNames } from '../rounds/asked-names.ts';
import { asks, rounds } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';

export interface AskChoice {
  askId: string;
  asked: AskedName;
  period: string;
}

/**
 * The asks for training figures that somebody may answer, of open rounds; where there are none, of the newest round:
 * a late answer is one too.
 * @param which `all` for those of every round
 */
export async function asksToFill(
  view: View,
  actor: Actor,
  now: Date,
  which: 'open' | 'all' = 'open',
): Promise<AskChoice[]> {
  const { boardId } = actor;
  const every = await view.rows(rounds).find({ boardId }, { orderBy: { startsOn: 'desc' } });
  const all = await view.rows(asks).find({ boardId, kind: 'training-figures' });
  const nameOf = await askedNames(view, boardId);
  const found: (AskChoice & { isOpen: boolean })[] = [];
  for (const { id: roundId, period, closedAt } of every) {
    for (const ask of all.filter(candidate => candidate.roundId === roundId)) {
      if (!(await may(view, actor, 'group.answer', { ...ask, now }))) continue;
      found.push({ askId: ask.id, asked: nameOf(ask), period, isOpen: closedAt === null });
    }
  }
  if (which === 'all') return found;
  const open = found.filter(({ isOpen }) => isOpen);
  return open.length > 0 ? open : found.filter(({ period }) => period === found[0]?.period);
}
