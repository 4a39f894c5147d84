/**
 * The statements that rows.ts runs: one table each, with TypeORM's drivers for names, placeholders and the form of
 * values. TypeORM's query builder makes the same of them in several times the time, and an answer is some forty.
 */
import type { DataSource, EntityMetadata } from 'typeorm';
import { CollateError } from '../errors.ts';

type Operator = '<' | '<=' | '>' | '>=' | '<>' | 'NOT IN' | 'IS NOT NULL';

/** A comparison other than equality, for a `where`. */
export class Condition<Value> {
  readonly operator: Operator;
  readonly value: Value | readonly Value[] | undefined;

  constructor(operator: Operator, value?: Value | readonly Value[]) {
    this.operator = operator;
    this.value = value;
  }
}

type ColumnMetadata = EntityMetadata['columns'][number];

export interface Statement {
  text: string;
  values: unknown[];
  /** True where no row can be what is wanted: one of none. */
  isEmpty?: boolean;
}

export interface Selection {
  orderBy?: Record<string, 'asc' | 'desc' | undefined> | undefined;
  limit?: number | undefined;
  offset?: number | undefined;
  highest?: { by: string; of: readonly string[] } | undefined;
  /** The properties that are wanted; all unless given. */
  only?: readonly string[] | undefined;
}

/** The statements on one table of one database. */
export interface Statements<Row> {
  select(where: object, selection: Selection): Statement;
  count(where: object): Statement;
  insert(row: Row): Statement;
  update(where: object, patch: object): Statement;
  remove(where: object): Statement;
  /** A row as the database gives it, in the form that the code has; of it only these properties where they are given. */
  read(record: Record<string, unknown>, only?: readonly string[]): Row;
}

const wantsNone = (where: object) =>
  Object.values(where).some(wanted => Array.isArray(wanted) && wanted.length === 0);

const known = new WeakMap<DataSource, Map<string, Statements<object>>>();

/** The statements on a table, made once for each database. */
export function statementsOn<Row extends object>(source: DataSource, name: string): Statements<Row> {
  const ofSource = known.get(source) ?? new Map<string, Statements<object>>();
  known.set(source, ofSource);
  const made = (ofSource.get(name) ?? makeStatements(source, name)) as Statements<Row>;
  ofSource.set(name, made as Statements<object>);
  return made;
}

