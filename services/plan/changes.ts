/** What an import adds, changes and retires, and the one way in which it does so. */
import { isDeepStrictEqual } from 'node:util';
import type { Table } from '../store/table.ts';
import type { Unit } from '../store/unit-of-work.ts';

export interface Change {
  kind: 'added' | 'changed' | 'retired' | 'restored' | 'removed';
  /** `action`, `group`, `person`, … */
  what: string;
  /** What people call it: a ref, a name. */
  name: string;
  /** The fields that changed; empty for the other kinds. */
  fields: string[];
}

/** Notes every change of one import. */
export class ChangeLog {
  readonly changes: Change[] = [];

  note(kind: Change['kind'], what: string, name: string, fields: string[] = []): void {
    this.changes.push({ kind, what, name, fields });
  }
}

interface Retirable {
  id: string;
  retiredAt: Date | null;
}

interface Wanted<Row> {
  what: string;
  name: string;
  /** The row as the database has it. */
  existing: Row | undefined;
  /** The columns as the file says. */
  fields: Partial<Row>;
  /** The columns that only a new row gets. */
  fresh: Omit<Row, 'id'>;
}

/** Inserts the row, updates what differs, or does nothing. A retired row that the file names again is restored. */
export async function putRow<Row extends Retirable>(
  unit: Unit,
  table: Table<Row>,
  log: ChangeLog,
  { what, name, existing, fields, fresh }: Wanted<Row>,
): Promise<Row> {
  if (!existing) {
    log.note('added', what, name);
    return unit.rows(table).insert(fresh);
  }
  const differing = (Object.keys(fields) as (keyof Row & string)[]).filter(
    field => !isDeepStrictEqual(existing[field], fields[field]),
  );
  const restored = existing.retiredAt !== null;
  if (restored) log.note('restored', what, name);
  else if (differing.length > 0) log.note('changed', what, name, differing);
  else return existing;
  const patch = {
    ...Object.fromEntries(differing.map(field => [field, fields[field]])),
    retiredAt: null,
  } as Partial<Row>;
  await unit.rows(table).update({ id: existing.id } as never, patch);
  return { ...existing, ...patch };
}

/** Retires the rows that the file no longer names. */
export async function retireOthers<Row extends Retirable>(
  unit: Unit,
  table: Table<Row>,
  log: ChangeLog,
  rows: {
    what: string;
    existing: readonly Row[];
    kept: readonly Row[];
    nameOf: (row: Row) => string;
    now: Date;
  },
): Promise<void> {
  const kept = new Set(rows.kept.map(row => row.id));
  for (const row of rows.existing) {
    if (kept.has(row.id) || row.retiredAt !== null) continue;
    await unit.rows(table).update({ id: row.id } as never, { retiredAt: rows.now } as Partial<Row>);
    log.note('retired', rows.what, rows.nameOf(row));
  }
}

/** The rows that link two others are the ones the file says: missing ones are added, others removed. */
export async function putLinks<Row extends { id: string }>(
  unit: Unit,
  table: Table<Row>,
  {
    existing,
    wanted,
    keyOf,
  }: { existing: Row[]; wanted: Omit<Row, 'id'>[]; keyOf: (row: Omit<Row, 'id'>) => string },
): Promise<boolean> {
  const before = new Map(existing.map(row => [keyOf(row), row]));
  const after = new Map(wanted.map(row => [keyOf(row), row]));
  let changed = false;
  for (const [key, row] of before) {
    if (after.has(key)) continue;
    await unit.rows(table).remove({ id: row.id } as never);
    changed = true;
  }
  for (const [key, row] of after) {
    if (before.has(key)) continue;
    await unit.rows(table).insert(row as never);
    changed = true;
  }
  return changed;
}
