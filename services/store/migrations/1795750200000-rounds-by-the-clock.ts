/** Schedules: what happened by the clock, each slot once, and how far was looked. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, type TableSketch } from './sketch.ts';

const sketches: readonly TableSketch[] = [
  {
    name: 'slots',
    columns: {
      id: 'id',
      board_id: 'link boards',
      schedule: 'code',
      key: 'key',
      at: 'instant',
      about: 'words',
      state: 'code',
      reason: 'code?',
      done_at: 'instant',
    },
    unique: ['board_id schedule key'],
    index: ['board_id done_at'],
  },
  {
    name: 'schedule_marks',
    columns: { id: 'id', board_id: 'link boards', schedule: 'code', until: 'instant' },
    unique: ['board_id schedule'],
    index: [],
  },
];

export class RoundsByTheClock1795750200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, sketches);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, sketches);
  }
}
