/** What happens by the clock: which slots of which schedule were done, which were not, and how far was looked. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

export interface SlotRow {
  id: string;
  boardId: string;
  /** The name in the registry of services/schedule. */
  schedule: string;
  /** What tells the slot from all others of its schedule. */
  key: string;
  /** When it was to happen. */
  at: Date;
  /** What it was, in words of ours: periods and days, no names. */
  about: string;
  state: 'done' | 'skipped';
  /** Why it was not done: a code of services/schedule/reasons.ts; null where it was. */
  reason: string | null;
  doneAt: Date;
}

/** A slot is settled once: the key lets only one replica do it. */
export const slots = table<SlotRow>(
  'slots',
  {
    id: column.id(),
    boardId: column.link('boards'),
    schedule: column.code(),
    key: column.key(),
    at: column.instant(),
    about: column.words(),
    state: column.code(),
    reason: column.code({ null: true }),
    doneAt: column.instant(),
  },
  { unique: [['boardId', 'schedule', 'key']], index: [['boardId', 'doneAt']] },
);

export interface ScheduleMarkRow {
  id: string;
  boardId: string;
  schedule: string;
  /** Every slot up to here is settled. */
  until: Date;
}

/** How far a schedule was looked through; what lay before the first look never happens. */
export const scheduleMarks = table<ScheduleMarkRow>(
  'schedule_marks',
  {
    id: column.id(),
    boardId: column.link('boards'),
    schedule: column.code(),
    until: column.instant(),
  },
  { unique: [['boardId', 'schedule']] },
);
