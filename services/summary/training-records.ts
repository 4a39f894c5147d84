/** Reads what the training facts of a period are made of. */

import type { View } from '../store/unit-of-work.ts';
import type { RecordsBase } from './records.ts';

export type TrainingRecords = Record<string, never>;

export async function readTrainingRecords(_view: View, _base: RecordsBase): Promise<TrainingRecords> {
  return {};
}
