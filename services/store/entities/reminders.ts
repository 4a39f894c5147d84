/** Reminders of a round: to whom, the how many-th, and whether the group put it off. What they say is made when they are sent. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

/** The channel of a group; its chair and deputy; the people of an agency or of a priority's lead; the manager. */
export type ReminderAudience = 'group' | 'leaders' | 'asked' | 'manager';

export interface ReminderRow {
  id: string;
  boardId: string;
  roundId: string;
  audience: ReminderAudience;
  /** Who is asked, as on an ask; all null for the manager's, which is about the whole round. */
  groupId: string | null;
  agencyId: string | null;
  priorityId: string | null;
  /** The how many-th this is of its round; 0 for the first. */
  stage: number;
  madeAt: Date;
  /** The day on which it comes again; null where nobody put it off. */
  snoozedUntil: string | null;
  snoozedById: string | null;
}

export const reminders = table<ReminderRow>(
  'reminders',
  {
    id: column.id(),
    boardId: column.link('boards'),
    roundId: column.link('rounds'),
    audience: column.code(),
    groupId: column.link('groups', { null: true }),
    agencyId: column.link('agencies', { null: true }),
    priorityId: column.link('priorities', { null: true }),
    stage: column.count(),
    madeAt: column.instant(),
    snoozedUntil: column.day({ null: true }),
    snoozedById: column.link('people', { null: true }),
  },
  { index: [['roundId']] },
);
