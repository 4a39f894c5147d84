/** People named for a restricted set: all of them, and those who are asked in a turn. */
import { may } from '../people/permissions.ts';
import { type PersonRow, people } from '../store/entities/board.ts';
import { type AskRow, askActions } from '../store/entities/rounds.ts';
import { setPeople } from '../store/entities/sets.ts';
import type { View } from '../store/unit-of-work.ts';

export const namedFor = async (view: View, setId: string): Promise<PersonRow[]> => {
  const named = await view.rows(setPeople).find({ setId });
  const ids = named.map(({ personId }) => personId);
  return view.rows(people).find({ id: ids, retiredAt: null }, { orderBy: { name: 'asc' } });
};

/** Those named for it who lead, own or manage what is asked. */
export async function answerersOf(
  view: View,
  { id: askId, boardId, groupId }: AskRow,
  setId: string,
  now: Date,
): Promise<PersonRow[]> {
  const asked = await view.rows(askActions).find({ askId });
  const found: PersonRow[] = [];
  for (const person of await namedFor(view, setId)) {
    const actor = { boardId, personId: person.id, channelRowId: null };
    for (const { actionId } of asked) {
      if (!(await may(view, actor, 'restricted.answer', { groupId, actionId, now }))) continue;
      found.push(person);
      break;
    }
  }
  return found;
}
