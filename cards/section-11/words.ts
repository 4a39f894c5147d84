/** A Section 11 return in words of ours, days and numbers. */
import type { Section11Content } from '../../services/returns/section-11.ts';
import type { Section11Rating } from '../../services/store/entities/reports.ts';
import { count, dayWords } from '../words.ts';

export const overallWords: Record<Section11Rating, string> = {
  met: 'Met',
  'partly-met': 'Partly met',
  'not-met': 'Not met',
};

/** "4 open actions", "no open action". */
export const openActionWords = (number: number): string =>
  number === 0 ? 'no open action' : count(number, 'open action');

/** "returned Fri 12 Feb 2027 · 4 open actions · next due Thu 1 Feb 2029". */
export function returnedWords({ returnedOn, openActions, nextOn }: Section11Content): string {
  const next = nextOn ? [`next due ${dayWords(nextOn)}`] : [];
  return [`returned ${dayWords(returnedOn)}`, openActionWords(openActions), ...next].join(' · ');
}
