/** The hash that ties one audit event to the one before: over everything that it says, and its place. */
import { createHash } from 'node:crypto';
import type { AuditEventRow } from '../store/entities/audit.ts';

/** What stands before the first. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 in hex. */
export function hashOf(
  row: Omit<AuditEventRow, 'position' | 'hash'>,
  position: number,
  before: string,
): string {
  const said = [
    before,
    position,
    row.id,
    row.boardId,
    row.at.toISOString(),
    row.event,
    row.personId,
    row.agencyId,
    row.role,
    row.channelRowId,
    row.source,
    // In whatever order a database gives the keys back.
    Object.entries(row.subject).sort(([one], [other]) => (one < other ? -1 : 1)),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
