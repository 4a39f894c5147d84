/** The plan as `collate plan show` prints it. */
import { CollateError } from '../errors.ts';
import { readRestrictions } from '../sets/restrictions.ts';
import { agencies, boards, groups, people } from '../store/entities/board.ts';
import { actionOwners, actions, outcomes, plans, priorities } from '../store/entities/plan.ts';
import type { View } from '../store/unit-of-work.ts';
import type { Day } from '../time.ts';

export interface ShownPlan {
  board: { key: string; name: string; short: string; rebasedYears: number };
  plan: { key: string; title: string; starts: Day; ends: Day };
  priorities: ShownPriority[];
}

interface ShownPriority {
  ref: string;
  title: string;
  lead: string | null;
  outcomes: {
    ref: string;
    title: string;
    measure: string | null;
    actions: ShownAction[];
    /** How many more there are, which only people named may read of. */
    restricted: number;
  }[];
}

interface ShownAction {
  ref: string;
  title: string;
  /** Short names, the first owner first. */
  owners: string[];
  lead: string | null;
  due: Day | null;
  source: string;
  retired: boolean;
}

/** @throws CollateError `board_unknown` where no plan was imported */
export async function readPlan(view: View, boardId: string): Promise<ShownPlan> {
  const { key, name, short, rebasedYears } = await view.rows(boards).get(boardId);
  const plan = await view.rows(plans).first({ boardId, retiredAt: null });
  if (!plan)
    throw new CollateError('board_unknown', 'This board has no plan yet. Run: collate plan import FILE');
  const restrictions = await readRestrictions(view, boardId);
  const inOrder = { orderBy: { position: 'asc' } } as const;
  const actionRows = await view.rows(actions).find({ planId: plan.id }, inOrder);
  const outcomeRows = await view.rows(outcomes).find({ planId: plan.id, retiredAt: null }, inOrder);
  const owners = await view.rows(actionOwners).find({ boardId }, inOrder);
  const shorts = new Map((await view.rows(groups).find({ boardId })).map(row => [row.id, row.short]));
  const names = new Map((await view.rows(people).find({ boardId })).map(row => [row.id, row.name]));
  const agencyNames = new Map((await view.rows(agencies).find({ boardId })).map(row => [row.id, row.name]));
  const shownAction = (row: (typeof actionRows)[number]): ShownAction => ({
    ref: row.ref,
    title: row.title,
    owners: owners.filter(owner => owner.actionId === row.id).map(owner => shorts.get(owner.groupId) ?? ''),
    lead: (row.leadPersonId && names.get(row.leadPersonId)) || null,
    due: row.due,
    source: row.source,
    retired: row.retiredAt !== null,
  });
  return {
    board: { key, name, short, rebasedYears },
    plan: { key: plan.key, title: plan.title, starts: plan.starts, ends: plan.ends },
    priorities: (await view.rows(priorities).find({ planId: plan.id, retiredAt: null }, inOrder)).map(
      priority => ({
        ref: priority.ref,
        title: priority.title,
        lead: (priority.leadAgencyId && agencyNames.get(priority.leadAgencyId)) || null,
        outcomes: outcomeRows
          .filter(outcome => outcome.priorityId === priority.id)
          .map(({ id, ref, title, measure }) => ({
            ref,
            title,
            measure,
            actions: actionRows
              .filter(action => action.outcomeId === id && !restrictions.has(action.id))
              .map(shownAction),
            restricted: actionRows.filter(
              action => action.outcomeId === id && action.retiredAt === null && restrictions.has(action.id),
            ).length,
          })),
      }),
    ),
  };
}
