/** The audit list, newest first, with the names that its ids have now. */
import { CollateError } from '../errors.ts';
import { normaliseName } from '../plan/names.ts';
import { type AuditEventRow, auditEvents } from '../store/entities/audit.ts';
import { agencies, boards, people } from '../store/entities/board.ts';
import { channels } from '../store/entities/teams.ts';
import { atLeast, atMost } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';
import { isDay, startOfDay } from '../time.ts';
import { auditWords, sayEvent } from './events.ts';

export interface AuditQuestion {
  /** A day in the board's zone, from its beginning. */
  since?: string | null;
  /** Whose events, by mail address or id of the board file. */
  person?: string | null;
  /** The name of an event, or what it begins with, as `return`. */
  event?: string | null;
  /** Only what was done no later, so that pages stay while the list grows; not together with `since`. */
  until?: Date | null;
  /** How many at most, and how many newer ones are left out. */
  limit: number;
  skip?: number;
}

export interface AuditLine {
  id: string;
  /** Null until it is sealed. */
  position: number | null;
  /** ISO 8601 in UTC. */
  at: string;
  event: string;
  what: string;
  person: string | null;
  agency: string | null;
  role: string | null;
  source: AuditEventRow['source'];
  channel: string | null;
  subject: AuditEventRow['subject'];
}

export interface AuditList {
  lines: AuditLine[];
  /** How many fit altogether. */
  all: number;
  timezone: string;
}

/** @throws CollateError `input_invalid`, `person_unknown` */
export async function listAudit(view: View, boardId: string, question: AuditQuestion): Promise<AuditList> {
  const { timezone } = await view.rows(boards).get(boardId);
  const { since = null, person = null, event = null, until = null, limit, skip = 0 } = question;
  const where = {
    boardId,
    ...(since === null ? {} : { at: atLeast(startOf(since, timezone)) }),
    ...(until === null ? {} : { at: atMost(until) }),
    ...(person === null ? {} : { personId: await personIds(view, boardId, person) }),
    ...(event === null ? {} : { event: eventsNamed(event) }),
  };
  const rows = await view
    .rows(auditEvents)
    .find(where, { orderBy: { at: 'desc', id: 'desc' }, limit: limit + skip });
  const nameOf = await readNames(view, boardId);
  return { lines: rows.slice(skip).map(nameOf), all: await view.rows(auditEvents).count(where), timezone };
}

function startOf(day: string, zone: string): Date {
  if (isDay(day)) return startOfDay(day, zone);
  throw new CollateError('input_invalid', `“${day.slice(0, 40)}” is not a day: write it as 2026-07-10.`);
}

/** People who have left too: their deeds stay. */
async function personIds(view: View, boardId: string, text: string): Promise<string[]> {
  const wanted = normaliseName(text);
  const found = (await view.rows(people).find({ boardId })).filter(row =>
    [row.key, row.email, row.name, row.id].some(name => name !== null && normaliseName(name) === wanted),
  );
  if (found.length > 0) return found.map(row => row.id);
  throw new CollateError('person_unknown', `Nobody here is called “${text.slice(0, 80)}”.`);
}

function eventsNamed(text: string): string[] {
  const known = Object.keys(auditWords).filter(name => name === text || name.startsWith(`${text}.`));
  if (known.length > 0) return known;
  throw new CollateError(
    'input_invalid',
    `There is no event “${text.slice(0, 40)}”. There is: ${Object.keys(auditWords).join(', ')}.`,
  );
}

async function readNames(view: View, boardId: string): Promise<(row: AuditEventRow) => AuditLine> {
  const named = (rows: { id: string; name: string }[]) => new Map(rows.map(row => [row.id, row.name]));
  const who = await view.rows(people).find({ boardId });
  const personNames = named(who);
  const agencyNames = named(await view.rows(agencies).find({ boardId }));
  const channelNames = named(await view.rows(channels).find({ boardId }));
  const agencyOf = new Map(who.map(row => [row.id, row.agencyId]));
  return ({ id, position, at, event, personId, agencyId, role, source, channelRowId, subject }) => ({
    id,
    position,
    at: at.toISOString(),
    event,
    what: sayEvent(event),
    person: personNames.get(personId ?? '') ?? null,
    agency: agencyNames.get(agencyId ?? agencyOf.get(personId ?? '') ?? '') ?? null,
    role,
    source,
    channel: channelNames.get(channelRowId ?? '') ?? null,
    subject,
  });
}

/** The codes of a subject that say something to a person: its ids do not. */
export const codesOf = ({ subject }: Pick<AuditLine, 'subject'>): string[] =>
  Object.entries(subject)
    .filter(([, value]) => value !== null && !/^[0-9a-f-]{36}$|^[0-9a-f]{64}$/.test(String(value)))
    .map(([name, value]) => `${name} ${value}`);
