/** Keeps a card under the size that Teams takes. */
import { CARD_LIMIT, type Card } from './card.ts';

/** The first of the cards built with these budgets (the largest first) that is small enough; else the last. */
export function fitting<Budget>(
  budgets: readonly [Budget, ...Budget[]],
  build: (budget: Budget) => Card,
): Card {
  let card = build(budgets[0]);
  for (const budget of budgets.slice(1)) {
    if (JSON.stringify(card).length < CARD_LIMIT) break;
    card = build(budget);
  }
  return card;
}
