/** Who did what, when, from where: ids and codes only, never words. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

/** Where it was done: in a channel, in a chat with the bot, at the terminal, by opening a link, or by the bot itself. */
export type AuditSource = 'channel' | 'personal' | 'terminal' | 'link' | 'bot';

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
  /** What the person was on the board, as far as it let them do it; null where it was nobody's deed. */
  role: string | null;
  /** Null in what was recorded before sources were. */
  source: AuditSource | null;
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
    role: column.code({ null: true }),
    source: column.code({ null: true }),
  },
  { index: [['boardId', 'at']], unique: [['boardId', 'position']] },
);

export interface ChainHeadRow {
  id: string;
  boardId: string;
  /** How many events are sealed, and the hash of the last: so that a tail that was cut off is missed. */
  length: number;
  hash: string;
  sealedAt: Date;
}

export const chainHeads = table<ChainHeadRow>(
  'chain_heads',
  {
    id: column.id(),
    boardId: column.link('boards'),
    length: column.count(),
    hash: column.code(),
    sealedAt: column.instant(),
  },
  { unique: [['boardId']] },
);
