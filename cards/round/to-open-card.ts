/** A planned round whose day to open has come, for the manager. */
import type { PlannedRound } from '../../services/rounds/planned-rounds.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { sayPlanned } from '../notice/round-plan-words.ts';
import { faceOf } from '../render.ts';
import { truncate } from '../words.ts';
import template from './to-open-card.json' with { type: 'json' };

const LINE = 400;

const face = faceOf(template);

export function roundToOpenCard(
  planned: PlannedRound,
  { board, forms }: { board: string; forms: Forms },
): Card {
  const { period, state } = planned;
  const heading =
    state === 'planned' ? `The round ${period} is planned to open.` : `The round ${period} is ${state}.`;
  return withDoors(
    face({
      plain: { fallback: heading, heading, open: `Open ${period}` },
      about: truncate(board, LINE),
      lines: sayPlanned(planned).map(line => ({ line: truncate(line, LINE) })),
      period,
      isPlanned: state === 'planned',
    }),
    forms,
  );
}
