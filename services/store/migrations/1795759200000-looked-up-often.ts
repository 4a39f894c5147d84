/** Indices for what every press and every card looks up, in a database that holds many boards and many years. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable, shrinkTable } from './sketch.ts';

const indices = { actions: ['board_id'], returns: ['subject_id'] };

export class LookedUpOften1795759200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, index] of Object.entries(indices))
      await extendTable(runner, table, { columns: {}, unique: [], index });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, index] of Object.entries(indices))
      await shrinkTable(runner, table, { columns: {}, unique: [], index });
  }
}
