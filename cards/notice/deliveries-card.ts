/** For the manager: how the ledger stands, what could not be posted, and how to mend it. */
import type { Stopped } from '../../services/delivery/stopped-notice.ts';
import type { DeliveryState } from '../../services/store/entities/delivery.ts';
import type { Day } from '../../services/time.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { faceOf } from '../render.ts';
import { kindWords } from '../status/missing.ts';
import { count, dayWords, truncate } from '../words.ts';
import template from './deliveries-card.json' with { type: 'json' };
import { purposeWords } from './purpose-words.ts';

export interface DeliveriesView {
  /** How many are in each state; null in the notice, which is about what is stopped alone. */
  counts: Readonly<Record<DeliveryState, number>> | null;
  stopped: Stopped;
  /** The day of a notice, which stays; null for an answer. */
  day: Day | null;
  /** One row, where Teams found the card too large. */
  isSmall?: boolean;
  forms: Forms;
}

/** How many are shown one by one; fewer where they are long. */
const ROWS = [8, 5, 3, 1] as const;
const PLACE = 100;
const WORDS = 300;

const face = faceOf(template);

export function deliveriesCard({ counts, stopped, day, isSmall, forms }: DeliveriesView): Card {
  const many = count(stopped.count, 'delivery', 'deliveries');
  const when = day === null ? '' : ` on ${dayWords(day)}`;
  const heading = stopped.count === 0 ? 'Nothing is stopped' : `${many} stopped${when}`;
  return fitting(
    ROWS,
    rows => {
      const shown = stopped.listed.slice(0, rows);
      const more = stopped.count - shown.length;
      return withDoors(
        face({
          plain: { fallback: `${heading}.`, heading },
          hasCounts: counts !== null,
          counts: counts ? countWords(counts) : '',
          stopped: shown.map(({ id, purpose, asked, place, reason, mend }) => ({
            id,
            place: truncate(place || 'Somewhere', PLACE),
            what: asked ? `${kindWords(asked.kind)} of ${truncate(asked.of, PLACE)}` : purposeWords[purpose],
            reason: truncate(reason, WORDS),
            mend: truncate(mend, WORDS),
          })),
          hasMore: more > 0,
          more: `And ${count(more, 'more', 'more')}. At the terminal: collate deliveries --state stopped`,
          canRetryAll: stopped.count > 1,
        }),
        forms,
      );
    },
    isSmall,
  );
}

function countWords(counts: Readonly<Record<DeliveryState, number>>): string {
  const words: [DeliveryState, string][] = [
    ['sent', 'sent'],
    ['due', 'waiting'],
    ['sending', 'on their way'],
    ['retrying', 'to be tried again'],
    ['stopped', 'stopped'],
  ];
  return words
    .filter(([state]) => counts[state] > 0 || state === 'sent')
    .map(([state, word]) => `${counts[state]} ${word}`)
    .join(' · ');
}
