/** Whether what a delivery shows has changed since it was drawn, told by whoever changed it. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable, setNullable, shrinkTable } from './sketch.ts';

const ledger = { columns: { overtaken: 'flag?' }, unique: [] };

export class Overtaken1795764600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await extendTable(runner, 'deliveries', ledger);
    await runner.query('UPDATE deliveries SET overtaken = false');
    await setNullable(runner, 'deliveries', 'overtaken', false);
  }

  async down(runner: QueryRunner): Promise<void> {
    await shrinkTable(runner, 'deliveries', ledger);
  }
}
