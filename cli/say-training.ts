/** Training as text for a terminal: the words and the order of the closer look on a card. */
import { scopeWords } from '../cards/status/sentences.ts';
import { aboutLines, emptyWords } from '../cards/status/training-card.ts';
import { isAsked, suppressionNote } from '../cards/status/training-words.ts';
import { instantWords } from '../cards/words.ts';
import type { Facts } from '../services/summary/facts.ts';
import { plainSpaces, sections, trainingLists } from './say-facts.ts';

export function sayTraining(facts: Facts): string {
  const { board, period, asAt, scope, training } = facts;
  const title = `${board.short} · ${period} · Training · as at ${instantWords(asAt, board.timezone)}`;
  const head = [title, scopeWords(scope)];
  if (!isAsked(training)) return sections([head, [emptyWords(facts)]]);
  return plainSpaces(
    sections([
      head,
      aboutLines(facts).map(({ text }) => text),
      ...trainingLists(facts),
      [suppressionNote(training)],
    ]),
  );
}
