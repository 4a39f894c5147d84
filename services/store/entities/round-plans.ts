/** What the manager changed of the coming rounds: other days, and groups left out of one. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

export interface RoundPlanRow {
  id: string;
  boardId: string;
  period: string;
  /** Null where the day is the one that the board file's rules give. */
  opens: string | null;
  due: string | null;
  changedAt: Date;
  changedById: string | null;
}

export const roundPlans = table<RoundPlanRow>(
  'round_plans',
  {
    id: column.id(),
    boardId: column.link('boards'),
    period: column.code(),
    opens: column.day({ null: true }),
    due: column.day({ null: true }),
    changedAt: column.instant(),
    changedById: column.link('people', { null: true }),
  },
  { unique: [['boardId', 'period']] },
);

export interface LeftOutRow {
  id: string;
  boardId: string;
  period: string;
  groupId: string;
  /** In the manager's words; the summary tells it. */
  reason: string;
  at: Date;
  byId: string | null;
}

export const leftOut = table<LeftOutRow>(
  'left_out',
  {
    id: column.id(),
    boardId: column.link('boards'),
    period: column.code(),
    groupId: column.link('groups'),
    reason: column.words(),
    at: column.instant(),
    byId: column.link('people', { null: true }),
  },
  { unique: [['boardId', 'period', 'groupId']] },
);
