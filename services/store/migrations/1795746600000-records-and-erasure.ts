/** A sealed record of who did what, holds on rounds, people who were forgotten, and the keys that links are signed with. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, extendTable, shrinkTable, type TableSketch } from './sketch.ts';

const extended = {
  audit_events: { columns: { role: 'code?', source: 'code?' }, unique: ['board_id position'] },
  rounds: {
    columns: { held_at: 'instant?', held_by_id: 'link people?', hold_reason: 'words?' },
    unique: [],
  },
  people: { columns: { forgotten_at: 'instant?', forgotten_mark: 'code?' }, unique: [] },
} as const satisfies Record<string, { columns: Record<string, string>; unique: string[] }>;

const sketches: readonly TableSketch[] = [
  {
    name: 'chain_heads',
    columns: { id: 'id', board_id: 'link boards', length: 'count', hash: 'code', sealed_at: 'instant' },
    unique: ['board_id'],
    index: [],
  },
  {
    name: 'signing_keys',
    columns: {
      id: 'id',
      purpose: 'code',
      number: 'count',
      secret: 'code',
      made_at: 'instant',
      retired_at: 'instant?',
    },
    unique: ['purpose number'],
    index: [],
  },
];

export class RecordsAndErasure1795746600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, sketches);
    for (const [table, added] of Object.entries(extended)) await extendTable(runner, table, added);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, added] of Object.entries(extended)) await shrinkTable(runner, table, added);
    await dropTables(runner, sketches);
  }
}
