/** Somebody else saved between the form's opening and its saving: theirs, and what this person typed. */
import type { ActionUpdate, AskedAction, AskState } from '../../services/returns/ask-state.ts';
import { type TypedUpdate, type UpdateField, updateFields } from '../../services/returns/update-input.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { ratingFace, ratingMeanings } from '../ratings.ts';
import { faceOf } from '../render.ts';
import { giverWords, instantWords, listed, plainRef, truncate } from '../words.ts';
import template from './conflict-card.json' with { type: 'json' };
import { toldWords } from './last-words.ts';
import { fieldNames, perField } from './per-field.ts';
import { noRating } from './saved-words.ts';

export interface ConflictView {
  /** What this person typed. It travels in inputs, so that none of the three buttons loses it. */
  mine: TypedUpdate;
  /** Whose answer it is, where the manager typed it for them. */
  givenBy?: string | null;
  forms: Forms;
}

/** How much of theirs is shown, in characters; less where what was typed fills the card. */
const THEIRS = [3000, 1500, 500, 0] as const;
const TITLE = 400;

const face = faceOf(template);

/** @throws Error where nobody else has answered, so that there is nothing to choose between */
export function conflictCard(
  state: AskState,
  action: AskedAction,
  { mine, givenBy = null, forms }: ConflictView,
): Card {
  const { answer: theirs } = action;
  if (!theirs) throw new Error('A conflict needs an answer that stands.');
  const { ratings, timezone } = state.board;
  const { rating } = theirs.content;
  const lost = updateFields
    .filter(field => theirs.content[field] && !mine[field]?.trim())
    .map(field => fieldNames[field]);
  const view = (max: number) => ({
    plain: { fallback: `Someone else saved ${plainRef(action.ref)} meanwhile. Yours is not saved yet.` },
    ask: state.askId,
    action: action.id,
    version: theirs.version,
    givenBy: givenBy ?? '',
    ref: action.ref,
    title: truncate(action.title, TITLE),
    ...(rating ? ratingFace(rating, ratings) : noRating),
    by: `${giverWords(theirs)} · ${instantWords(theirs.at, timezone)}`,
    words: toldWords(theirs.content, max),
    rates: action.rates,
    choices: ratingMeanings(ratings).map(({ rating: value, word }) => ({
      rating: value,
      plain: { title: word },
    })),
    values: perField(field => mine[field] ?? ''),
    shown: perField(field => differs(field, mine, theirs.content)),
    hasLost: lost.length > 0,
    lost: `Yours leaves empty what theirs fills: ${listed(lost)}.`,
  });
  return fitting(THEIRS, max => withDoors(face(view(max)), forms));
}

/** Typed, and not what they said: the rest is carried along unseen. */
function differs(field: UpdateField, mine: TypedUpdate, theirs: ActionUpdate): boolean {
  const typed = mine[field]?.trim() ?? '';
  return typed !== '' && typed !== (theirs[field] ?? '');
}
