/** Who may do what. Services ask here; the bot and the terminal only say who is asking, and from where. */
import { CollateError } from '../errors.ts';
import type { Asked } from '../rounds/owed/owed.ts';
import {
  agencies,
  groups,
  memberships,
  type PersonRow,
  people,
  type Role,
  roles,
} from '../store/entities/board.ts';
import { actions } from '../store/entities/plan.ts';
import { channelLinks } from '../store/entities/teams.ts';
import type { View } from '../store/unit-of-work.ts';
import type { Day } from '../time.ts';
import { agencyPeople, askedAgency } from './recipients.ts';

/** Who is asking, and from where. */
export interface Actor {
  boardId: string;
  /** Null at the terminal, which the machine's own accounts guard. */
  personId: string | null;
  /** The channel it is asked in; null in 1:1 chat and at the terminal. */
  channelRowId: string | null;
}

export const terminal = (boardId: string): Actor => ({ boardId, personId: null, channelRowId: null });

export async function hasRole(view: View, actor: Actor, role: Role): Promise<boolean> {
  if (actor.personId === null) return role === 'manager';
  return (await view.rows(roles).count({ boardId: actor.boardId, personId: actor.personId, role })) > 0;
}

/** @throws CollateError `not_allowed` */
export async function requireManager(view: View, actor: Actor, what: string): Promise<void> {
  if (await hasRole(view, actor, 'manager')) return;
  const managers = await managersOf(view, actor.boardId);
  const names = managers.map(person => person.name).join(' or ');
  throw new CollateError(
    'not_allowed',
    `Only the board's manager can ${what}.${names ? ` Ask ${names}.` : ''}`,
  );
}

/**
 * Who may answer an ask: the manager; for a group its own people, whoever is in its channel, and the lead of the
 * action; for an agency, or a priority's lead agency, that agency's people.
 * @throws CollateError `not_allowed`
 */
export async function requireAnswerer(
  view: View,
  actor: Actor,
  asked: Asked,
  { actionId = null, today }: { actionId?: string | null; today: Day },
): Promise<void> {
  if (await hasRole(view, actor, 'manager')) return;
  const { boardId, personId, channelRowId } = actor;
  const { groupId } = asked;
  if (groupId === null) {
    const own = await agencyPeople(view, { ...asked, boardId });
    if (own.some(person => person.id === personId)) return;
    const agencyId = await askedAgency(view, { ...asked, boardId });
    const { name } = await view.rows(agencies).get(agencyId ?? '');
    throw new CollateError('not_allowed', `Only people of ${name} can answer for it.`);
  }
  if (personId !== null) {
    const own = await view.rows(memberships).find({ boardId, groupId, personId });
    if (own.some(membership => membership.until === null || membership.until >= today)) return;
    if (actionId && (await view.rows(actions).count({ id: actionId, leadPersonId: personId })) > 0) return;
  }
  if (channelRowId !== null && (await view.rows(channelLinks).count({ groupId, channelRowId })) > 0) return;
  const group = await view.rows(groups).get(groupId);
  throw new CollateError(
    'not_allowed',
    `Only members of ${group.name} and the people in its channel can answer for it. Try again in its channel.`,
  );
}

/**
 * Who may hand a group's report in: its chair, deputy or a stand-in of today; for an agency, its people; the manager.
 * @throws CollateError `not_allowed`
 */
export async function requireSubmitter(
  view: View,
  actor: Actor,
  asked: Asked,
  { today }: { today: Day },
): Promise<void> {
  const { boardId, personId } = actor;
  const { groupId } = asked;
  if (groupId === null) return requireAnswerer(view, actor, asked, { today });
  if (await hasRole(view, actor, 'manager')) return;
  const leaders = await leadersOf(view, { boardId, groupId }, today);
  if (leaders.some(person => person.id === personId)) return;
  const group = await view.rows(groups).get(groupId);
  const whom = leaders.map(person => person.name).join(' or ');
  throw new CollateError(
    'not_allowed',
    `Only the chair or deputy of ${group.name} can submit its report.${whom ? ` Ask ${whom}.` : ''}`,
  );
}

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

export async function managersOf(view: View, boardId: string): Promise<PersonRow[]> {
  const ids = (await view.rows(roles).find({ boardId, role: 'manager' })).map(row => row.personId);
  return view.rows(people).find({ id: ids, retiredAt: null }, { orderBy: { name: 'asc' } });
}
