/** What of a round is missing, by who is asked: the closer look behind its progress, with whom to call. */
import { kinds } from '../../services/returns/kinds.ts';
import type { MissingAsk } from '../../services/rounds/missing.ts';
import type { MissingOfAsked } from '../../services/rounds/read-reminder.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { pageOf, pageTitle } from '../paging.ts';
import { faceOf } from '../render.ts';
import { truncate } from '../words.ts';
import template from './missing-card.json' with { type: 'json' };

export interface MissingView {
  round: { id: string; period: string };
  board: { short: string };
  /** Counted from 0. */
  page: number;
  forms: Forms;
}

const ROWS = 10;
const NAME = 100;
/** How many characters of what one has not answered; fewer where many are long. */
const WHAT = [600, 300, 150] as const;

const face = faceOf(template);

export function missingCard(missing: readonly MissingOfAsked[], view: MissingView): Card {
  const { round, board, forms } = view;
  const paged = pageOf(missing, view.page, ROWS);
  const { page, shown, rest } = paged;
  const heading =
    missing.length === 0 ? `${round.period}: all in` : pageTitle(`${round.period}: not in`, paged);
  return fitting(WHAT, most =>
    withDoors(
      face({
        plain: { fallback: `${heading}.`, heading, next: `Next ${Math.min(ROWS, rest)} ›` },
        about: truncate(board.short, NAME),
        rows: shown.map(({ asked, asks }) => ({
          name: truncate(asked.name, NAME),
          what: truncate(asks.flatMap(whatIsMissing).join(' · '), most),
        })),
        round: round.id,
        canGoOn: rest > 0,
        nextPage: page + 1,
      }),
      forms,
    ),
  );
}

/** "1.1.b (Dev Rao)", "1.2.a (no lead)", "Measures, 2 of 3". */
function whatIsMissing({ kind, actions, answered, of }: MissingAsk): string[] {
  if (kind === 'action-updates')
    return actions.map(({ ref, lead }) => `${ref} (${lead ? truncate(lead.name, NAME) : 'no lead'})`);
  return [of > 1 ? `${kinds[kind].title}, ${of - answered} of ${of}` : kinds[kind].title];
}
