/** Who did what, when, from where: ids and codes only, never words. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

export interface AuditEventRow {
  id: string;
  boardId: string;
  at: Date;
  /** What was done, as `return.saved`. */
  event: string;
  /** Null for the terminal and for the bot itself. */
  personId: string | null;
  agencyId: string | null;
  channelRowId: string | null;
  /** The ids and codes of what it was done to. */
  subject: Record<string, string | number | boolean | null>;
  /** Its place in the chain, and the hash of it and of the one before; null until sealed. */
  position: number | null;
  hash: string | null;
}

export const auditEvents = table<AuditEventRow>(
  'audit_events',
  {
    id: column.id(),
    boardId: column.link('boards'),
    at: column.instant(),
    event: column.code(),
    personId: column.link('people', { null: true }),
    agencyId: column.link('agencies', { null: true }),
    channelRowId: column.link('channels', { null: true }),
    subject: column.json(),
    position: column.count({ null: true }),
    hash: column.code({ null: true }),
  },
  { index: [['boardId', 'at']] },
);
