/** What parts of a group's returns are called in a line: an action by its ref, an outcome's measure, else the kind. */
import { isKind, kinds } from '../returns/kinds.ts';
import { actions, outcomes } from '../store/entities/plan.ts';
import type { View } from '../store/unit-of-work.ts';
import type { Part, Stand } from './stand.ts';

/** "1.1.a", "measure 1.1", "training figures", each once and in order. */
export async function labelsOf(view: View, stand: Stand, parts: readonly Part[]): Promise<string[]> {
  if (parts.length === 0) return [];
  const ids = parts.map(({ subjectId }) => subjectId);
  const refs = new Map([
    ...(await view.rows(actions).find({ id: ids })).map(({ id, ref }) => [id, ref] as const),
    ...(await view.rows(outcomes).find({ id: ids })).map(({ id, ref }) => [id, `measure ${ref}`] as const),
  ]);
  const labels = parts.map(({ askId, subjectId }) => {
    const kind = stand.asks.find(({ ask }) => ask.id === askId)?.ask.kind ?? '';
    return refs.get(subjectId) ?? (isKind(kind) ? kinds[kind].title.toLowerCase() : '');
  });
  return [...new Set(labels)].sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}
