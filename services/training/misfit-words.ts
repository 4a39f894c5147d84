/** Where figures do not fit, in the figures themselves. */
import type { PeopleCounts } from '../store/entities/training.ts';
import type { Misfit } from './imbalance.ts';
import type { MeasureName } from './measures.ts';

export const measureWords: Record<MeasureName, string> = {
  planned: 'planned',
  held: 'held',
  places: 'places',
  booked: 'booked',
  cancelled: 'bookings cancelled',
  noShows: 'no-shows',
  unbooked: 'came unbooked',
  attended: 'attended',
};

/** What a total's parts are: runs of a course, courses of the programme. */
export type Whole = 'course' | 'programme';

/**
 * "304 attended, but 318 booked − 29 cancelled − 20 no-shows + 25 unbooked make 294."
 * @param counts the figures that the misfit was found in
 * @param whole of what the total is, where parts come to more than it
 */
export function misfitWords(misfit: Misfit, counts: PeopleCounts, whole: Whole = 'programme'): string {
  const [given, expected] = [grouped(misfit.given), grouped(misfit.expected)];
  switch (misfit.kind) {
    case 'attended-not-balanced':
      return `${given} attended, but ${sumWords(counts)} make ${expected}.`;
    case 'held-above-planned':
      return `${given} held is more than the ${expected} planned.`;
    case 'attended-above-places':
      return `${given} attended is more than the ${expected} places.`;
    case 'unbooked-above-attended':
      return `${given} came unbooked is more than the ${expected} who attended.`;
    case 'told-apart-above-attended':
      return `The agencies and sectors come to ${expected}, more than the ${given} who attended.`;
    case 'parts-above-total': {
      const parts = whole === 'course' ? 'runs of the course' : 'courses';
      const total = whole === 'course' ? 'course' : 'programme';
      const what = measureWords[misfit.measure];
      return `The ${parts} come to ${expected} ${what}, more than the ${total}’s total of ${given}.`;
    }
  }
}

function sumWords({ booked, cancelled, noShows, unbooked }: PeopleCounts): string {
  const missed = noShows === 1 ? 'no-show' : 'no-shows';
  return `${grouped(booked ?? 0)} booked − ${grouped(cancelled ?? 0)} cancelled − ${grouped(noShows ?? 0)} ${missed} + ${grouped(unbooked ?? 0)} unbooked`;
}

const grouped = (number: number) => number.toLocaleString('en-GB');
