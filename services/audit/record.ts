/** Writes audit events in the unit of work of what they tell: ids and codes, never words. */
import { type Standing, standingsOf } from '../people/standings.ts';
import { type AuditSource, auditEvents } from '../store/entities/audit.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import type { AuditEventName } from './events.ts';

export type { AuditEventName } from './events.ts';

export interface AuditEntry {
  boardId: string;
  at: Date;
  event: AuditEventName;
  personId?: string | null;
  agencyId?: string | null;
  channelRowId?: string | null;
  /** Whose it was that it was done to, where what the person is there may have let them; else the board's. */
  about?: { groupId?: string | null; agencyId?: string | null; priorityId?: string | null };
  /** Where that is not told by the person and the channel: the terminal is meant by neither. */
  source?: AuditSource;
  subject: Record<string, string | number | boolean | null>;
}

/** Inserted unsealed: its place in the hash chain is given later, so that no unit waits for another. */
export async function recordAudit(unit: Unit, entry: AuditEntry): Promise<void> {
  const { boardId, at, event, personId = null, agencyId = null, channelRowId = null, subject } = entry;
  await unit.rows(auditEvents).insert({
    boardId,
    at,
    event,
    personId,
    agencyId,
    channelRowId,
    role: await roleOf(unit, entry),
    source: entry.source ?? sourceOf(personId, channelRowId),
    subject,
    position: null,
    hash: null,
  });
}

function sourceOf(personId: string | null, channelRowId: string | null): AuditSource {
  if (channelRowId !== null) return 'channel';
  return personId === null ? 'terminal' : 'personal';
}

/** The first of these that somebody is towards what they did: what let them, as far as one thing did. */
const ORDER: readonly Standing[] = [
  'manager',
  'board-chair',
  'chair',
  'deputy',
  'stand-in',
  'member',
  'lead',
  'agency',
  'in-channel',
  'scrutineer',
  'executive',
  'parent',
  'anybody',
];

async function roleOf(view: View, entry: AuditEntry): Promise<Standing | null> {
  const { boardId, personId = null, channelRowId = null, at, about } = entry;
  if (personId === null) return null;
  const held = await standingsOf(view, { boardId, personId, channelRowId }, { ...about, now: at });
  return ORDER.find(standing => held.has(standing)) ?? null;
}
