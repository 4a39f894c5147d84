/** The meetings that calendar files gave to groups. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable, shrinkTable } from './sketch.ts';

const boards = { columns: { meetings: 'json?' }, unique: [], index: [] };

export class Meetings1795753800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await extendTable(runner, 'boards', boards);
  }

  async down(runner: QueryRunner): Promise<void> {
    await shrinkTable(runner, 'boards', boards);
  }
}
