/**
 * The column types of both databases, in one place. SQLite knows no timestamptz and no jsonb, PostgreSQL no
 * datetime; `Date` as a column type passes on both and becomes a timestamp without zone, an hour wrong.
 */
import type { EntitySchemaColumnOptions } from 'typeorm';

export type Dialect = 'sqlite' | 'postgres';

/** A column before the dialect is known. */
export interface Column {
  /** The TypeORM options of this column on one database. */
  options(dialect: Dialect): EntitySchemaColumnOptions;
  /** The table whose `id` this column holds, where the database shall hold the link. */
  references?: string;
}

interface Choice {
  /** True where the column may be empty. */
  null?: boolean;
}

const sized = (length: number, { null: nullable = false }: Choice = {}): Column => ({
  options: () => ({ type: 'varchar', length, nullable }),
});

/** The row's own opaque id. */
const id = (): Column => ({ options: () => ({ type: 'varchar', length: 36, primary: true }) });

/** The id of a row of another table. */
const link = (references: string, choice?: Choice): Column => ({ ...sized(36, choice), references });

/** An opaque id of Teams' own, or of a row whose table depends on another column. */
const key = (choice?: Choice): Column => sized(400, choice);

/** A code, a ref, a short name: one line, machine-readable. */
const code = (choice?: Choice): Column => sized(120, choice);

/** Words of people or of the plan, of any length. */
const words = ({ null: nullable = false }: Choice = {}): Column => ({
  options: () => ({ type: 'text', nullable }),
});

/** An instant in UTC; a `Date` in the code. */
const instant = ({ null: nullable = false }: Choice = {}): Column => ({
  options: dialect => ({ type: dialect === 'sqlite' ? 'datetime' : 'timestamptz', nullable }),
});

/** A calendar day in the board's zone, as `YYYY-MM-DD`. */
const day = ({ null: nullable = false }: Choice = {}): Column => ({
  options: () => ({ type: 'date', nullable }),
});

const count = ({ null: nullable = false }: Choice = {}): Column => ({
  options: () => ({ type: 'integer', nullable }),
});

/** A number that may have a part after the point: a percentage, a length in days. */
const figure = ({ null: nullable = false }: Choice = {}): Column => ({
  options: () => ({ type: 'double precision', nullable }),
});

const flag = (): Column => ({ options: () => ({ type: 'boolean' }) });

/** A small document that no query looks into. */
const json = ({ null: nullable = false }: Choice = {}): Column => ({
  options: dialect => ({ type: dialect === 'sqlite' ? 'json' : 'jsonb', nullable }),
});

export const column = { id, link, key, code, words, instant, day, count, figure, flag, json };
