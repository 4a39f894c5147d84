/** No column of words is forgotten: each is either taken out after the board's period, or said to stay. */
import assert from 'node:assert/strict';
import { erasables, keptWords } from '../../../services/privacy/erasable.ts';
import { tables } from '../../../services/store/tables.ts';

describe('Columns of words', () => {
  it('are each either removed after the board’s period, or kept by name', () => {
    const known = new Map<string, string[]>();
    const add = (table: string, columns: readonly string[]) =>
      known.set(table, [...(known.get(table) ?? []), ...columns]);
    for (const { table, columns } of erasables) add(table, columns);
    for (const [table, columns] of Object.entries(keptWords)) add(table, columns);
    const isWords = (column: { options: (dialect: 'sqlite') => { type: unknown } }) =>
      column.options('sqlite').type === 'text';
    const all = tables.flatMap(({ name, columns }) =>
      Object.entries(columns)
        .filter(([, column]) => isWords(column))
        .map(([column]) => `${name}.${column}`),
    );
    const listed = [...known].flatMap(([table, columns]) => columns.map(column => `${table}.${column}`));
    assert.deepEqual(listed.sort(), all.sort());
    assert.equal(new Set(listed).size, listed.length);
  });
});