function makeStatements<Row extends object>(source: DataSource, name: string): Statements<Row> {
  const { columns, indices, tableName } = source.getMetadata(name);
  const { driver } = source;
  const isPostgres = source.options.type === 'postgres';
  const table = driver.escape(tableName);
  const byName = new Map(columns.map(column => [column.propertyName, column]));
  const all = columns.map(({ databaseName }) => driver.escape(databaseName)).join(', ');

  function columnOf(property: string): ColumnMetadata {
    const column = byName.get(property);
    if (!column) throw new CollateError('internal', `${name} has no ${property}.`);
    return column;
  }

  const nameOf = (property: string) => driver.escape(columnOf(property).databaseName);

  /** Adds a value and gives its placeholder. */
  function bind(values: unknown[], column: ColumnMetadata, value: unknown): string {
    values.push(driver.preparePersistentValue(value, column));
    return driver.createParameter(column.propertyName, values.length - 1);
  }

  /** A list as one value, so that the text is the same however long the list. */
  function many(values: unknown[], column: ColumnMetadata, items: readonly unknown[]): string {
    const list = items.map(item => driver.preparePersistentValue(item, column) as unknown);
    values.push(isPostgres ? list : JSON.stringify(list));
    const place = driver.createParameter(column.propertyName, values.length - 1);
    return isPostgres ? place : `(SELECT value FROM json_each(${place}))`;
  }

  function condition(property: string, wanted: unknown, values: unknown[]): string {
    const column = columnOf(property);
    const left = `${table}.${driver.escape(column.databaseName)}`;
    const one = (value: unknown) => bind(values, column, value);
    // Left out, a condition that somebody forgot to fill in would match every row.
    if (wanted === undefined) throw new CollateError('internal', 'A condition has no value.');
    if (wanted === null) return `${left} IS NULL`;
    if (Array.isArray(wanted)) {
      if (wanted.length === 0) return '1 = 0';
      return isPostgres
        ? `${left} = ANY(${many(values, column, wanted)})`
        : `${left} IN ${many(values, column, wanted)}`;
    }
    if (!(wanted instanceof Condition)) return `${left} = ${one(wanted)}`;
    const { operator, value } = wanted;
    if (operator === 'IS NOT NULL') return `${left} IS NOT NULL`;
    if (!Array.isArray(value)) return `${left} ${operator} ${one(value)}`;
    return isPostgres
      ? `${left} <> ALL(${many(values, column, value)})`
      : `${left} NOT IN ${many(values, column, value)}`;
  }

  /**
   * A row that is named by its id is looked up by that alone: as conditions on columns with an index the others could be
   * taken for the better way, while the database does not know yet how many rows have come.
   */
  function conditions(where: object, values: unknown[]): string[] {
    const isNamed = typeof (where as { id?: unknown }).id === 'string';
    return Object.entries(where).map(([property, wanted]) => {
      const wants = condition(property, wanted, values);
      return isNamed && property !== 'id' ? `(${wants}) IS TRUE` : wants;
    });
  }

  const whereAll = (parts: readonly string[]) => (parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`);

  /**
   * Of the rows wanted that are alike, the highest: found once for all, since there may be hundreds of versions, and
   * then by its key.
   */
  function areHighest(
    { by, of }: NonNullable<Selection['highest']>,
    where: object,
    values: unknown[],
  ): string {
    const key = [...of, by].map(columnOf);
    const isUnique = indices.some(
      index =>
        index.isUnique &&
        key.length === index.columns.length &&
        key.every(column => index.columns.includes(column)),
    );
    if (!isUnique) throw new CollateError('internal', `${name} may have several rows of one ${by}.`);
    const alike = of.map(nameOf).join(', ');
    const wanted = `FROM ${table}${whereAll(conditions(where, values))} GROUP BY ${alike}`;
    return `(${alike}, ${nameOf(by)}) IN (SELECT ${alike}, MAX(${nameOf(by)}) ${wanted})`;
  }

  return {
    select(where, { orderBy = {}, limit, offset, highest, only }) {
      const values: unknown[] = [];
      const parts = highest ? [areHighest(highest, where, values)] : conditions(where, values);
      const order = Object.entries(orderBy).map(
        ([property, way]) => `${nameOf(property)} ${way === 'desc' ? 'DESC' : 'ASC'}`,
      );
      const number = (value: number) => {
        values.push(value);
        return driver.createParameter('', values.length - 1);
      };
      const text = [
        `SELECT ${only ? only.map(nameOf).join(', ') : all} FROM ${table}${whereAll(parts)}`,
        ...(order.length > 0 ? [`ORDER BY ${order.join(', ')}`] : []),
        ...(limit === undefined ? [] : [`LIMIT ${number(limit)}`]),
        ...(offset === undefined ? [] : [`OFFSET ${number(offset)}`]),
      ];
      return { text: text.join(' '), values, isEmpty: wantsNone(where) };
    },
    count(where) {
      const values: unknown[] = [];
      return {
        text: `SELECT COUNT(*) AS "count" FROM ${table}${whereAll(conditions(where, values))}`,
        values,
      };
    },
    insert(row) {
      const values: unknown[] = [];
      const given = row as Record<string, unknown>;
      const places = columns.map(column => bind(values, column, given[column.propertyName] ?? null));
      return { text: `INSERT INTO ${table} (${all}) VALUES (${places.join(', ')})`, values };
    },
    update(where, patch) {
      const values: unknown[] = [];
      const sets = Object.entries(patch).map(([property, value]) => {
        const column = columnOf(property);
        return `${driver.escape(column.databaseName)} = ${bind(values, column, value)}`;
      });
      return { text: `UPDATE ${table} SET ${sets.join(', ')}${whereAll(conditions(where, values))}`, values };
    },
    remove(where) {
      const values: unknown[] = [];
      return { text: `DELETE FROM ${table}${whereAll(conditions(where, values))}`, values };
    },
    read(record, only) {
      const row: Record<string, unknown> = {};
      for (const column of only ? only.map(columnOf) : columns) {
        row[column.propertyName] = driver.prepareHydratedValue(record[column.databaseName], column);
      }
      return row as Row;
    },
  };
}
