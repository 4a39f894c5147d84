/** The gateway to the rows of one table inside a unit of work: plain rows in, plain rows out. */
import { randomUUID } from 'node:crypto';
import {
  type EntityManager,
  type FindOperator,
  type FindOptionsWhere,
  In,
  IsNull,
  LessThan,
  LessThanOrEqual,
  MoreThan,
  MoreThanOrEqual,
  Not,
} from 'typeorm';
import { CollateError } from '../errors.ts';
import type { Table } from './table.ts';

/** A comparison other than equality, for a `where`. */
export class Condition<Value> {
  readonly operator: FindOperator<Value>;

  constructor(operator: FindOperator<Value>) {
    this.operator = operator;
  }
}

export const lessThan = <Value>(value: Value) => new Condition<Value>(LessThan(value));
export const atMost = <Value>(value: Value) => new Condition<Value>(LessThanOrEqual(value));
export const moreThan = <Value>(value: Value) => new Condition<Value>(MoreThan(value));
export const atLeast = <Value>(value: Value) => new Condition<Value>(MoreThanOrEqual(value));
export const not = <Value>(value: Value) => new Condition<Value>(Not(value) as FindOperator<Value>);
export const notNull = () => new Condition<never>(Not(IsNull()) as FindOperator<never>);

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
}

export interface ReadRows<Row> {
  find(where?: Where<Row>, reading?: Reading<Row>): Promise<Row[]>;
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

export function rowsOf<Row extends { id: string }>(manager: EntityManager, table: Table<Row>): Rows<Row> {
  const repository = manager.getRepository<Row>(table.name);

  const find = (where: Where<Row> = {}, { orderBy, limit, offset }: Reading<Row> = {}) =>
    repository.find({
      where: toOptions(where),
      ...(orderBy ? { order: orderBy as never } : {}),
      ...(limit === undefined ? {} : { take: limit }),
      ...(offset === undefined ? {} : { skip: offset }),
    });

  return {
    find,
    first: async (where, reading) => (await find(where, { ...reading, limit: 1 }))[0] ?? null,
    get: async id => {
      const [row] = await find({ id } as Where<Row>, { limit: 1 });
      if (!row) throw new CollateError('internal', `No row ${id} in ${table.name}.`);
      return row;
    },
    count: where => repository.count({ where: toOptions(where ?? {}) }),
    insert: async row => {
      const complete = { ...row, id: row.id ?? newId() } as Row;
      await manager
        .createQueryBuilder()
        .insert()
        .into(table.name)
        .values(complete)
        .updateEntity(false)
        .execute();
      return complete;
    },
    update: async (where, patch) => {
      const result = await manager
        .createQueryBuilder()
        .update(table.name)
        .set(patch as never)
        .where(toOptions(where))
        .execute();
      return result.affected ?? 0;
    },
    remove: async where => {
      const result = await manager
        .createQueryBuilder()
        .delete()
        .from(table.name)
        .where(toOptions(where))
        .execute();
      return result.affected ?? 0;
    },
  };
}

/** A new opaque id. */
export const newId = (): string => randomUUID();

function toOptions<Row>(where: Where<Row>): FindOptionsWhere<Row> {
  const entries = Object.entries(where).map(([name, value]) => [name, toOperator(value)]);
  return Object.fromEntries(entries);
}

function toOperator(value: unknown): unknown {
  // Left out, a condition that somebody forgot to fill in would match every row.
  if (value === undefined) throw new CollateError('internal', 'A condition has no value.');
  if (value === null) return IsNull();
  if (value instanceof Condition) return value.operator;
  return Array.isArray(value) ? In(value) : value;
}
