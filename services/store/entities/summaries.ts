/** Executive summaries: a draft shows the present facts; an approved one keeps its own copy. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

export interface SummaryRow {
  id: string;
  boardId: string;
  roundId: string;
  /** 1 for the first paper of a round, then counted up. */
  version: number;
  state: 'draft' | 'approved';
  createdAt: Date;
  approvedAt: Date | null;
  approvedById: string | null;
  /** The facts as approved; null while a draft. */
  facts: unknown;
  /** SHA-256 over the facts with every text replaced by its salted digest, so that an erased text leaves it valid. */
  hash: string | null;
  /** The salt of those digests, and the digests by path, which outlive the texts. */
  salt: string | null;
  digests: unknown;
}

export const summaries = table<SummaryRow>(
  'summaries',
  {
    id: column.id(),
    boardId: column.link('boards'),
    roundId: column.link('rounds'),
    version: column.count(),
    state: column.code(),
    createdAt: column.instant(),
    approvedAt: column.instant({ null: true }),
    approvedById: column.link('people', { null: true }),
    facts: column.json({ null: true }),
    hash: column.code({ null: true }),
    salt: column.code({ null: true }),
    digests: column.json({ null: true }),
  },
  { unique: [['roundId', 'version']] },
);
