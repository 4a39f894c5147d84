/** Who leads a group, and who manages the board: whom others are told to ask. */
import { memberships, type PersonRow, people, roles } from '../store/entities/board.ts';
import type { View } from '../store/unit-of-work.ts';
import type { Day } from '../time.ts';

/** A group's chair, its deputy, and who stands in on this day. */
export async function leadersOf(
  view: View,
  { boardId, groupId }: { boardId: string; groupId: string },
  today: Day,
): Promise<PersonRow[]> {
  const order: string[] = ['chair', 'deputy', 'stand-in'];
  const leading = await view
    .rows(memberships)
    .find({ boardId, groupId, kind: ['chair', 'deputy', 'stand-in'] });
  const ids = leading
    .filter(({ until }) => until === null || until >= today)
    .sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))
    .map(({ personId }) => personId);
  const found = await view.rows(people).find({ boardId, id: ids, retiredAt: null });
  return [...new Set(ids)].flatMap(id => found.find(person => person.id === id) ?? []);
}

export const managersOf = (view: View, boardId: string): Promise<PersonRow[]> =>
  withRole(view, boardId, 'manager');

export const boardChairsOf = (view: View, boardId: string): Promise<PersonRow[]> =>
  withRole(view, boardId, 'board-chair');

async function withRole(view: View, boardId: string, role: 'manager' | 'board-chair'): Promise<PersonRow[]> {
  const ids = (await view.rows(roles).find({ boardId, role })).map(row => row.personId);
  return view.rows(people).find({ id: ids, retiredAt: null }, { orderBy: { name: 'asc' } });
}
