/**
 * "No change" is an answer only where it is honest: something Green or Not started, not yet due, with no decision
 * waiting. Anything else needs words, so that one press cannot turn five greens green again.
 */
import type { Day } from '../time.ts';
import type { AskedAction } from './ask-state.ts';

export function mayStayUnchanged(
  action: Pick<AskedAction, 'due' | 'rates' | 'last'> & { hasOpenDecision: boolean },
  today: Day,
): AskedAction['noChange'] {
  const refuse = (why: string) => ({ allowed: false as const, why });
  const { last } = action;
  if (!last) return refuse('there are no earlier words');
  if (action.rates && last.content.rating !== 'green' && last.content.rating !== 'notStarted') {
    return refuse('only Green and Not started may stay as they are');
  }
  if (action.due !== null && action.due < today) return refuse('its date has passed');
  if (action.hasOpenDecision) return refuse('a decision is asked for');
  return { allowed: true };
}
