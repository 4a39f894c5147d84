/** How the plan stands, for the one who asks and the place where they ask: the whole board, or their part of it. */
import type { Actor } from '../people/access.ts';
import { findGroup } from '../people/groups.ts';
import { may, requireMay } from '../people/permissions.ts';
import { groupsFor, isWithin, reachOf } from '../people/reach.ts';
import type { Clock } from '../ports.ts';
import { type GroupRow, groups } from '../store/entities/board.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import type { Facts } from './facts.ts';
import { readFacts } from './read-facts.ts';
import { onlyGroups, onlyOverdue, onlyPriority } from './scopes.ts';

/** What part of the facts somebody asks for. */
export interface StatusQuestion {
  period: string | null;
  priority: string | null;
  group: string | null;
  overdue: boolean;
  /** True where the closer look at training is asked for. */
  training?: boolean;
  /** True where the whole board is meant, wherever it is asked. */
  all?: boolean;
}

export interface StatusFor {
  facts: Facts;
  /** The short names of the asker's own groups, where they see no more; null otherwise. */
  own: string[] | null;
  /** True where everybody in the channel may read it; false in a chat. */
  isForAll: boolean;
  /** True where it is of the whole board, if only of one priority of it. */
  isWhole: boolean;
}

/**
 * In a group's channel the answer is about its groups, in the executive's about the board. In a chat, and with `all`,
 * it is about the board for who may see that; for others about their own groups.
 * @throws CollateError `not_allowed`, `group_unknown`, `priority_unknown`, `period_invalid`, `round_unknown`
 */
export async function statusFor(
  deps: { store: Store; clock: Clock },
  actor: Actor,
  question: StatusQuestion,
): Promise<StatusFor> {
  const now = deps.clock.now();
  const part = await deps.store.read(view => partFor(view, actor, question, now));
  const facts = await readFacts(deps, actor.boardId, question.period);
  let scoped =
    part.groups === null
      ? facts
      : onlyGroups(
          facts,
          part.groups.map(({ short }) => short),
        );
  if (question.priority !== null) scoped = onlyPriority(scoped, question.priority);
  if (question.overdue) scoped = onlyOverdue(scoped);
  const own = part.isOwn && part.groups ? part.groups.map(({ short }) => short) : null;
  return { facts: scoped, own, isForAll: part.isForAll, isWhole: part.groups === null };
}

interface Part {
  /** Null for the whole board. */
  groups: GroupRow[] | null;
  isOwn: boolean;
  isForAll: boolean;
}

async function partFor(view: View, actor: Actor, question: StatusQuestion, now: Date): Promise<Part> {
  const { boardId } = actor;
  const reach = await reachOf(view, actor);
  const all = await view.rows(groups).find({ boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
  if (question.group !== null) {
    const group = findGroup(all, question.group);
    await requireMay(view, actor, 'group.see', { groupId: group.id, now }, `see how ${group.name} stands`);
    return { groups: [group], isOwn: false, isForAll: isWithin(reach, [group.id]) };
  }
  if (reach !== 'board' && reach.size > 0 && !question.all)
    return { groups: all.filter(({ id }) => reach.has(id)), isOwn: false, isForAll: true };
  const isSeeing = await may(view, actor, 'board.see', { now });
  const own = isSeeing || question.all ? [] : await groupsFor(view, actor, 'group.see', now);
  if (own.length > 0)
    return {
      groups: own,
      isOwn: true,
      isForAll: isWithin(
        reach,
        own.map(({ id }) => id),
      ),
    };
  await requireMay(view, actor, 'board.see', { now });
  return { groups: null, isOwn: false, isForAll: reach === 'board' };
}
