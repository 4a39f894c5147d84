/** Two people wrote one step: theirs, which is kept, and what this person typed. */
import type { PartAnswer } from '../../services/returns/answers.ts';
import type { HeadingState, ReportState } from '../../services/returns/written-report.ts';
import type { ReportText } from '../../services/returns/written-report-submission.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { faceOf } from '../render.ts';
import template from './conflict-card.json' with { type: 'json' };
import { writtenBy } from './report-to-read.ts';
import { beginning } from './text-pages.ts';

/** Where the press was going: that is where either choice goes on to. */
export type Way = 'next' | 'back';

export interface StepConflictView {
  theirs: PartAnswer<ReportText>;
  /** What this person typed. It travels in the input, so that neither button loses it. */
  mine: string;
  way: Way;
  /** Whose words they are, where the manager typed them for somebody. */
  givenBy: string | null;
  forms: Forms;
}

/** How much of theirs is shown, in characters of JSON; less where what was typed fills the card. */
const THEIRS = [12_000, 8000, 4000, 1000] as const;

const face = faceOf(template);

export function stepConflictCard(
  state: ReportState,
  { id, title }: HeadingState,
  { theirs, mine, way, givenBy, forms }: StepConflictView,
): Card {
  return fitting(THEIRS, max => {
    const { lines, isCut } = beginning(theirs.content.text, max);
    const view = {
      plain: { fallback: `Someone else wrote ${title} meanwhile. Yours is not kept yet.`, title },
      by: writtenBy(theirs, state.board.timezone),
      version: theirs.version,
      lines,
      isCut,
      mine,
      isEmpty: mine.trim() === '',
      ask: state.askId,
      heading: id,
      way,
      givenBy: givenBy ?? '',
    };
    return withDoors(face(view), forms);
  });
}
