/** Who is asked in a turn of a restricted set: those named for it who lead, own or manage what is asked. */
import { may } from '../people/permissions.ts';
import { type PersonRow, people } from '../store/entities/board.ts';
import { type AskRow, askActions } from '../store/entities/rounds.ts';
import { setPeople } from '../store/entities/sets.ts';
import type { View } from '../store/unit-of-work.ts';

export async function answerersOf(
  view: View,
  { id: askId, boardId, groupId }: AskRow,
  setId: string,
  now: Date,
): Promise<PersonRow[]> {
  const named = await view.rows(setPeople).find({ setId });
  const asked = await view.rows(askActions).find({ askId });
  const found: PersonRow[] = [];
  for (const person of await view
    .rows(people)
    .find({ id: named.map(({ personId }) => personId), retiredAt: null }, { orderBy: { name: 'asc' } })) {
    const actor = { boardId, personId: person.id, channelRowId: null };
    for (const { actionId } of asked) {
      if (!(await may(view, actor, 'restricted.answer', { groupId, actionId, now }))) continue;
      found.push(person);
      break;
    }
  }
  return found;
}
