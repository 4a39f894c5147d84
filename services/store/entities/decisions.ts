/** What became of decisions that returns ask for. Append-only: a change and an undo are new versions. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

/** `asked` where an undo took the only note back. */
export type DecisionState = 'asked' | 'on-agenda' | 'agreed' | 'agreed-with-changes' | 'refused' | 'deferred';

export interface DecisionNoteRow {
  id: string;
  boardId: string;
  /** With `actionId`, what it was asked in. */
  askId: string;
  actionId: string;
  /** The return that asked for it, in the words that were decided on. */
  returnId: string;
  /** 1 for the first note of an action in an ask, then counted up. */
  version: number;
  state: DecisionState;
  /** What was decided, in the manager's words. */
  words: string | null;
  /** Who decided, as "Executive Group". */
  decidedBy: string | null;
  /** The day of the meeting. */
  decidedOn: string | null;
  /** Null from the terminal. */
  notedById: string | null;
  notedAt: Date;
  /** The note that this one takes back, by bringing back what stood before it. */
  undoesId: string | null;
}

/** The texts are erasable, the rest is not. */
export const decisionNotes = table<DecisionNoteRow>(
  'decision_notes',
  {
    id: column.id(),
    boardId: column.link('boards'),
    askId: column.link('asks'),
    actionId: column.link('actions'),
    returnId: column.link('returns'),
    version: column.count(),
    state: column.code(),
    words: column.words({ null: true }),
    decidedBy: column.words({ null: true }),
    decidedOn: column.day({ null: true }),
    notedById: column.link('people', { null: true }),
    notedAt: column.instant(),
    undoesId: column.key({ null: true }),
  },
  { unique: [['askId', 'actionId', 'version']], index: [['boardId', 'notedAt']] },
);
