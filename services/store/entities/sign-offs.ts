/** What a group's chair did with its returns of a round. Append-only: a change of mind is a new step. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

/** `undone` takes the step before it back. */
export type SignOffStep = 'signed' | 'sent-back' | 'undone';

/** As what somebody signs; kept with the step, since a group's chair changes. */
export type SignerCapacity = 'chair' | 'deputy' | 'stand-in' | 'board-chair';

export interface SignOffRow {
  id: string;
  boardId: string;
  roundId: string;
  groupId: string;
  /** 1 for the first step of a group in a round, then counted up. */
  position: number;
  step: SignOffStep;
  personId: string;
  /** The agency they were of, as it was then. */
  agencyId: string | null;
  capacity: SignerCapacity;
  /** The channel it was done in; null for 1:1 chat. */
  channelRowId: string | null;
  at: Date;
  /** What is to be mended, where it was sent back. */
  comment: string | null;
  /** The step that this one takes back. */
  undoesId: string | null;
}

export const signOffs = table<SignOffRow>(
  'sign_offs',
  {
    id: column.id(),
    boardId: column.link('boards'),
    roundId: column.link('rounds'),
    groupId: column.link('groups'),
    position: column.count(),
    step: column.code(),
    personId: column.link('people'),
    agencyId: column.link('agencies', { null: true }),
    capacity: column.code(),
    channelRowId: column.link('channels', { null: true }),
    at: column.instant(),
    comment: column.words({ null: true }),
    undoesId: column.key({ null: true }),
  },
  { unique: [['roundId', 'groupId', 'position']] },
);

export interface SignOffReturnRow {
  id: string;
  boardId: string;
  signOffId: string;
  returnId: string;
}

/** The versions that lay before who signed or sent back; a later one is not among them. */
export const signOffReturns = table<SignOffReturnRow>(
  'sign_off_returns',
  {
    id: column.id(),
    boardId: column.link('boards'),
    signOffId: column.link('sign_offs'),
    returnId: column.link('returns'),
  },
  { unique: [['signOffId', 'returnId']] },
);
