/** What somebody is on the board, and towards the group, agency or action in question. */

import { mayRead, readRestrictions } from '../sets/restrictions.ts';
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
 * - `named`: among those to whom the action in question is restricted, in their 1:1 chat
 * - `named-owner`: of these, who leads it, is of the group in question, or manages the board
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
  'named',
  'named-owner',
  'anybody',
] as const;

export type Standing = (typeof standings)[number];

/** The terminal, which the machine's own accounts guard, stands where the manager stands. */
export async function standingsOf(view: View, actor: Actor, about: About): Promise<Set<Standing>> {
  const found = new Set<Standing>();
  for await (const standing of standingsIn(view, actor, about)) found.add(standing);
  return found;
}

/** True where one of these is among them; looks no further than it must. */
export async function standsAs(
  view: View,
  actor: Actor,
  about: About,
  enough: readonly Standing[],
): Promise<boolean> {
  for await (const standing of standingsIn(view, actor, about)) if (enough.includes(standing)) return true;
  return false;
}

/** One after the other, what most people are by first. */
async function* standingsIn(view: View, actor: Actor, about: About): AsyncGenerator<Standing> {
  const { boardId, personId } = actor;
  if (personId === null) {
    yield 'manager';
    return;
  }
  yield 'anybody';
  const held = (await view.rows(roles).find({ boardId, personId })).map(({ role }) => role);
  const isNamed = await isNamedFor(view, actor, about);
  if (isNamed) yield 'named';
  // A scrutineer changes nothing, also where they sit in a group's channel or in a group.
  if (held.includes('scrutineer') && !held.includes('manager')) {
    yield 'scrutineer';
    return;
  }
  yield* held;
  const { groupId = null, agencyId = null, priorityId = null, actionId = null } = about;
  const speaksFor = await groupsOf(view, actor);
  if (groupId !== null && speaksFor.has(groupId)) yield 'in-channel';
  const { executiveGroupId, timezone } = await view.rows(boards).get(boardId);
  const today = dayOf(about.now, timezone);
  const own = (await view.rows(memberships).find({ boardId, personId })).filter(
    ({ until }) => until === null || until >= today,
  );
  if (groupId !== null) {
    for (const membership of own) if (membership.groupId === groupId) yield membership.kind;
  }
  const isMember = own.some(membership => membership.groupId === executiveGroupId);
  if (executiveGroupId !== null && (isMember || speaksFor.has(executiveGroupId))) yield 'executive';
  if (groupId !== null) {
    const group = await view.rows(groups).first({ id: groupId });
    const parentId = group?.boardId === boardId ? group.parentId : null;
    if (parentId !== null && own.some(({ groupId: of, kind }) => of === parentId && kind !== 'member'))
      yield 'parent';
  } else if ((agencyId ?? priorityId) !== null) {
    const theirs = await agencyPeople(view, { boardId, agencyId, priorityId });
    if (theirs.some(person => person.id === personId)) yield 'agency';
  }
  const isLead = actionId !== null && (await leads(view, boardId, personId, actionId));
  if (isLead) yield 'lead';
  const isOfGroup = groupId !== null && own.some(membership => membership.groupId === groupId);
  // Who is named for a restricted action answers it where it is theirs to answer.
  if (isNamed && (isLead || isOfGroup || held.includes('manager'))) yield 'named-owner';
}

async function isNamedFor(view: View, actor: Actor, { actionId = null }: About): Promise<boolean> {
  if (actionId === null) return false;
  const restrictions = await readRestrictions(view, actor.boardId);
  return restrictions.has(actionId) && mayRead(restrictions, actor, actionId);
}

/** The groups in whose channel it is said. */
async function groupsOf(view: View, { boardId, channelRowId }: Actor): Promise<Set<string>> {
  if (channelRowId === null) return new Set();
  const links = await view.rows(channelLinks).find({ boardId, channelRowId });
  return new Set(links.map(({ groupId }) => groupId));
}

async function leads(view: View, boardId: string, personId: string, actionId: string): Promise<boolean> {
  const action = await view.rows(actions).first({ id: actionId });
  if (action?.boardId !== boardId || action.leadPersonId !== personId) return false;
  return (await view.rows(people).first({ id: personId }))?.retiredAt === null;
}
