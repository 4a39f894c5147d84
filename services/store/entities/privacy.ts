/** What the identifier guard stopped and somebody let through: never the words themselves. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

export interface PassedFindingRow {
  id: string;
  boardId: string;
  /** The return that was saved with it. */
  returnId: string;
  /** The part of the ask that it answers. */
  subjectId: string;
  /** The field that it stands in. */
  field: string;
  /** The kind of finding. */
  kind: string;
  personId: string | null;
  at: Date;
  /** Why it is not about a person, in their words; erasable. */
  reason: string | null;
  /** With the salt, tells the very same words in the very same text again, and nothing else of them. */
  salt: string;
  hash: string;
}

export const passedFindings = table<PassedFindingRow>(
  'passed_findings',
  {
    id: column.id(),
    boardId: column.link('boards'),
    returnId: column.link('returns'),
    subjectId: column.key(),
    field: column.code(),
    kind: column.code(),
    personId: column.link('people', { null: true }),
    at: column.instant(),
    reason: column.words({ null: true }),
    salt: column.code(),
    hash: column.code(),
  },
  { index: [['boardId', 'subjectId'], ['returnId']] },
);
