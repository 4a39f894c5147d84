/** After a save, where the form was: what was saved, and what to do next. */
import type { AskedAction, AskState } from '../../services/returns/ask-state.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { faceOf } from '../render.ts';
import { plainRef, truncate } from '../words.ts';
import template from './saved-card.json' with { type: 'json' };
import { savedWords } from './saved-words.ts';

export interface SavedView {
  /** `undone` after an Undo, `kept` after the other's answer was left as it is: the state holds what stands now. */
  outcome: 'saved' | 'undone' | 'kept';
  /** `form` where it takes the form's place, `message` where it is a message of its own (a typed update). */
  place: 'form' | 'message';
  /** True for who saved it. */
  mayUndo: boolean;
  forms: Forms;
}

const TITLE = 160;

const face = faceOf(template);

/** @param state as it is after the save; `action` is of it */
export function savedCard(state: AskState, action: AskedAction, view: SavedView): Card {
  const saved = outcomeWords(state, action, view.outcome);
  const next = state.actions.find(other => other.answer === null && other.id !== action.id);
  const remaining = remainingWords(state);
  const ofForm = view.place === 'form';
  return withDoors(
    face({
      plain: {
        fallback: `${saved} ${remaining}`,
        next: next ? `Next: ${plainRef(next.ref)}` : '',
      },
      saved,
      remaining,
      ask: state.askId,
      hasNext: next !== undefined,
      ref: next?.ref ?? '',
      title: truncate(next?.title ?? '', TITLE),
      nextAction: next?.id ?? '',
      nextForm: ofForm ? 'within' : 'opens',
      ofForm,
      canUndo: view.outcome === 'saved' && view.mayUndo && action.answer !== null,
      savedReturn: action.answer?.returnId ?? '',
      undoForm: ofForm ? 'within' : 'none',
    }),
    view.forms,
  );
}

function remainingWords({ done, total }: AskState): string {
  if (done < total) return `${done} of ${total} done, ${total - done} to go.`;
  return total === 1 ? 'The only one is in.' : `All ${total} are in.`;
}

/** A ref, a rating's word and a number. */
function outcomeWords(
  { board }: AskState,
  { ref, answer }: AskedAction,
  outcome: SavedView['outcome'],
): string {
  if (!answer) return `Undone: ${plainRef(ref)} waits for an answer again.`;
  const words = savedWords(ref, answer, board.ratings);
  if (outcome === 'kept') return `Kept as it stands: ${words}.`;
  return outcome === 'saved' ? `Saved ${words}.` : `Undone: ${words} stands again.`;
}
