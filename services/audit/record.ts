/** Writes audit events in the unit of work of what they tell: ids and codes, never words. */
import { auditEvents } from '../store/entities/audit.ts';
import type { Unit } from '../store/unit-of-work.ts';

/** What can be done to a board; the names are stable. */
export type AuditEventName =
  | 'board.imported'
  | 'channel.gone'
  | 'channel.linked'
  | 'channel.unlinked'
  | 'person.identified'
  | 'return.saved'
  | 'return.undone'
  | 'round.actions-changed'
  | 'round.closed'
  | 'round.opened'
  | 'summary.posted'
  | 'team.installed'
  | 'team.removed';

export interface AuditEntry {
  boardId: string;
  at: Date;
  event: AuditEventName;
  personId?: string | null;
  agencyId?: string | null;
  channelRowId?: string | null;
  subject: Record<string, string | number | boolean | null>;
}

/** Inserted unsealed: its place in the hash chain is given later, so that no unit waits for another. */
export async function recordAudit(unit: Unit, entry: AuditEntry): Promise<void> {
  await unit.rows(auditEvents).insert({
    boardId: entry.boardId,
    at: entry.at,
    event: entry.event,
    personId: entry.personId ?? null,
    agencyId: entry.agencyId ?? null,
    channelRowId: entry.channelRowId ?? null,
    subject: entry.subject,
    position: null,
    hash: null,
  });
}
