import { EntitySchema } from 'typeorm';
import type { Column, Dialect } from './columns.ts';

/** A table as the services name it: its rows' type, and how each database stores them. */
export interface Table<Row extends object> {
  readonly name: string;
  readonly columns: { readonly [Name in keyof Row]: Column };
  readonly indexes: readonly Index[];
  /** Only the compiler reads it. */
  readonly row?: Row;
}

export interface Index {
  name: string;
  columns: string[];
  unique: boolean;
}

interface Keys<Row> {
  unique?: (keyof Row & string)[][];
  index?: (keyof Row & string)[][];
}

/** Declares a table. Rows use the column names as they are in the database (`board_id` is `boardId` there too). */
export function table<Row extends object>(
  name: string,
  columns: { [Name in keyof Row]: Column },
  { unique = [], index = [] }: Keys<Row> = {},
): Table<Row> {
  const named = (prefix: string, isUnique: boolean) => (fields: string[]) => ({
    name: `${prefix}_${name}_${fields.map(snake).join('_')}`,
    columns: fields,
    unique: isUnique,
  });
  return { name, columns, indexes: [...unique.map(named('ux', true)), ...index.map(named('ix', false))] };
}

/** The TypeORM entity of a table on one database, with every name given, so that both have the same. */
export function entityOf<Row extends object>(definition: Table<Row>, dialect: Dialect): EntitySchema<Row> {
  const columns = Object.entries(definition.columns) as [string, Column][];
  return new EntitySchema<Row>({
    name: definition.name,
    tableName: definition.name,
    columns: Object.fromEntries(
      columns.map(([property, column]) => [property, { ...column.options(dialect), name: snake(property) }]),
    ) as never,
    indices: definition.indexes.map(({ name, columns, unique }) => ({ name, columns, unique })),
    foreignKeys: columns.flatMap(([property, column]) =>
      column.references
        ? [
            {
              name: `fk_${definition.name}_${snake(property)}`,
              target: column.references,
              columnNames: [property],
              referencedColumnNames: ['id'],
            },
          ]
        : [],
    ),
  });
}

/** `boardId` → `board_id`: SQL names are snake_case, so that reporting tools need no quotes. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
