/** Who signs for a group where not its chair does. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable, shrinkTable } from './sketch.ts';

const signing = { columns: { sign_off: 'code?' }, unique: [] };

export class Accounts1795741200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await extendTable(runner, 'groups', signing);
  }

  async down(runner: QueryRunner): Promise<void> {
    await shrinkTable(runner, 'groups', signing);
  }
}
