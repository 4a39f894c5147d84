/** Compiles the training figures of a period. Pure. */
import type { Records } from './records.ts';

export type TrainingFacts = Record<string, never>;

export function trainingFacts(_records: Records): TrainingFacts {
  return {};
}
