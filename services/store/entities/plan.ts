/** The business plan: priorities → outcomes → actions → the groups that own them. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

export interface PlanRow {
  id: string;
  boardId: string;
  key: string;
  title: string;
  starts: string;
  ends: string;
  /** When a later plan took its place; null for the plan in force. */
  retiredAt: Date | null;
}

export const plans = table<PlanRow>(
  'plans',
  {
    id: column.id(),
    boardId: column.link('boards'),
    key: column.code(),
    title: column.words(),
    starts: column.day(),
    ends: column.day(),
    retiredAt: column.instant({ null: true }),
  },
  { unique: [['boardId', 'key']] },
);

/** When a priority reports, and to which meeting. */
export interface PriorityReport {
  /** `YYYY-MM`. */
  month: string;
  to: string | null;
}

export interface PriorityRow {
  id: string;
  boardId: string;
  planId: string;
  ref: string;
  title: string;
  short: string;
  leadAgencyId: string | null;
  jointWith: string | null;
  reports: PriorityReport[];
  position: number;
  retiredAt: Date | null;
}

export const priorities = table<PriorityRow>(
  'priorities',
  {
    id: column.id(),
    boardId: column.link('boards'),
    planId: column.link('plans'),
    ref: column.code(),
    title: column.words(),
    short: column.words(),
    leadAgencyId: column.link('agencies', { null: true }),
    jointWith: column.words({ null: true }),
    reports: column.json(),
    position: column.count(),
    retiredAt: column.instant({ null: true }),
  },
  { unique: [['planId', 'ref']], index: [['boardId']] },
);

export interface OutcomeRow {
  id: string;
  boardId: string;
  planId: string;
  priorityId: string;
  ref: string;
  title: string;
  measure: string | null;
  position: number;
  retiredAt: Date | null;
}

export const outcomes = table<OutcomeRow>(
  'outcomes',
  {
    id: column.id(),
    boardId: column.link('boards'),
    planId: column.link('plans'),
    priorityId: column.link('priorities'),
    ref: column.code(),
    title: column.words(),
    measure: column.words({ null: true }),
    position: column.count(),
    retiredAt: column.instant({ null: true }),
  },
  { unique: [['planId', 'ref']], index: [['boardId']] },
);

export interface DueChange {
  /** Null where the plan took the date away. */
  day: string | null;
  at: string;
}

export interface ActionRow {
  id: string;
  boardId: string;
  planId: string;
  outcomeId: string;
  ref: string;
  title: string;
  leadPersonId: string | null;
  /** The day the plan says now; a return may revise it. */
  due: string | null;
  /** Every later day that an import gave it, with the instant (ISO 8601) of each; empty while it has its first. */
  dueChanges: DueChange[];
  /** The day the plan said first; never changed. */
  originalDue: string | null;
  /** Where the action comes from: plan, rapid review, LCSPR, Section 11, inspection, audit. */
  source: string;
  /** `OLDPLAN/REF` of the action whose history it goes on with. */
  continues: string | null;
  position: number;
  addedAt: Date;
  retiredAt: Date | null;
}

export const actions = table<ActionRow>(
  'actions',
  {
    id: column.id(),
    boardId: column.link('boards'),
    planId: column.link('plans'),
    outcomeId: column.link('outcomes'),
    ref: column.code(),
    title: column.words(),
    leadPersonId: column.link('people', { null: true }),
    due: column.day({ null: true }),
    dueChanges: column.json(),
    originalDue: column.day({ null: true }),
    source: column.code(),
    continues: column.code({ null: true }),
    position: column.count(),
    addedAt: column.instant(),
    retiredAt: column.instant({ null: true }),
  },
  { unique: [['planId', 'ref']], index: [['boardId']] },
);

export interface ActionOwnerRow {
  id: string;
  boardId: string;
  actionId: string;
  groupId: string;
  /** 0 for the first owner, whose rating counts. */
  position: number;
}

export const actionOwners = table<ActionOwnerRow>(
  'action_owners',
  {
    id: column.id(),
    boardId: column.link('boards'),
    actionId: column.link('actions'),
    groupId: column.link('groups'),
    position: column.count(),
  },
  { unique: [['actionId', 'groupId']], index: [['boardId'], ['groupId']] },
);
