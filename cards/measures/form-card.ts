/** The form of one measure: its value, as at when, where it comes from. */
import type { MeasureField, MeasureLine, MeasuresState } from '../../services/returns/measures.ts';
import { type FormState, formView } from '../asked/form.ts';
import { withPassing } from '../asked/passing.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { faceOf } from '../render.ts';
import { dayWords, giverWords, paragraphs, plainRef, truncate } from '../words.ts';
import template from './form-card.json' with { type: 'json' };

export interface MeasureFormView extends FormState<MeasureField> {
  /** The version of the answer that the form was opened on; 0 where there was none. */
  version: number;
  forms: Forms;
}

/** How much of the last note is shown, in characters; less where what is typed fills the card. */
const LAST_NOTE = [1500, 500, 0] as const;
const TEXT = 300;

const names = { value: 'Value', asAt: 'As at', source: 'Where it comes from', note: 'What it tells' };

const face = faceOf(template);

export function measureForm(state: MeasuresState, line: MeasureLine, view: MeasureFormView): Card {
  const { answer, last, ref } = line;
  const { plainProblems, ...form } = formView(names, view);
  return fitting(LAST_NOTE, max =>
    withDoors(
      withPassing(
        face({
          ...form,
          plain: {
            fallback: `Measure of ${plainRef(ref)} for ${state.round.period}.`,
            problems: plainProblems,
          },
          ask: state.askId,
          outcome: line.outcomeId,
          version: view.version,
          ref,
          title: truncate(line.title, TEXT),
          measure: truncate(line.measure, TEXT),
          hasEditing: answer !== null,
          editing: answer ? `Editing version ${answer.version} by ${giverWords(answer)}.` : '',
          hasLast: last !== null,
          lastSaid: last ? `Said in ${last.period}: ${truncate(last.content.value, TEXT)}` : '',
          lastDetail: last
            ? `as at ${dayWords(last.content.asAt)} · ${truncate(last.content.source, TEXT)}`
            : '',
          lastNote: paragraphs(last?.content.note ?? '', max).map(text => ({ text })),
          another: state.lines.some(other => other.outcomeId !== line.outcomeId && other.answer === null),
        }),
        view.refusal,
        names,
      ),
      view.forms,
    ),
  );
}
