/** What an answer says, as it is shown to be read: on the form, beside another's, before "no change" is saved. */
import type { ActionUpdate, Answer, RatingWords } from '../../services/returns/ask-state.ts';
import { ratingFace } from '../ratings.ts';
import { dayIn, dayWords, paragraphs, personWords } from '../words.ts';

export interface ToldWords {
  /** The field's name, before its first paragraph. */
  label: string;
  hasLabel: boolean;
  text: string;
}

/** The words of an answer, field by field and paragraph by paragraph, about `max` characters at most. */
export function toldWords(content: ActionUpdate, max: number): ToldWords[] {
  let left = max;
  return fieldsOf(content).flatMap(([label, text]) => {
    const lines = left > 0 ? paragraphs(text, left) : [];
    left -= lines.join('').length;
    return lines.map((line, index) => ({ label, hasLabel: index === 0, text: line }));
  });
}

function fieldsOf(content: ActionUpdate): [string, string][] {
  const fields: [string, string | null][] = [
    ['Progress', content.progress],
    ['Impact', content.impact],
    ['Next', content.next],
    ['Blocker', content.blockers],
    ['Evidence', content.evidence],
    ['New date', dateWords(content)],
    ['Decision needed', decisionWords(content)],
  ];
  return fields.flatMap(([label, text]) => (text ? [[label, text]] : []));
}

function dateWords({ revisedDue, revisedReason }: ActionUpdate): string | null {
  if (!revisedDue) return null;
  return revisedReason ? `${dayWords(revisedDue)}: ${revisedReason}` : dayWords(revisedDue);
}

function decisionWords({ decisionWhat, decisionFrom, decisionBy }: ActionUpdate): string | null {
  if (!decisionWhat) return null;
  const from = decisionFrom ? ` (from ${decisionFrom})` : '';
  return `${decisionWhat}${from}${decisionBy ? `, by ${dayWords(decisionBy)}` : ''}`;
}

/** True where there is something to use again. */
export function hasWords({ progress, impact, next, blockers }: ActionUpdate): boolean {
  return [progress, impact, next, blockers].some(text => text !== null);
}

/** "Green": an old rating is a word, and never a colour. */
export function ratingSaid({ rating }: ActionUpdate, ratings: RatingWords): string {
  return rating ? ratingFace(rating, ratings).word : 'Words only';
}

/** "Dr Rao, ICB · Fri 3 Apr 2026 · no change, words from 2025-26 Q3". */
export function saidBy(answer: Answer, zone: string): string {
  const { by, enteredBy, at, noChange, wordsFrom } = answer;
  return [
    personWords(by),
    ...(enteredBy ? [`entered by ${personWords(enteredBy)}`] : []),
    dayIn(at, zone),
    ...(noChange ? [`no change${wordsFrom ? `, words from ${wordsFrom}` : ''}`] : []),
  ].join(' · ');
}
