/** What became of decisions. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, type TableSketch } from './sketch.ts';

const sketches: readonly TableSketch[] = [
  {
    name: 'decision_notes',
    columns: {
      id: 'id',
      board_id: 'link boards',
      ask_id: 'link asks',
      action_id: 'link actions',
      return_id: 'link returns',
      version: 'count',
      state: 'code',
      words: 'words?',
      decided_by: 'words?',
      decided_on: 'day?',
      noted_by_id: 'link people?',
      noted_at: 'instant',
      undoes_id: 'key?',
    },
    unique: ['ask_id action_id version'],
    index: ['board_id noted_at'],
  },
];

export class DecisionsAndDigests1795752000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, sketches);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, sketches);
  }
}
