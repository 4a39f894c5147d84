/** The form of a Section 11 return, with last year's above. */
import {
  type Section11Content,
  type Section11Field,
  type Section11State,
  section11Ratings,
} from '../../services/returns/section-11.ts';
import { type FormState, formView } from '../asked/form.ts';
import { withPassing } from '../asked/passing.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { faceOf } from '../render.ts';
import { giverWords, instantWords, paragraphs, truncate } from '../words.ts';
import template from './form-card.json' with { type: 'json' };
import { overallWords, returnedWords } from './words.ts';

export interface Section11FormView extends FormState<Section11Field> {
  /** The version of the answer that the form was opened on; 0 where there was none. */
  version: number;
  /** True where somebody else's answer came between: the state holds it, and what was typed stands in the inputs. */
  isConflict: boolean;
  /** True for who gave the present answer. */
  mayUndo: boolean;
  forms: Forms;
}

/** How much of a note is shown, in characters; less where what is typed fills the card. */
const NOTE = [800, 300, 0] as const;
const NAME = 120;

const names = {
  overall: 'Overall rating',
  returnedOn: 'Returned on',
  openActions: 'Actions still open',
  nextOn: 'Next audit or review',
  note: 'Note',
};

const face = faceOf(template);

export function section11Form(state: Section11State, view: Section11FormView): Card {
  return fitting(NOTE, max =>
    withDoors(withPassing(face(formFace(state, view, max)), view.refusal, names), view.forms),
  );
}

function formFace(state: Section11State, view: Section11FormView, max: number) {
  const { answer, last, round } = state;
  const { plainProblems, ...form } = formView(names, view);
  return {
    ...form,
    plain: { fallback: `Section 11 return for ${round.period}.`, problems: plainProblems },
    ask: state.askId,
    version: view.version,
    name: truncate(state.asked.name, NAME),
    period: round.period,
    choices: section11Ratings.map(rating => ({ rating, plain: { title: overallWords[rating] } })),
    hasEditing: answer !== null && !view.isConflict,
    editing: answer ? `Editing version ${answer.version} by ${giverWords(answer)}.` : '',
    hasLast: last !== null,
    lastSaid: last ? `In ${last.period}: ${told(last.content)}` : '',
    lastDetail: last ? giverWords(last) : '',
    lastNote: noteLines(last?.content.note, max),
    isConflict: view.isConflict,
    canSave: !view.isConflict,
    theirs: answer ? told(answer.content) : '',
    theirsDetail: answer
      ? `${giverWords(answer)}, ${instantWords(answer.at, state.board.timezone)} · version ${answer.version}`
      : '',
    theirsNote: view.isConflict ? noteLines(answer?.content.note, max) : [],
    canUndo: !view.isConflict && view.mayUndo && answer !== null,
    answerReturn: answer?.returnId ?? '',
  };
}

const told = (content: Section11Content) => `${overallWords[content.overall]} · ${returnedWords(content)}`;

const noteLines = (note: string | null | undefined, max: number) =>
  paragraphs(note ?? '', max).map(text => ({ text }));
