/** Sign-offs of a group's returns of a round, and the versions that each is over. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, type TableSketch } from './sketch.ts';

const sketches: readonly TableSketch[] = [
  {
    name: 'sign_offs',
    columns: {
      id: 'id',
      board_id: 'link boards',
      round_id: 'link rounds',
      group_id: 'link groups',
      position: 'count',
      step: 'code',
      person_id: 'link people',
      agency_id: 'link agencies?',
      capacity: 'code',
      channel_row_id: 'link channels?',
      at: 'instant',
      comment: 'words?',
      undoes_id: 'key?',
    },
    unique: ['round_id group_id position'],
    index: [],
  },
  {
    name: 'sign_off_returns',
    columns: {
      id: 'id',
      board_id: 'link boards',
      sign_off_id: 'link sign_offs',
      return_id: 'link returns',
    },
    unique: ['sign_off_id return_id'],
    index: [],
  },
];

export class SignOffs1795744800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, sketches);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, sketches);
  }
}
