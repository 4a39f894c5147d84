/** How far a round is, for the manager: kept up to date while answers come in, and as it was left when it is closed. */
import type { RoundProgress } from '../../services/summary/round-progress.ts';
import { movedWords } from '../asked/moved-words.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { faceOf } from '../render.ts';
import { dayWords, instantWords, truncate } from '../words.ts';
import template from './progress-card.json' with { type: 'json' };
import { closedWords, inWords, leftOutWords, missingRows, progressHeading } from './progress-words.ts';

export interface ProgressView {
  /** True where the reader may have those reminded who are not in. */
  canRemind: boolean;
  /** Stands on top: what has just happened. */
  banner: string | null;
  /** As few lines as can be, where Teams found the card too large. */
  isSmall?: boolean;
  forms: Forms;
}

/** How many lines each list has at most; fewer where they are long. */
const ROWS = [40, 25, 12, 4] as const;
const BANNER = 600;

const face = faceOf(template);

export function progressCard(
  progress: RoundProgress,
  { canRemind, banner, isSmall, forms }: ProgressView,
): Card {
  const { board, round, closed, asAt } = progress;
  const heading = progressHeading(progress);
  const missing = missingRows(progress);
  const done = inWords(progress);
  const leftOut = leftOutWords(progress);
  const moved = closed ? null : movedWords(round);
  const isOpen = closed === null && missing.length > 0;
  return fitting(
    ROWS,
    most =>
      withDoors(
        face({
          plain: {
            fallback: `${heading}. ${missing.length} to wait for.`,
            heading,
            missing: `Not in (${missing.length})`,
            in: `In (${done.length})`,
            leftOut: `Left out (${leftOut.length})`,
          },
          hasBanner: banner !== null,
          banner: truncate(banner ?? '', BANNER),
          about: [
            truncate(board.short, 60),
            `due ${dayWords(round.due)}`,
            `as at ${instantWords(asAt, board.timezone)}`,
          ].join(' · '),
          hasMoved: moved !== null,
          moved: moved ?? '',
          hasClosed: closed !== null,
          closed: closedWords(progress),
          hasMissing: missing.length > 0,
          missing: missing.slice(0, most).map(({ isLate, detail, ...row }) => ({
            ...row,
            colour: isLate ? 'Attention' : 'Default',
            detail,
            hasDetail: detail !== '',
          })),
          hasMore: missing.length > most,
          more: `and ${missing.length - most} more`,
          hasIn: done.length > 0,
          in: listedUpTo(done, most),
          hasLeftOut: leftOut.length > 0,
          leftOut: leftOut.slice(0, most).map(line => ({ line })),
          hasButtons: missing.length > 0,
          canRemind: canRemind && isOpen,
          round: round.id,
          seen: progress.reminders,
        }),
        forms,
      ),
    isSmall,
  );
}

const listedUpTo = (names: readonly string[], most: number) =>
  names.slice(0, most).join(', ') + (names.length > most ? ` and ${names.length - most} more` : '');
