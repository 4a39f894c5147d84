/** What became of decisions, and which digests were told. */
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
  {
    name: 'digests',
    columns: { id: 'id', board_id: 'link boards', audience: 'code', since: 'instant', until: 'instant' },
    unique: ['board_id audience until'],
    index: [],
  },
  {
    name: 'digest_subscriptions',
    columns: {
      id: 'id',
      board_id: 'link boards',
      person_id: 'link people',
      day: 'code',
      at: 'code',
      since: 'instant',
    },
    unique: ['person_id'],
    index: [],
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
