/** Compliance figures in the words that every card, and the terminal, uses for them. */
import {
  type ComplianceFigures,
  isMet,
  type Met,
  shareOf,
  shareWords,
  targetWords,
} from '../../services/training/compliance.ts';

/** "412 of 440 in date, 94 %", "88 to 100 %, published without denominator", "no staff need it". */
export function figureWords(figures: ComplianceFigures, target: number | null): string {
  const share = shareOf(figures, target);
  if (share === null) return 'not returned';
  const words = unbroken(shareWords(share));
  if (share.kind === 'published') return `${words}, published without denominator`;
  if (share.kind === 'nobody') return words;
  return `${grouped(figures.inDate)} of ${grouped(figures.eligible)} in date, ${words}`;
}

/** "412 of 440 in date, 94 %, target 88 %: met". */
export function figureAndTarget(figures: ComplianceFigures, target: number | null): string {
  return [figureWords(figures, target), targetWords(figures, target)]
    .filter(words => words !== '')
    .join(', ');
}

/** The target and "met" apart, so that the word can stand out: "target 88 %" and "met". */
export function targetFace(figures: ComplianceFigures | null, target: number | null) {
  const met: Met = figures && isMet(figures, target);
  return {
    hasTarget: target !== null,
    target: percentTarget(target),
    isTold: met !== null,
    met: met ? 'met' : 'not met',
    metColour: met ? 'Good' : 'Warning',
  };
}

/** "target 88 %"; empty where the board set none. */
export const percentTarget = (target: number | null): string =>
  target === null ? '' : unbroken(`target ${target} %`);

/** A line may not end between a number and its sign. */
const unbroken = (text: string) => text.replaceAll(' %', '\u00A0%');

const grouped = (number: number | null) => (number ?? 0).toLocaleString('en-GB');
