/** Keeps a card under the size that Teams takes. */
import { CARD_LIMIT, type Card } from './card.ts';

/**
 * The first of the cards built with these budgets (the largest first) that is small enough; else the last.
 * @param isSmall true for the last at once, where Teams found a card too large
 */
export function fitting<Budget>(
  budgets: readonly [Budget, ...Budget[]],
  build: (budget: Budget) => Card,
  isSmall = false,
): Card {
  const [first, ...smaller] = isSmall ? budgets.slice(-1) : budgets;
  let card = build(first as Budget);
  for (const budget of smaller) {
    if (sizeOf(card) < CARD_LIMIT) break;
    card = build(budget);
  }
  return card;
}

/** In bytes, as it goes over the wire. */
export const sizeOf = (card: Card): number => Buffer.byteLength(JSON.stringify(card));
