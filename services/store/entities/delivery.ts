/** The ledger of everything to be posted, what stands in Teams because of it, and who has a form open in it. */
import type { StopCode } from '../../delivery/stops.ts';
import type { DeliveryPurpose, PlaceKind } from '../../ports.ts';
import { column } from '../columns.ts';
import { table } from '../table.ts';

/** `due` → `sending` → `sent`, `retrying` or `stopped`; `superseded` where another row does the same. */
export type DeliveryState = 'due' | 'sending' | 'sent' | 'retrying' | 'stopped' | 'superseded';

export interface DeliveryRow {
  id: string;
  boardId: string;
  purpose: DeliveryPurpose;
  /** What it is about; the purpose says of which table. */
  subjectId: string;
  placeKind: PlaceKind;
  /** A channel's or a person's row id. */
  placeId: string;
  state: DeliveryState;
  attempts: number;
  createdAt: Date;
  /** When it was first to go. */
  dueAt: Date;
  /** When it is to be tried, first or again. */
  nextAt: Date;
  /** When the last attempt began. */
  startedAt: Date | null;
  finishedAt: Date | null;
  /** What became of the last attempt, in words; null before it. */
  lastOutcome: string | null;
  /** Why it is stopped; null unless it is. */
  stopCode: StopCode | null;
  /** Teams' id of what was posted. */
  activityId: string | null;
  /** True where what it shows has changed, or its place was taken, since it was last taken up to be drawn. */
  overtaken: boolean;
}

export const deliveries = table<DeliveryRow>(
  'deliveries',
  {
    id: column.id(),
    boardId: column.link('boards'),
    purpose: column.code(),
    subjectId: column.key(),
    placeKind: column.code(),
    placeId: column.key(),
    state: column.code(),
    attempts: column.count(),
    createdAt: column.instant(),
    dueAt: column.instant(),
    nextAt: column.instant(),
    startedAt: column.instant({ null: true }),
    finishedAt: column.instant({ null: true }),
    lastOutcome: column.words({ null: true }),
    stopCode: column.code({ null: true }),
    activityId: column.key({ null: true }),
    overtaken: column.flag(),
  },
  {
    index: [
      ['state', 'nextAt'],
      ['state', 'purpose', 'nextAt'],
      ['purpose', 'subjectId'],
      ['placeId'],
      ['startedAt'],
    ],
  },
);

export interface MessageRow {
  id: string;
  boardId: string;
  /** The purpose that renders it: `ask`, `links`, `summary`, … */
  purpose: DeliveryPurpose;
  subjectId: string;
  placeKind: PlaceKind;
  placeId: string;
  /** The conversation that holds it: of a channel, the thread. */
  conversationId: string;
  activityId: string;
  postedAt: Date;
  /** When a newer copy took its place, or it was found gone; null while it is refreshed. */
  retiredAt: Date | null;
}

/** A card that stands in Teams. */
export const messages = table<MessageRow>(
  'messages',
  {
    id: column.id(),
    boardId: column.link('boards'),
    purpose: column.code(),
    subjectId: column.key(),
    placeKind: column.code(),
    placeId: column.key(),
    conversationId: column.key(),
    activityId: column.key(),
    postedAt: column.instant(),
    retiredAt: column.instant({ null: true }),
  },
  { unique: [['conversationId', 'activityId']], index: [['purpose', 'subjectId']] },
);

export interface HoldRow {
  id: string;
  boardId: string;
  messageId: string;
  personId: string;
  until: Date;
}

/** Somebody has a form open inside a message: an update of it would wipe what they typed. */
export const holds = table<HoldRow>(
  'holds',
  {
    id: column.id(),
    boardId: column.link('boards'),
    messageId: column.link('messages'),
    personId: column.link('people'),
    until: column.instant(),
  },
  { unique: [['messageId', 'personId']] },
);

export interface LeaseRow {
  /** What is leased, as `dispatcher`. */
  id: string;
  holder: string;
  until: Date;
}

/** One replica at a time does a thing. */
export const leases = table<LeaseRow>('leases', {
  id: column.id(),
  holder: column.code(),
  until: column.instant(),
});
