/** What came back. Append-only: an edit, an undo and "no change" are new versions. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

export interface ReturnRow {
  id: string;
  boardId: string;
  askId: string;
  /** What of the ask it answers: an action's id; the ask's own id where a kind has one answer. */
  subjectId: string;
  /** 1 for the first answer, then counted up. */
  version: number;
  /** Whose answer it is. */
  personId: string;
  /** The agency they answered for, as it was then. */
  agencyId: string | null;
  /** The manager who typed it for them; null where they did so themselves. */
  enteredById: string | null;
  /** The channel it was given in; null for 1:1 chat and the terminal. */
  channelRowId: string | null;
  savedAt: Date;
  /** True when saved after the last day that was given then; false again once the round is given a later one. */
  late: boolean;
  /** True where the person said that nothing has changed since `wordsFromId`. */
  noChange: boolean;
  /** The return whose words a "no change" repeats. */
  wordsFromId: string | null;
  /** The return that this one undoes, by bringing back the words before it. */
  undoesId: string | null;
  /** True where an undo took the only answer back: the subject is unanswered again. */
  withdrawn: boolean;
}

export const returns = table<ReturnRow>(
  'returns',
  {
    id: column.id(),
    boardId: column.link('boards'),
    askId: column.link('asks'),
    subjectId: column.key(),
    version: column.count(),
    personId: column.link('people'),
    agencyId: column.link('agencies', { null: true }),
    enteredById: column.link('people', { null: true }),
    channelRowId: column.link('channels', { null: true }),
    savedAt: column.instant(),
    late: column.flag(),
    noChange: column.flag(),
    wordsFromId: column.key({ null: true }),
    undoesId: column.key({ null: true }),
    withdrawn: column.flag(),
  },
  { unique: [['askId', 'subjectId', 'version']], index: [['boardId', 'savedAt'], ['subjectId']] },
);

/** The ratings, worst first; `notReported` is no rating but the lack of one. */
export type Rating = 'red' | 'amber' | 'green' | 'complete' | 'notStarted';

export interface ActionUpdateRow {
  /** The id of its return. */
  id: string;
  boardId: string;
  actionId: string;
  /** Null from a further owner, who adds words only. */
  rating: Rating | null;
  progress: string | null;
  impact: string | null;
  next: string | null;
  blockers: string | null;
  evidence: string | null;
  revisedDue: string | null;
  revisedReason: string | null;
  decisionWhat: string | null;
  decisionFrom: string | null;
  decisionBy: string | null;
}

/** The content of a return of the kind `action-updates`; the texts are erasable, the rest is not. */
export const actionUpdates = table<ActionUpdateRow>(
  'action_updates',
  {
    id: column.id(),
    boardId: column.link('boards'),
    actionId: column.link('actions'),
    rating: column.code({ null: true }),
    progress: column.words({ null: true }),
    impact: column.words({ null: true }),
    next: column.words({ null: true }),
    blockers: column.words({ null: true }),
    evidence: column.words({ null: true }),
    revisedDue: column.day({ null: true }),
    revisedReason: column.words({ null: true }),
    decisionWhat: column.words({ null: true }),
    decisionFrom: column.words({ null: true }),
    decisionBy: column.day({ null: true }),
  },
  { index: [['actionId']] },
);
