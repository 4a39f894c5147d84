/** The Microsoft 365 group of a team, which links to its messages name. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable, shrinkTable } from './sketch.ts';

const teams = { columns: { group_guid: 'code?' }, unique: [], index: [] };

export class TeamGroups1795755600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await extendTable(runner, 'teams', teams);
  }

  async down(runner: QueryRunner): Promise<void> {
    await shrinkTable(runner, 'teams', teams);
  }
}
