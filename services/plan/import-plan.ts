/** The part of an import that says what is to be done: priorities, outcomes, actions and their owners. */

import { CollateError } from '../errors.ts';
import {
  type ActionOwnerRow,
  type ActionRow,
  actionOwners,
  actions,
  type OutcomeRow,
  outcomes,
  type PriorityRow,
  plans,
  priorities,
} from '../store/entities/plan.ts';
import { askActions, rounds } from '../store/entities/rounds.ts';
import { setActions } from '../store/entities/sets.ts';
import type { ActionEntry } from './board-file.ts';
import { putLinks, putRow, retireOthers } from './changes.ts';
import type { ImportScope, WhoIsWho } from './import-people.ts';

export async function importPlan(scope: ImportScope, who: WhoIsWho): Promise<void> {
  const { unit, boardId, file, log, now } = scope;
  const entry = file.plan;
  const existingPlans = await unit.rows(plans).find({ boardId });
  const inForce = existingPlans.find(row => row.retiredAt === null);
  if (inForce && inForce.key !== entry.key) await requireNoOpenRound(scope, inForce.key);
  const fields = { title: entry.title, starts: entry.starts, ends: entry.ends };
  const plan = await putRow(unit, plans, log, {
    what: 'plan',
    name: entry.key,
    existing: existingPlans.find(row => row.key === entry.key),
    fields,
    fresh: { boardId, key: entry.key, ...fields, retiredAt: null },
  });
  await retireOthers(unit, plans, log, {
    what: 'plan',
    existing: existingPlans,
    kept: [plan],
    nameOf: row => row.key,
    now,
  });

  const existing = {
    priorities: await unit.rows(priorities).find({ planId: plan.id }),
    outcomes: await unit.rows(outcomes).find({ planId: plan.id }),
    actions: await unit.rows(actions).find({ planId: plan.id }),
  };
  const kept = { priorities: [] as PriorityRow[], outcomes: [] as OutcomeRow[], actions: [] as ActionRow[] };
  const base = { boardId, planId: plan.id };

  for (const priorityEntry of entry.priorities) {
    const priorityFields = {
      title: priorityEntry.title,
      short: priorityEntry.short ?? priorityEntry.title,
      leadAgencyId: who.agency(priorityEntry.lead)?.id ?? null,
      jointWith: priorityEntry.jointWith ?? null,
      reports: priorityEntry.reports.map(({ month, to }) => ({ month, to: to ?? null })),
      position: kept.priorities.length,
    };
    const priority = await putRow(unit, priorities, log, {
      what: 'priority',
      name: priorityEntry.ref,
      existing: existing.priorities.find(row => row.ref === priorityEntry.ref),
      fields: priorityFields,
      fresh: { ...base, ref: priorityEntry.ref, ...priorityFields, retiredAt: null },
    });
    kept.priorities.push(priority);

    for (const outcomeEntry of priorityEntry.outcomes) {
      const outcomeFields = {
        priorityId: priority.id,
        title: outcomeEntry.title,
        measure: outcomeEntry.measure ?? null,
        position: kept.outcomes.length,
      };
      const outcome = await putRow(unit, outcomes, log, {
        what: 'outcome',
        name: outcomeEntry.ref,
        existing: existing.outcomes.find(row => row.ref === outcomeEntry.ref),
        fields: outcomeFields,
        fresh: { ...base, ref: outcomeEntry.ref, ...outcomeFields, retiredAt: null },
      });
      kept.outcomes.push(outcome);

      for (const actionEntry of outcomeEntry.actions) {
        const before = existing.actions.find(row => row.ref === actionEntry.ref);
        const place = { planId: plan.id, outcomeId: outcome.id, position: kept.actions.length };
        kept.actions.push(await importAction(scope, who, actionEntry, before, place));
      }
    }
  }

  await retireActions(scope, existing.actions, kept.actions);
  await retireOthers(unit, outcomes, log, {
    what: 'outcome',
    existing: existing.outcomes,
    kept: kept.outcomes,
    nameOf: row => row.ref,
    now,
  });
  await retireOthers(unit, priorities, log, {
    what: 'priority',
    existing: existing.priorities,
    kept: kept.priorities,
    nameOf: row => row.ref,
    now,
  });
}

/** An open round asks about the plan in force: half its answers would be about another. */
async function requireNoOpenRound({ unit, boardId, file }: ImportScope, inForce: string): Promise<void> {
  const open = await unit.rows(rounds).first({ boardId, closedAt: null, setId: null });
  if (!open) return;
  throw new CollateError(
    'round_exists',
    `The round ${open.period} is open and asks about the plan ${inForce}. Close it before importing the plan ${file.plan.key}.`,
  );
}

async function importAction(
  { unit, boardId, log, now }: ImportScope,
  who: WhoIsWho,
  entry: ActionEntry,
  before: ActionRow | undefined,
  place: Pick<ActionRow, 'planId' | 'outcomeId' | 'position'>,
): Promise<ActionRow> {
  const due = entry.due ?? null;
  const isNew = before === undefined;
  // The first day an action ever had is the one that a slip is reckoned from.
  const originalDue = before?.originalDue ?? due;
  const moves = !isNew && before.originalDue !== null && before.due !== due;
  const fields = {
    ...place,
    title: entry.title,
    leadPersonId: who.person(entry.lead)?.id ?? null,
    due,
    originalDue,
    dueChanges: moves
      ? [...before.dueChanges, { day: due, at: now.toISOString() }]
      : (before?.dueChanges ?? []),
    source: entry.source,
    continues: entry.continues ?? null,
  };
  const action = await putRow(unit, actions, log, {
    what: 'action',
    name: entry.ref,
    existing: before,
    fields,
    fresh: {
      boardId,
      ref: entry.ref,
      ...fields,
      addedAt: now,
      retiredAt: null,
    },
  });
  const owners = [...new Set(entry.owners.map(name => who.group(name)?.id).filter(id => id !== undefined))];
  const moved = await putLinks<ActionOwnerRow>(unit, actionOwners, {
    existing: await unit.rows(actionOwners).find({ actionId: action.id }),
    wanted: owners.map((groupId, position) => ({ boardId, actionId: action.id, groupId, position })),
    keyOf: row => `${row.groupId} ${row.position}`,
  });
  if (moved && before) log.note('changed', 'action', entry.ref, ['owners']);
  return action;
}

/** An action that was ever asked about is retired and keeps its history; one that was not is taken out. */
async function retireActions(
  { unit, log, now }: ImportScope,
  existing: ActionRow[],
  kept: ActionRow[],
): Promise<void> {
  const keptIds = new Set(kept.map(row => row.id));
  for (const row of existing) {
    if (keptIds.has(row.id) || row.retiredAt !== null) continue;
    if ((await unit.rows(askActions).count({ actionId: row.id })) > 0) {
      await unit.rows(actions).update({ id: row.id }, { retiredAt: now });
      log.note('retired', 'action', row.ref);
    } else {
      await unit.rows(setActions).remove({ actionId: row.id });
      await unit.rows(actionOwners).remove({ actionId: row.id });
      await unit.rows(actions).remove({ id: row.id });
      log.note('removed', 'action', row.ref);
    }
  }
}
