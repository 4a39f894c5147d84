/** One heading of a written report: what was said the last time, folded, and a field for what is to be said now. */
import { MAX_TEXT } from '../../services/returns/fields.ts';
import type { HeadingState, ReportState } from '../../services/returns/written-report.ts';
import { type FormState, formView } from '../asked/form.ts';
import { withPassing } from '../asked/passing.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { faceOf } from '../render.ts';
import { truncate } from '../words.ts';
import { writtenBy } from './report-to-read.ts';
import template from './step-card.json' with { type: 'json' };
import { beginning } from './text-pages.ts';

export interface StepView extends FormState<'text'> {
  /** The version of the heading that the form was opened on; 0 where there was none. */
  version: number;
  forms: Forms;
}

/** How much of the last words is shown, in characters of JSON; less where what is typed fills the card. */
const LAST = [9000, 5000, 2000, 600] as const;
const NAME = 120;

const face = faceOf(template);

export function stepCard(state: ReportState, heading: HeadingState, view: StepView): Card {
  return fitting(LAST, max =>
    withDoors(
      withPassing(face(stepFace(state, heading, view, max)), view.refusal, { text: heading.title }),
      view.forms,
    ),
  );
}

function stepFace(state: ReportState, heading: HeadingState, view: StepView, max: number) {
  const { board, asked, round, headings } = state;
  const { answer, last } = heading;
  const at = headings.findIndex(({ id }) => id === heading.id);
  const isLast = at === headings.length - 1;
  const { plainProblems: _, ...form } = formView({ text: heading.title }, view);
  const next = isLast ? 'Next: look at the whole' : 'Next';
  return {
    ...form,
    plain: {
      fallback: `${heading.title}, step ${at + 1} of ${headings.length}, for ${round.period}.`,
      title: heading.title,
      hint: heading.hint,
      last: last ? `What was said in ${last.period}` : '',
      next,
      keeping: `Kept when you press Next${at > 0 ? ' or Back' : ''}; Close keeps nothing of this step. At most ${MAX_TEXT.toLocaleString('en-GB')} characters.`,
    },
    about: `${truncate(asked.name, NAME)} · ${round.period} · step ${at + 1} of ${headings.length}`,
    ask: state.askId,
    heading: heading.id,
    version: view.version,
    hasEditing: answer !== null,
    editing: answer ? `Written by ${writtenBy(answer, board.timezone)} (version ${answer.version})` : '',
    hasLast: last !== null,
    lastBy: last ? writtenBy(last, board.timezone) : '',
    lastLines: beginning(last?.content.text ?? '', max).lines,
    mayBeNone: heading.mayBeNone && answer === null,
    hasBack: at > 0,
  };
}
