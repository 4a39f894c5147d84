/** Indices for what is read of one board as a whole, in a database that holds many. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { extendTable, shrinkTable } from './sketch.ts';

const tables = [
  'action_owners',
  'ask_actions',
  'ask_parts',
  'asks',
  'channel_links',
  'channels',
  'outcomes',
  'priorities',
  'roles',
  'teams',
];
const added = { columns: {}, unique: [], index: ['board_id'] };

export class OfOneBoard1795762800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await extendTable(runner, table, added);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) await shrinkTable(runner, table, added);
  }
}
