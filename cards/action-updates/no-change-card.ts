/** Before "no change" is saved: the actions it is about, and the words that will stand for another round. */
import type { AskedAction, AskState, RatingWords } from '../../services/returns/ask-state.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { faceOf } from '../render.ts';
import { count, plainRef, truncate } from '../words.ts';
import { ratingSaid } from './last-words.ts';
import template from './no-change-card.json' with { type: 'json' };

/** As many as one look can judge; the rest come after. */
const AT_ONCE = 10;
const TITLE = 120;
const WORDS = 240;
const REFS = 30;

const face = faceOf(template);

export interface NoChangeView {
  /** The one action it is about; else all that qualify. */
  only?: string | null;
  forms: Forms;
}

export function noChangeCard(state: AskState, { only = null, forms }: NoChangeView): Card {
  const { board, round } = state;
  const waiting = state.actions.filter(({ id, answer }) => answer === null && (only === null || id === only));
  const all = waiting.filter(({ id }) => state.mayStay.includes(id));
  const staying = all.slice(0, AT_ONCE);
  const heading =
    staying.length === 0
      ? 'No action can stay as it is.'
      : `Nothing has changed on ${staying.length === 1 ? 'this action' : `these ${staying.length} actions`}?`;
  const others = whyNot(waiting.filter(({ id }) => !state.mayStay.includes(id)));
  return withDoors(
    face({
      plain: {
        fallback: `No change for ${count(staying.length, 'action')} in ${round.period}.`,
        heading,
        save: `Save no change for ${staying.length}`,
      },
      about:
        staying.length === 0
          ? 'Each needs words this round.'
          : 'These words stand again, with the date they were written.',
      ask: state.askId,
      actions: staying.map(({ id }) => id),
      canSave: staying.length > 0,
      staying: staying.map(action => ({
        ref: action.ref,
        title: truncate(action.title, TITLE),
        ...saidFace(action, board.ratings),
      })),
      hasMore: all.length > staying.length,
      more: `${count(all.length - staying.length, 'more action')} can follow after these.`,
      hasOthers: others.length > 0,
      others,
    }),
    forms,
  );
}

function saidFace({ last }: AskedAction, ratings: RatingWords): { said: string; words: string } {
  if (!last) return { said: 'Nothing said', words: 'no words given' };
  return {
    said: `${ratingSaid(last.content, ratings)}, ${last.wordsFrom ?? last.period}`,
    words: truncate(last.content.progress ?? last.content.next ?? 'no words given', WORDS),
  };
}

/** The reasons that others do not qualify, each with its refs. */
function whyNot(actions: readonly AskedAction[]): { refs: string; why: string }[] {
  const reasons = new Map<string, string[]>();
  for (const { ref, noChange } of actions) {
    const why = noChange.allowed ? 'somebody has answered meanwhile' : noChange.why;
    reasons.set(why, [...(reasons.get(why) ?? []), plainRef(ref)]);
  }
  return [...reasons].map(([why, refs]) => ({
    why,
    refs: refs.length > REFS ? `${refs.slice(0, REFS).join(', ')} …` : refs.join(', '),
  }));
}
