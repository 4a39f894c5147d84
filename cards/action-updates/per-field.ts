/** The fields of an action update as the cards name and bind them. */
import { type UpdateField, updateFields } from '../../services/returns/update-input.ts';

export const fieldNames: Record<UpdateField, string> = {
  rating: 'Rating',
  progress: 'Progress',
  impact: 'Impact',
  next: 'Next',
  blockers: 'Blocker',
  evidence: 'Evidence',
  revisedDue: 'New date',
  revisedReason: 'Why the date moves',
  decisionWhat: 'Decision needed',
  decisionFrom: 'Decision from whom',
  decisionBy: 'Decision by when',
};

/** A value for each field. */
export function perField<Value>(of: (field: UpdateField) => Value): Record<UpdateField, Value> {
  return Object.fromEntries(updateFields.map(field => [field, of(field)])) as Record<UpdateField, Value>;
}
