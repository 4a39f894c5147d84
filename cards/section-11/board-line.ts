/** Where the agencies' Section 11 returns stand, in a line for the status, the summary and the terminal. */
import type { Facts } from '../../services/summary/facts.ts';
import { listed, truncate } from '../words.ts';
import { openActionWords, overallWords } from './words.ts';

const NAME = 80;
const LINE = 400;

/** "Section 11: 6 of 8 agencies returned; not in: Fire and ICB."; empty where no agency is asked. */
export function section11Line({ section11 }: Pick<Facts, 'section11'>): string {
  if (section11.length === 0) return '';
  const missing = section11.filter(({ returned }) => !returned).map(({ agency }) => truncate(agency, NAME));
  const all = section11.length;
  const agencies = all === 1 ? 'agency' : 'agencies';
  const rest = missing.length > 0 ? `; not in: ${listed(missing)}` : '';
  return truncate(`Section 11: ${all - missing.length} of ${all} ${agencies} returned${rest}.`, LINE);
}

/** "3 met, 2 partly met, 1 not met · 14 open actions": of those returned; empty where none is. */
export function section11Detail({ section11 }: Pick<Facts, 'section11'>): string {
  const isIn = section11.filter(({ returned }) => returned);
  if (isIn.length === 0) return '';
  const counts = (['met', 'partly-met', 'not-met'] as const)
    .map(rating => ({ rating, number: isIn.filter(({ overall }) => overall === rating).length }))
    .filter(({ number }) => number > 0)
    .map(({ rating, number }) => `${number} ${overallWords[rating].toLowerCase()}`);
  const open = isIn.reduce((sum, { openActions }) => sum + (openActions ?? 0), 0);
  return `${counts.join(', ')} · ${openActionWords(open)}`;
}

/** The fields of a card's view that its block shows. */
export function section11Block(facts: Pick<Facts, 'section11'>) {
  const line = section11Line(facts);
  const detail = section11Detail(facts);
  return {
    hasSection11: line !== '',
    section11: line,
    hasSection11Detail: detail !== '',
    section11Detail: detail,
  };
}
