/** What was answered the last time, however many rounds ago: an agency that was silent for a year still has a last time. */
import { newestReturns } from '../rounds/ask-progress.ts';
import { type AskRow, asks, type RoundRow, rounds } from '../store/entities/rounds.ts';
import { lessThan } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';
import { answersOf, type Contents, type PartAnswer } from './answers.ts';

/** An answer of an earlier round. */
export interface EarlierAnswer<Content> extends PartAnswer<Content> {
  period: string;
}

/**
 * By part, its newest standing answer before a round.
 * @param wanted which asks of the board it may come from: where a part keeps its meaning, who was asked may have changed
 */
export async function earlierAnswers<Content>(
  view: View,
  { boardId, startsOn }: Pick<RoundRow, 'boardId' | 'startsOn'>,
  wanted: Partial<Pick<AskRow, 'kind' | 'groupId' | 'agencyId' | 'priorityId'>>,
  contents: Contents<Content>,
): Promise<Map<string, EarlierAnswer<Content>>> {
  const earlier = await view
    .rows(rounds)
    .find({ boardId, startsOn: lessThan(startsOn) }, { orderBy: { startsOn: 'desc', openedAt: 'desc' } });
  const candidates = await view.rows(asks).find({ ...wanted, boardId, roundId: earlier.map(({ id }) => id) });
  const found = new Map<string, EarlierAnswer<Content>>();
  for (const { id: roundId, period } of earlier) {
    for (const ask of candidates.filter(candidate => candidate.roundId === roundId)) {
      const rows = [...(await newestReturns(view, ask.id)).values()];
      const fresh = rows.filter(row => !found.has(row.subjectId));
      for (const answer of await answersOf(view, boardId, fresh, contents))
        found.set(answer.subjectId, { ...answer, period });
    }
  }
  return found;
}
