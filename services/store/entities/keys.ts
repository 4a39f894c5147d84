/** Secrets of the bot's own that all replicas share, made when they are first needed. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

export interface SigningKeyRow {
  id: string;
  /** What is signed with it: `links`, or `marks` for the marks of people who were forgotten. */
  purpose: 'links' | 'marks';
  /** 1 for the first of its purpose, then counted up. */
  number: number;
  /** 256 bits in hex. */
  secret: string;
  madeAt: Date;
  /** When a newer one took its place; null for the one in use. */
  retiredAt: Date | null;
}

export const signingKeys = table<SigningKeyRow>(
  'signing_keys',
  {
    id: column.id(),
    purpose: column.code(),
    number: column.count(),
    secret: column.code(),
    madeAt: column.instant(),
    retiredAt: column.instant({ null: true }),
  },
  { unique: [['purpose', 'number']] },
);
