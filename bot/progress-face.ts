/** The cards of a round's progress: the one that stands, and the closer look at what is missing. */
import type { Card, Forms } from '../cards/card.ts';
import { missingCard } from '../cards/round/missing-card.ts';
import { type ProgressView, progressCard } from '../cards/round/progress-card.ts';
import { CollateError } from '../services/errors.ts';
import { missingOfRound } from '../services/rounds/read-reminder.ts';
import type { View } from '../services/store/unit-of-work.ts';
import { type RoundProgress, readProgress } from '../services/summary/round-progress.ts';

interface WhichRound {
  boardId: string;
  roundId: string;
  now: Date;
}

/** As it stands now. @throws CollateError `round_unknown` */
export async function renderProgress(
  view: View,
  which: WhichRound,
  { banner = null, ...look }: Partial<Pick<ProgressView, 'banner'>> & Omit<ProgressView, 'banner'>,
): Promise<Card> {
  return progressCard(await requireProgress(view, which), { ...look, banner });
}

/** @throws CollateError `round_unknown` */
export async function renderMissing(
  view: View,
  which: WhichRound,
  look: { page: number; forms: Forms },
): Promise<Card> {
  const { round, board } = await requireProgress(view, which);
  return missingCard(await missingOfRound(view, which), { round, board, ...look });
}

async function requireProgress(view: View, which: WhichRound): Promise<RoundProgress> {
  const progress = await readProgress(view, which);
  if (progress) return progress;
  throw new CollateError('round_unknown', 'This card is of a round that is no longer there.');
}
