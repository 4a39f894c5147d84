/** Sets of actions as their card meets them, and every card of them. */
import type { Card } from '../../../cards/card.ts';
import { setsCard } from '../../../cards/sets/sets-card.ts';
import { ratingWords } from '../../../services/returns/ratings.ts';
import type { ListedSet, SetAction } from '../../../services/sets/list-sets.ts';
import { ann } from '../samples.ts';

export const setAction = (given: Partial<SetAction> = {}): SetAction => ({
  ref: '1.1.a',
  title: 'Ask schools how absence is followed up',
  groups: ['QAS'],
  rag: 'amber',
  said: { progress: 'Four of nine have answered.', by: ann, at: '2026-06-16T10:00:00Z' },
  ...given,
});

export const listedSet = (given: Partial<ListedSet> = {}): ListedSet => ({
  key: 'absence-review',
  restricted: false,
  title: 'After the review of absence',
  every: 'every 2 weeks',
  startsOn: '2026-06-01',
  untilOn: null,
  state: 'asking',
  turn: { number: 2, due: '2026-06-26', answered: 1, of: 2 },
  next: '2026-06-29',
  actions: [
    setAction(),
    setAction({ ref: '1.1.b', title: 'Write to governors', rag: 'notReported', said: null }),
  ],
  ...given,
});

const view = { timezone: 'Europe/London', ratings: ratingWords({}) };

export const shownSets = (...sets: ListedSet[]): Card => setsCard(sets, view);

export function setCards(text: string): [string, Card][] {
  const said = { progress: text, by: { ...ann, name: text, agency: text }, at: '2026-06-16T10:00:00Z' };
  const actions = Array.from({ length: 20 }, () => setAction({ title: text, said }));
  const many = Array.from({ length: 20 }, () => listedSet({ title: text, actions }));
  return [
    ['sets', shownSets(listedSet())],
    ['sets, none', shownSets()],
    ['sets, many', shownSets(...many)],
    ['sets, coming', shownSets(listedSet({ state: 'coming', turn: null, untilOn: '2026-12-18' }))],
    ['sets, over', shownSets(listedSet({ state: 'over', turn: null, next: null }))],
  ];
}
