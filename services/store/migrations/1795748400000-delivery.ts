/**
 * When a delivery was first to go (it is tried for so long from then on, however early it was put into the ledger),
 * why one is stopped, and what the dispatcher looks things up by.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable, setNullable, shrinkTable } from './sketch.ts';

const ledger = {
  columns: { due_at: 'instant?', stop_code: 'code?' },
  unique: [],
  index: ['state purpose next_at', 'place_id', 'started_at'],
};

export class Delivery1795748400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await extendTable(runner, 'deliveries', ledger);
    await runner.query('UPDATE deliveries SET due_at = created_at');
    await setNullable(runner, 'deliveries', 'due_at', false);
    // Until now whatever could not reach a person waited for their first word.
    await runner.query(
      `UPDATE deliveries SET stop_code = 'unseen' WHERE state = 'stopped' AND place_kind = 'person'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await shrinkTable(runner, 'deliveries', ledger);
  }
}
