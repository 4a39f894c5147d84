/** Whose answer a manager may type for them; nobody else chooses whose answer it is. */
import { may } from '../services/people/permissions.ts';
import type { PersonLine } from '../services/returns/ask-state.ts';
import { personLines } from '../services/returns/history.ts';
import { people } from '../services/store/entities/board.ts';
import type { BotDeps, Scene } from './deps.ts';

/** The people of the board but the manager's own self; nobody for those who are no manager. */
export function peopleToGiveFor(
  { store, clock }: BotDeps,
  { board, actor, person }: Scene,
): Promise<PersonLine[]> {
  return store.read(async view => {
    if (!(await may(view, actor, 'answer.for-another', { now: clock.now() }))) return [];
    const lines = await personLines(view, board.id);
    const known = await view
      .rows(people)
      .find({ boardId: board.id, retiredAt: null }, { orderBy: { name: 'asc' } });
    return known.flatMap(({ id }) => (id === person.id ? [] : (lines.get(id) ?? [])));
  });
}
