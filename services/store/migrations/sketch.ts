/**
 * A migration's own words for tables. A migration must go on meaning what it meant when it was written, so it
 * spells its columns out here instead of borrowing today's entities.
 */
import { type QueryRunner, Table, TableForeignKey, TableIndex } from 'typeorm';
import type { Dialect } from '../columns.ts';

/** `KIND`, `KIND?` where the column may be empty, or `link TABLE`. */
export type ColumnSketch = string;

export interface TableSketch {
  name: string;
  columns: Record<string, ColumnSketch>;
  /** Each a list of columns, separated by spaces. */
  unique: string[];
  index: string[];
}

const types: Record<string, Record<Dialect, { type: string; length?: string }>> = {
  id: { sqlite: { type: 'varchar', length: '36' }, postgres: { type: 'varchar', length: '36' } },
  link: { sqlite: { type: 'varchar', length: '36' }, postgres: { type: 'varchar', length: '36' } },
  key: { sqlite: { type: 'varchar', length: '400' }, postgres: { type: 'varchar', length: '400' } },
  code: { sqlite: { type: 'varchar', length: '120' }, postgres: { type: 'varchar', length: '120' } },
  words: { sqlite: { type: 'text' }, postgres: { type: 'text' } },
  instant: { sqlite: { type: 'datetime' }, postgres: { type: 'timestamptz' } },
  day: { sqlite: { type: 'date' }, postgres: { type: 'date' } },
  count: { sqlite: { type: 'integer' }, postgres: { type: 'integer' } },
  figure: { sqlite: { type: 'double precision' }, postgres: { type: 'double precision' } },
  flag: { sqlite: { type: 'boolean' }, postgres: { type: 'boolean' } },
  json: { sqlite: { type: 'json' }, postgres: { type: 'jsonb' } },
};

/** Creates the tables in their order, with the names that the entities give. */
export async function createTables(runner: QueryRunner, sketches: readonly TableSketch[]): Promise<void> {
  for (const sketch of sketches) await runner.createTable(tableOf(sketch, dialectOf(runner)));
}

export async function dropTables(runner: QueryRunner, sketches: readonly TableSketch[]): Promise<void> {
  for (const { name } of [...sketches].reverse()) await runner.dropTable(name);
}

type Extension = Pick<TableSketch, 'columns' | 'unique'> & Partial<Pick<TableSketch, 'index'>>;

/** Adds columns, unique keys and indices to a table that is there. */
export async function extendTable(
  runner: QueryRunner,
  name: string,
  { columns, unique, index = [] }: Extension,
): Promise<void> {
  const added = tableOf({ name, columns, unique, index }, dialectOf(runner));
  await runner.addColumns(name, added.columns);
  await runner.createForeignKeys(name, added.foreignKeys);
  // One after the other: TypeORM makes several at once, and on SQLite reads the table while it changes.
  for (const index of added.indices) await runner.createIndex(name, index);
}

/** Takes back what `extendTable` added. */
export async function shrinkTable(
  runner: QueryRunner,
  name: string,
  { columns, unique, index = [] }: Extension,
): Promise<void> {
  const added = tableOf({ name, columns, unique, index }, dialectOf(runner));
  for (const index of added.indices) await runner.dropIndex(name, index);
  await runner.dropForeignKeys(name, added.foreignKeys);
  await runner.dropColumns(name, added.columns);
}

/** Lets a column be empty, or no longer. */
export async function setNullable(
  runner: QueryRunner,
  table: string,
  column: string,
  isNullable: boolean,
): Promise<void> {
  const before = (await runner.getTable(table))?.findColumnByName(column);
  if (!before) throw new Error(`A migration names an unknown column: ${table}.${column}.`);
  const after = before.clone();
  after.isNullable = isNullable;
  await runner.changeColumn(table, before, after);
}

const dialectOf = (runner: QueryRunner) => runner.connection.options.type as Dialect;

function tableOf({ name, columns, unique, index }: TableSketch, dialect: Dialect): Table {
  return new Table({
    name,
    columns: Object.entries(columns).map(([column, sketch]) => columnOf(column, sketch, dialect)),
    indices: [
      ...unique.map(fields => indexOf('ux', name, fields, true)),
      ...index.map(fields => indexOf('ix', name, fields, false)),
    ],
    foreignKeys: Object.entries(columns).flatMap(([column, sketch]) => {
      const target = /^link (\w+)/.exec(sketch)?.[1];
      if (!target) return [];
      return new TableForeignKey({
        name: `fk_${name}_${column}`,
        columnNames: [column],
        referencedTableName: target,
        referencedColumnNames: ['id'],
      });
    }),
  });
}

function columnOf(name: string, sketch: ColumnSketch, dialect: Dialect) {
  const kind = /^\w+/.exec(sketch)?.[0] ?? '';
  const type = types[kind]?.[dialect];
  if (!type) throw new Error(`A migration names an unknown kind of column: ${sketch}.`);
  return { name, ...type, isPrimary: kind === 'id', isNullable: sketch.endsWith('?') };
}

function indexOf(prefix: string, table: string, fields: string, isUnique: boolean): TableIndex {
  const columnNames = fields.split(' ');
  return new TableIndex({ name: `${prefix}_${table}_${columnNames.join('_')}`, columnNames, isUnique });
}
