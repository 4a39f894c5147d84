/** The sets of actions that have a rhythm of their own, for the one who asks, where they ask. */
import type { RatingWords } from '../../services/returns/ask-state.ts';
import type { ListedSet, SetAction } from '../../services/sets/list-sets.ts';
import type { Card } from '../card.ts';
import { fitting } from '../fit.ts';
import { ratingFace } from '../ratings.ts';
import { faceOf } from '../render.ts';
import { count, truncate } from '../words.ts';
import template from './sets-card.json' with { type: 'json' };
import { saidLine, setLine, setTitle } from './words.ts';

export interface SetsView {
  timezone: string;
  ratings: RatingWords;
}

/** So many sets are shown, so many actions of each, and so many characters of what was said. */
interface Most {
  sets: number;
  actions: number;
  said: number;
}

const budgets: readonly [Most, ...Most[]] = [
  { sets: 12, actions: 10, said: 300 },
  { sets: 8, actions: 6, said: 160 },
  { sets: 5, actions: 4, said: 80 },
];
const TITLE = 160;

const face = faceOf(template);

export const setsCard = (sets: readonly ListedSet[], view: SetsView): Card =>
  fitting(budgets, most => face(faceOfSets(sets, view, most)));

function faceOfSets(sets: readonly ListedSet[], view: SetsView, most: Most) {
  const more = sets.length - most.sets;
  return {
    plain: {
      fallback: `${count(sets.length, 'set')} of actions with a rhythm of their own.`,
      heading:
        sets.length === 0
          ? 'No action has a rhythm of its own.'
          : `${count(sets.length, 'set')} of actions with a rhythm of their own`,
    },
    hasNote: more > 0,
    note: `The first ${most.sets} are shown here, and all at the terminal.`,
    sets: sets.slice(0, most.sets).map(set => ({
      title: truncate(setTitle(set), TITLE),
      about: truncate(setLine(set), 300),
      actions: set.actions.slice(0, most.actions).map(action => actionRow(action, view, most)),
      hasMore: set.actions.length > most.actions,
      more: `and ${count(set.actions.length - most.actions, 'action')} more`,
    })),
  };
}

function actionRow(action: SetAction, { timezone, ratings }: SetsView, { said: length }: Most) {
  const { dot, colour, word } = ratingFace(action.rag, ratings);
  const said = saidLine(action, timezone);
  return {
    dot,
    colour,
    word,
    name: `${action.ref}  ${truncate(action.title, TITLE)}`,
    hasSaid: said !== '',
    said: truncate(said, length),
  };
}
