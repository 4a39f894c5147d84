/** The card of an ask and the form of one action, shown plainly unless told otherwise. */
import { type AskCardView, askCard } from '../../../cards/action-updates/ask-card.ts';
import { type FormView, formCard } from '../../../cards/action-updates/form-card.ts';
import type { Card } from '../../../cards/card.ts';
import type { AskedAction, AskState } from '../../../services/returns/ask-state.ts';
import { action, answer, askState, NOW } from '../samples.ts';

export const showAsk = (state: AskState = askState(), view: Partial<AskCardView> = {}): Card =>
  askCard(state, { page: 0, onlyFor: null, now: NOW, mentions: [], banner: null, forms: 'inline', ...view });

/** So many actions, of which the last ones are answered. */
export const manyActions = (number: number, answered = 0): AskedAction[] =>
  Array.from({ length: number }, (_, index) =>
    action({ ref: `1.${index + 1}`, answer: index >= number - answered ? answer() : null }),
  );

/** The form of the first action that waits, of the sample ask. */
export function showForm(
  view: Partial<FormView> = {},
  of: AskedAction | undefined = undefined,
  ask: AskState = askState(),
): Card {
  return formCard(ask, of ?? (ask.actions[0] as AskedAction), {
    values: {},
    problems: {},
    notice: null,
    version: 0,
    unfolded: false,
    mayUndo: false,
    forms: 'inline',
    ...view,
  });
}
