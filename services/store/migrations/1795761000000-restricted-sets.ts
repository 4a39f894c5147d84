/** Sets of actions whose words only people named may read. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, extendTable, shrinkTable, type TableSketch } from './sketch.ts';

const people: TableSketch = {
  name: 'set_people',
  columns: { id: 'id', board_id: 'link boards', set_id: 'link action_sets', person_id: 'link people' },
  unique: ['set_id person_id'],
  index: ['person_id'],
};
const sets = { columns: { restricted_at: 'instant?' }, unique: [], index: [] };
const links = { columns: { left_at: 'instant?' }, unique: [], index: [] };

export class RestrictedSets1795761000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await extendTable(runner, 'action_sets', sets);
    await extendTable(runner, 'set_actions', links);
    await createTables(runner, [people]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [people]);
    await shrinkTable(runner, 'set_actions', links);
    await shrinkTable(runner, 'action_sets', sets);
  }
}
