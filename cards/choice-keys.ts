/** What tells one list of choices from another where a card takes another's place. */
import { createHash } from 'node:crypto';
import { type Card, isNode } from './card.ts';

/**
 * The card with a `key` at every element that holds a list of choices, made of what the list offers.
 *
 * Teams' own renderer keeps the choices of the list that stood at the same place in the card before, unless their keys
 * differ: a notice more above a form, and a course is to be chosen among levels. Other renderers take no notice of it.
 */
export function withChoiceKeys(card: Card): Card {
  const body = card.body.map(element => {
    const lists = listsIn(element);
    return lists.length === 0 ? element : { ...element, key: keyOf(lists) };
  });
  return { ...card, body };
}

/** Ids and choices of the lists in an element, or in what it is made of. */
function listsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(listsIn);
  if (typeof value !== 'object' || value === null) return [];
  if (isNode(value) && value.type === 'Input.ChoiceSet') return [[value['id'], value['choices']]];
  return Object.values(value).flatMap(listsIn);
}

const keyOf = (lists: unknown[]) =>
  createHash('sha256').update(JSON.stringify(lists)).digest('hex').slice(0, 12);
