/** Figures in words, the same on every face. */
import type { Shown } from '../services/summary/training-shape.ts';

/** Stands for a figure that is left out. */
export const NOT_SHOWN = 'not shown';

/** "1,204", or that it is left out, or not known. */
export function shownWords(value: Shown): string {
  if (value === null) return 'not known';
  return value === 'suppressed' ? NOT_SHOWN : value.toLocaleString('en-GB');
}

/** A line may not end between a number and its sign. */
export const percentWords = (percent: Shown): string =>
  typeof percent === 'number' ? `${percent}\u00A0%` : shownWords(percent);

/** "29 of 37 runs held", "1 run planned"; empty where neither is known. */
export function heldWords({ planned, held }: { planned: Shown; held: Shown }): string {
  if (held !== null && planned !== null) return `${shownWords(held)} of ${shownWords(planned)} runs held`;
  if (held !== null) return `${shownWords(held)} ${held === 1 ? 'run' : 'runs'} held`;
  return planned === null ? '' : `${shownWords(planned)} ${planned === 1 ? 'run' : 'runs'} planned`;
}
