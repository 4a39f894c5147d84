/** The form of one agency at one level: two counts or a published percentage, with last time's figure above. */
import type { ComplianceLine, ComplianceState } from '../../services/returns/compliance.ts';
import type { ComplianceField } from '../../services/returns/compliance-input.ts';
import { type FormState, formView } from '../asked/form.ts';
import { withPassing } from '../asked/passing.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { faceOf } from '../render.ts';
import { dayWords, giverWords, instantWords, paragraphs } from '../words.ts';
import { lineName } from './ask-card.ts';
import { figureAndTarget, percentTarget } from './figure-words.ts';
import template from './form-card.json' with { type: 'json' };

export interface ComplianceFormView extends FormState<ComplianceField> {
  /** The version of the answer that the form was opened on; 0 where there was none. */
  version: number;
  /** What makes the figures improbable, a sentence each: they are saved when the writer is sure. */
  improbable: readonly string[];
  /** True where somebody else's answer came between: the line holds it, and what was typed stands in the inputs. */
  isConflict: boolean;
  /** What the writer asked for by Save, to be done when they are sure. */
  after: 'stay' | 'next';
  /** True where they have said already that they are. */
  sure: boolean;
  /** True for who gave the present answer. */
  mayUndo: boolean;
  forms: Forms;
}

/** How much of a note is shown, in characters; less where what is typed fills the card. */
const NOTE = [800, 300, 0] as const;

const names = {
  eligible: 'Staff who need it',
  inDate: 'Staff in date',
  published: 'Published percentage',
  asAt: 'As at',
  note: 'Note',
};

const face = faceOf(template);

export function complianceForm(state: ComplianceState, line: ComplianceLine, view: ComplianceFormView): Card {
  return fitting(NOTE, max =>
    withDoors(withPassing(face(formFace(state, line, view, max)), view.refusal, names), view.forms),
  );
}

function formFace(state: ComplianceState, line: ComplianceLine, view: ComplianceFormView, max: number) {
  const { answer, last, target, part } = line;
  const { plainProblems, ...form } = formView(names, view);
  const { period } = state.round;
  const isImprobable = view.improbable.length > 0;
  const asked = !isImprobable && !view.isConflict;
  return {
    ...form,
    plain: {
      fallback: `Compliance figures at level ${line.level} for ${period}.`,
      problems: plainProblems,
    },
    ask: state.askId,
    part,
    version: view.version,
    after: view.after,
    sure: view.sure ? 1 : 0,
    name: lineName(line),
    about: [`For ${period}`, percentTarget(target)].filter(words => words !== '').join(' · '),
    hasEditing: answer !== null && !view.isConflict,
    editing: answer ? `Editing version ${answer.version} by ${giverWords(answer)}.` : '',
    hasLast: last !== null,
    lastSaid: last ? `In ${last.period}: ${figureAndTarget(last.content, target)}` : '',
    lastDetail: last ? `as at ${dayWords(last.content.asAt)} · ${giverWords(last)}` : '',
    lastNote: noteLines(last?.content.note, max),
    isImprobable,
    reasons: view.improbable.map(text => ({ text })),
    isConflict: view.isConflict,
    theirs: answer ? figureAndTarget(answer.content, target) : '',
    theirsDetail: answer
      ? `as at ${dayWords(answer.content.asAt)} · ${giverWords(answer)}, ${instantWords(answer.at, state.board.timezone)} · version ${answer.version}`
      : '',
    theirsNote: view.isConflict ? noteLines(answer?.content.note, max) : [],
    canSave: !view.isConflict,
    another: asked && state.lines.some(other => other.part !== part && other.answer === null),
    canUndo: asked && view.mayUndo && answer !== null,
    answerReturn: answer?.returnId ?? '',
  };
}

const noteLines = (note: string | null | undefined, max: number) =>
  paragraphs(note ?? '', max).map(text => ({ text }));
