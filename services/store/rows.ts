/** The gateway to the rows of one table inside a unit of work: plain rows in, plain rows out. */
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { CollateError } from '../errors.ts';
import type { Session } from './sessions.ts';
import { Condition, type Statement, statementsOn } from './statements.ts';
import type { Table } from './table.ts';

export const lessThan = <Value>(value: Value) => new Condition<Value>('<', value);
export const atMost = <Value>(value: Value) => new Condition<Value>('<=', value);
export const moreThan = <Value>(value: Value) => new Condition<Value>('>', value);
export const atLeast = <Value>(value: Value) => new Condition<Value>('>=', value);
export const not = <Value>(value: Value) => new Condition<Value>('<>', value);
export const noneOf = <Value>(values: readonly Value[]) => new Condition<Value>('NOT IN', values);
export const notNull = () => new Condition<never>('IS NOT NULL');

/** Every given column must match: a value, one of a list, null for "empty", or a condition. */
export type Where<Row> = {
  [Name in keyof Row]?:
    | Row[Name]
    | readonly NonNullable<Row[Name]>[]
    | Condition<Row[Name]>
    | Condition<never>;
};

export interface Reading<Row> {
  orderBy?: { [Name in keyof Row]?: 'asc' | 'desc' };
  limit?: number;
  /** How many to leave out first. */
  offset?: number;
  /** Of the rows that are alike in these columns, only the one with the highest number, as the newest of all versions. */
  highest?: { by: keyof Row & string; of: readonly (keyof Row & string)[] };
}

export interface ReadRows<Row> {
  find(where?: Where<Row>, reading?: Reading<Row>): Promise<Row[]>;
  /** The same of some columns alone, where a whole board's rows are read for a name. */
  pick<Name extends keyof Row & string>(
    columns: readonly Name[],
    where?: Where<Row>,
    reading?: Reading<Row>,
  ): Promise<Pick<Row, Name>[]>;
  first(where: Where<Row>, reading?: Reading<Row>): Promise<Row | null>;
  /** The row of this id; `internal` where there is none, since ids come from other rows. */
  get(id: string): Promise<Row>;
  count(where?: Where<Row>): Promise<number>;
}

export interface Rows<Row> extends ReadRows<Row> {
  /** Inserts one row; its id is made here unless given. */
  insert(row: Omit<Row, 'id'> & { id?: string }): Promise<Row>;
  /** How many rows were changed. */
  update(where: Where<Row>, patch: Partial<Row>): Promise<number>;
  /** How many rows were removed. */
  remove(where: Where<Row>): Promise<number>;
}

/**
 * What a unit of work has read already. In it nobody else's writes are seen, so that the same question has the same
 * answer until the unit itself writes to the table.
 */
export interface Memory {
  /** The names of the tables that were written to. */
  readonly changed: ReadonlySet<string>;
  recall(table: string, question: string): readonly object[] | undefined;
  keep(table: string, question: string, rows: readonly object[]): void;
  forget(table: string): void;
}

/** So many rows are kept at most, since some work reads a whole board. */
const REMEMBERED = 5_000;

export function createMemory(): Memory {
  const tables = new Map<string, Map<string, readonly object[]>>();
  const changed = new Set<string>();
  let left = REMEMBERED;
  return {
    changed,
    recall: (table, question) => tables.get(table)?.get(question),
    keep(table, question, rows) {
      left -= rows.length + 1;
      if (left < 0) return;
      const known = tables.get(table) ?? new Map<string, readonly object[]>();
      tables.set(table, known.set(question, rows));
    },
    forget(table) {
      tables.delete(table);
      changed.add(table);
    },
  };
}

/** What a unit of work runs in. */
export interface Within {
  source: DataSource;
  session: Session;
  memory: Memory;
}

export function rowsOf<Row extends { id: string }>(
  { source, session, memory }: Within,
  table: Table<Row>,
): Rows<Row> {
  const { name } = table;
  const statements = statementsOn<Row>(source, name);
  const run = ({ text, values }: Statement) => session.run(text, values);

  async function ask<Answer extends object>(
    statement: Statement,
    read: (record: Record<string, unknown>) => Answer,
  ): Promise<Answer[]> {
    if (statement.isEmpty) return [];
    const question = `${statement.text} ${JSON.stringify(statement.values)}`;
    const known = memory.recall(name, question);
    if (known) return [...known] as Answer[];
    // Frozen, since others are given the same.
    const answers = (await run(statement)).records.map(record => Object.freeze(read(record)));
    memory.keep(name, question, answers);
    return [...answers];
  }

  const find = (where: Where<Row> = {}, reading: Reading<Row> = {}) =>
    ask(statements.select(where, reading), record => statements.read(record));

  async function change(statement: Statement): Promise<number> {
    // Twice, since what was asked before the change may be answered meanwhile.
    memory.forget(name);
    const { changed } = await run(statement).finally(() => memory.forget(name));
    return changed;
  }

  return {
    find,
    pick: (only, where = {}, reading = {}) =>
      ask(statements.select(where, { ...reading, only }), record => statements.read(record, only)),
    first: async (where, reading) => (await find(where, { ...reading, limit: 1 }))[0] ?? null,
    get: async id => {
      const [row] = await find({ id } as Where<Row>, { limit: 1 });
      if (!row) throw new CollateError('internal', `No row ${id} in ${name}.`);
      return row;
    },
    count: async (where = {}) => {
      const [answer] = await ask(statements.count(where), ({ count }) => ({ count: Number(count) }));
      return answer?.count ?? 0;
    },
    insert: async row => {
      const complete = { ...row, id: row.id ?? newId() } as Row;
      await change(statements.insert(complete));
      return complete;
    },
    update: (where, patch) => change(statements.update(where, patch)),
    remove: where => change(statements.remove(where)),
  };
}

/** A new opaque id. */
export const newId = (): string => randomUUID();
