/** A value for each field of an action update, as the form's template binds them. */
import { type UpdateField, updateFields } from '../../services/returns/update-input.ts';

export function perField<Value>(of: (field: UpdateField) => Value): Record<UpdateField, Value> {
  return Object.fromEntries(updateFields.map(field => [field, of(field)])) as Record<UpdateField, Value>;
}
