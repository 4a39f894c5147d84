/** What somebody is on the board, and towards the group, agency or action in question. */
import { boards, groups, memberships, people, roles } from '../store/entities/board.ts';
import { actions } from '../store/entities/plan.ts';
import { channelLinks } from '../store/entities/teams.ts';
import type { View } from '../store/unit-of-work.ts';
import { dayOf } from '../time.ts';
import type { Actor } from './access.ts';
import type { About } from './permissions.ts';
import { agencyPeople } from './recipients.ts';

/**
 * - `manager`, `board-chair`, `scrutineer`: a role of the board file
 * - `executive`: of the executive group, or speaking in its channel
 * - `chair`, `deputy`, `stand-in` (until their last day), `member`: of the group in question, by the board file
 * - `parent`: leads the group that the one in question reports to
 * - `in-channel`: speaks in the group's channel; nothing but the place of the word gives it
 * - `lead`: leads the action in question
 * - `agency`: of the people, or the contact, of the agency in question
 * - `anybody`: everybody whom Teams has named
 */
export const standings = [
  'manager',
  'board-chair',
  'scrutineer',
  'executive',
  'chair',
  'deputy',
  'stand-in',
  'parent',
  'member',
  'in-channel',
  'lead',
  'agency',
  'anybody',
] as const;

export type Standing = (typeof standings)[number];

/** The terminal, which the machine's own accounts guard, stands where the manager stands. */
export async function standingsOf(view: View, actor: Actor, about: About): Promise<Set<Standing>> {
  const { boardId, personId } = actor;
  if (personId === null) return new Set(['manager']);
  const found = new Set<Standing>(['anybody']);
  for (const { role } of await view.rows(roles).find({ boardId, personId })) found.add(role);
  // A scrutineer changes nothing, also where they sit in a group's channel or in a group.
  if (found.has('scrutineer') && !found.has('manager')) return new Set(['scrutineer', 'anybody']);
  const { executiveGroupId, timezone } = await view.rows(boards).get(boardId);
  const today = dayOf(about.now, timezone);
  const own = (await view.rows(memberships).find({ boardId, personId })).filter(
    ({ until }) => until === null || until >= today,
  );
  const speaksIn = (groupId: string) => isChannelOf(view, actor, groupId);
  if (executiveGroupId !== null) {
    const isMember = own.some(({ groupId }) => groupId === executiveGroupId);
    if (isMember || (await speaksIn(executiveGroupId))) found.add('executive');
  }
  const { groupId = null, agencyId = null, priorityId = null, actionId = null } = about;
  if (groupId !== null) {
    for (const membership of own) if (membership.groupId === groupId) found.add(membership.kind);
    const parentId = (await view.rows(groups).first({ id: groupId, boardId }))?.parentId ?? null;
    if (own.some(({ groupId: of, kind }) => of === parentId && kind !== 'member')) found.add('parent');
    if (await speaksIn(groupId)) found.add('in-channel');
  } else if ((agencyId ?? priorityId) !== null) {
    const theirs = await agencyPeople(view, { boardId, agencyId, priorityId });
    if (theirs.some(person => person.id === personId)) found.add('agency');
  }
  if (actionId !== null && (await leads(view, boardId, personId, actionId))) found.add('lead');
  return found;
}

async function isChannelOf(view: View, { boardId, channelRowId }: Actor, groupId: string): Promise<boolean> {
  return (
    channelRowId !== null && (await view.rows(channelLinks).count({ boardId, groupId, channelRowId })) > 0
  );
}

async function leads(view: View, boardId: string, personId: string, actionId: string): Promise<boolean> {
  const isNamed = (await view.rows(actions).count({ id: actionId, boardId, leadPersonId: personId })) > 0;
  return isNamed && (await view.rows(people).count({ id: personId, retiredAt: null })) > 0;
}
