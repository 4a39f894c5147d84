import assert from 'node:assert/strict';
import { CARD_LIMIT, type Card } from '../../cards/card.ts';
import { fitting } from '../../cards/fit.ts';
import { pageOf, pageTitle } from '../../cards/paging.ts';

const cardOf = (length: number) =>
  ({ type: 'AdaptiveCard', body: [{ type: 'TextRun', text: 'x'.repeat(length) }] }) as unknown as Card;

describe('A card that may be too large', () => {
  it('is built with the first budget that makes it small enough', () => {
    const tried: number[] = [];
    const card = fitting([CARD_LIMIT, 1000, 10], budget => {
      tried.push(budget);
      return cardOf(budget);
    });
    assert.deepEqual(tried, [CARD_LIMIT, 1000]);
    assert.deepEqual(card, cardOf(1000));
  });

  it('is the smallest there is where none is small enough', () => {
    assert.deepEqual(fitting([CARD_LIMIT + 1, CARD_LIMIT], cardOf), cardOf(CARD_LIMIT));
  });
});

describe('A page of a list', () => {
  const rows = [...'abcdefghijkl'];

  it('says what it shows and what is left', () => {
    assert.deepEqual(pageOf(rows, 1, 5), { page: 1, shown: ['f', 'g', 'h', 'i', 'j'], before: 5, rest: 2 });
    assert.equal(pageTitle('Overdue', pageOf(rows, 0, 5)), 'Overdue (5 of 12)');
    assert.equal(pageTitle('Overdue', pageOf(rows, 2, 5)), 'Overdue (11 to 12 of 12)');
    assert.equal(pageTitle('Overdue', pageOf(rows, 0, 20)), 'Overdue (12)');
  });

  it('is the nearest there is to the one that a client names', () => {
    assert.deepEqual(
      [-3, 1.7, 99, Number.NaN].map(wanted => pageOf(rows, wanted, 5).page),
      [0, 1, 2, 0],
    );
    assert.deepEqual(pageOf([], 4, 5), { page: 0, shown: [], before: 0, rest: 0 });
  });
});
