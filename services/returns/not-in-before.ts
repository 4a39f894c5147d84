/** Whether what was asked of the same last time was in when that round closed. */
import { NEWEST, newestBySubject, wantedSubjects } from '../rounds/ask-progress.ts';
import { returns } from '../store/entities/returns.ts';
import { type AskRow, type RoundRow, rounds } from '../store/entities/rounds.ts';
import { atMost } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';
import { askBefore } from './read-asked.ts';

/** The period of the last round that closed without it; null where it was in, or was not asked for. */
export async function notInBefore(
  view: View,
  { ask, round }: { ask: AskRow; round: RoundRow },
): Promise<string | null> {
  const before = await askBefore(view, { ask, round });
  if (!before) return null;
  const { closedAt, period } = await view.rows(rounds).get(before.roundId);
  if (closedAt === null) return null;
  const wanted = await wantedSubjects(view, before);
  const byThen = await view.rows(returns).find({ askId: before.id, savedAt: atMost(closedAt) }, NEWEST);
  const standing = newestBySubject(byThen);
  return wanted.every(subjectId => standing.has(subjectId)) ? null : period;
}
