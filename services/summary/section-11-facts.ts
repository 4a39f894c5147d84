/** Which agencies returned their Section 11 audit, and how they rate themselves. */

import type { View } from '../store/unit-of-work.ts';
import type { Records, RecordsBase } from './records.ts';

export type Section11Records = Record<string, never>;

export type Section11Facts = Record<string, never>;

export async function readSection11Records(_view: View, _base: RecordsBase): Promise<Section11Records> {
  return {};
}

export function section11Facts(_records: Records): Section11Facts[] {
  return [];
}
