/**
 * The doors of a card: how each of its buttons reaches the bot.
 *
 * Templates write every button that asks the bot as `Action.Execute` with `verb` and `data` (ids, codes and numbers,
 * never the record). One that belongs to a form says so in its data: `"form": "opens"` on the button that brings a
 * form up, `"form": "within"` on those of the form itself.
 */
import { type Card, type CardNode, type Forms, isNode } from './card.ts';

/**
 * The card with its buttons as this way of showing forms needs them.
 * - `dialog`: what opens a form becomes a dialog's `task/fetch`, what stands in one arrives as `task/submit`.
 * - `inline`: all are `Action.Execute`.
 *
 * Every `Action.Execute` gets a fallback for clients that do not know it: an `Action.Submit` with the same data and
 * the verb in it.
 */
export function withDoors(card: Card, forms: Forms): Card {
  return walked(card, forms) as Card;
}

function walked(node: unknown, forms: Forms): unknown {
  if (Array.isArray(node)) return node.map(item => walked(item, forms));
  if (typeof node !== 'object' || node === null) return node;
  if (isNode(node) && node.type === 'Action.Execute') return door(node, forms);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, walked(value, forms)]));
}

function door(action: CardNode, forms: Forms): CardNode {
  const { verb, data, type: _, ...look } = action;
  const { form, ...codes } = (data ?? {}) as Record<string, unknown>;
  const submit = { ...look, type: 'Action.Submit', data: { ...codes, verb } };
  if (forms === 'dialog' && form === 'opens') {
    return { ...submit, data: { ...submit.data, msteams: { type: 'task/fetch' } } };
  }
  if (forms === 'dialog' && form === 'within') return submit;
  return { ...look, type: 'Action.Execute', verb, data: codes, fallback: submit };
}
