/** The form for one action: what was said last time, and the fields of an action update. */
import type { Refusal } from '../../services/privacy/finding.ts';
import type { AskedAction, AskState, PersonLine } from '../../services/returns/ask-state.ts';
import {
  type TypedUpdate,
  type UpdateField,
  type UpdateProblems,
  updateFields,
} from '../../services/returns/update-input.ts';
import { stoppedWords } from '../asked/form.ts';
import { withPassing } from '../asked/passing.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { ratingMeanings } from '../ratings.ts';
import { faceOf } from '../render.ts';
import {
  dayWords,
  giverWords,
  listed,
  personWords,
  plainRef,
  plainWords,
  times,
  truncate,
} from '../words.ts';
import template from './form-card.json' with { type: 'json' };
import { hasWords, ratingSaid, saidBy, toldWords } from './last-words.ts';
import { fieldNames, perField } from './per-field.ts';

export interface FormView {
  /** What stands in the inputs: as typed before, as saved before, or nothing. */
  values: TypedUpdate;
  /** What keeps it from being saved, beside each field. */
  problems: UpdateProblems;
  /** What has just happened, as "Saved 1.1.a as Amber (version 2)."; null for nothing. */
  notice: string | null;
  /** The version of the answer that the form was opened on; 0 where there was none. */
  version: number;
  /** Shows the folded fields; they are shown anyway where one is filled or wrong. */
  unfolded: boolean;
  /** True for who gave the present answer. */
  mayUndo: boolean;
  /** What the identifier guard stopped; the problems name its words. */
  refusal?: Refusal | null;
  /** For a manager, who may enter an answer for somebody else: whom for, and who is chosen. */
  givers?: { people: readonly PersonLine[]; chosen: string | null } | null;
  forms: Forms;
}

/** How much of the last words is shown, in characters; less where what is typed fills the card. */
const LAST_WORDS = [1500, 700, 200, 0] as const;
const TITLE = 300;
const NOTICE = 300;
const PROBLEM = 120;
const FINDING = 420;

/** More names than this make a card too large: `update` at the terminal takes any. */
const GIVERS = 60;

const folded: readonly UpdateField[] = updateFields.slice(updateFields.indexOf('blockers'));

const face = faceOf(template);

export function formCard(state: AskState, action: AskedAction, view: FormView): Card {
  return fitting(LAST_WORDS, max =>
    withDoors(withPassing(face(formFace(state, action, view, max)), view.refusal, fieldNames), view.forms),
  );
}

function formFace(state: AskState, action: AskedAction, view: FormView, max: number) {
  const { board, askId } = state;
  const { answer, last } = action;
  const wrong = updateFields.filter(field => view.problems[field] !== undefined);
  const people = (view.givers?.people ?? []).slice(0, GIVERS);
  const unfolded =
    view.unfolded ||
    Boolean(view.givers?.chosen) ||
    folded.some(field => Boolean(view.values[field]) || view.problems[field] !== undefined);
  return {
    plain: {
      fallback: `Update of ${plainRef(action.ref)} for ${state.round.period}.`,
      problems: `${stoppedWords(view.refusal)} Please look at: ${listed(wrong.map(field => fieldNames[field]))}.`,
    },
    ask: askId,
    action: action.id,
    version: view.version,
    hasNotice: view.notice !== null,
    notice: truncate(view.notice ?? '', NOTICE),
    hasProblems: wrong.length > 0,
    problems: perField(field => truncate(view.problems[field] ?? '', view.refusal ? FINDING : PROBLEM)),
    wrong: perField(field => view.problems[field] !== undefined),
    values: perField(field => view.values[field] ?? ''),
    ref: action.ref,
    title: truncate(action.title, TITLE),
    outcomeRef: action.outcome.ref,
    outcome: truncate(action.outcome.title, TITLE),
    ...dueFace(action),
    hasEditing: answer !== null,
    editing: answer ? `Editing version ${answer.version} by ${giverWords(answer)}.` : '',
    hasLast: last !== null,
    lastSaid: last ? `Said in ${last.period}: ${ratingSaid(last.content, board.ratings)}` : '',
    lastBy: last ? saidBy(last, board.timezone) : '',
    lastWords: last ? toldWords(last.content, max) : [],
    canReuse: last !== null && hasWords(last.content),
    canGive: people.length > 0,
    givers: people.map(person => ({ id: person.id, plain: { name: plainWords(personWords(person)) } })),
    givenBy: view.givers?.chosen ?? '',
    rates: action.rates,
    choices: ratingMeanings(board.ratings).map(({ rating, word, meaning }) => ({
      rating,
      plain: { title: `${word} – ${meaning}` },
    })),
    unfolded,
    isFolded: !unfolded,
    another: state.actions.some(other => other.id !== action.id && other.answer === null),
    mayStay: action.noChange.allowed && answer === null,
    canUndo: view.mayUndo && answer !== null,
    answerReturn: answer?.returnId ?? '',
  };
}

/** "Due Tue 30 Jun 2026, overdue · first due Tue 31 Mar 2026, moved once". */
function dueFace({ due, originalDue, dueHistory, overdue }: AskedAction) {
  const moves = Math.max(1, dueHistory.length - 1);
  const moved = originalDue !== null && originalDue !== due;
  return {
    due: due ? `Due ${dayWords(due)}${overdue ? ',' : ''}` : 'No due date',
    overdue,
    hasMoved: moved,
    moved: moved ? `first due ${dayWords(originalDue)}, moved ${times(moves)}` : '',
  };
}
