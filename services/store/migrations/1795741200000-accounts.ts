/** Further accounts of people in Teams, and who signs for a group where not its chair does. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, extendTable, shrinkTable, type TableSketch } from './sketch.ts';

const byHand = { columns: { set_by_id: 'link people?' }, unique: [] };
const signing = { columns: { sign_off: 'code?' }, unique: [] };

const sketches: TableSketch[] = [
  {
    name: 'person_accounts',
    columns: {
      id: 'id',
      board_id: 'link boards',
      person_id: 'link people',
      met_id: 'link people',
      tenant_id: 'code',
      aad_object_id: 'code',
      teams_user_id: 'key',
      state: 'code',
      met_at: 'instant',
      decided_at: 'instant?',
      decided_by_id: 'link people?',
    },
    unique: ['board_id tenant_id aad_object_id'],
    index: [],
  },
];

export class Accounts1795741200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await extendTable(runner, 'groups', signing);
    await extendTable(runner, 'memberships', byHand);
    await createTables(runner, sketches);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, sketches);
    await shrinkTable(runner, 'memberships', byHand);
    await shrinkTable(runner, 'groups', signing);
  }
}
