/** Schedules: what happened by the clock, each slot once. Reminders, and rounds that move. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, extendTable, shrinkTable, type TableSketch } from './sketch.ts';

const movedRounds = {
  columns: { first_due: 'day?', due_set_at: 'instant?', due_reason: 'words?' },
  unique: [],
};

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
  {
    name: 'round_plans',
    columns: {
      id: 'id',
      board_id: 'link boards',
      period: 'code',
      opens: 'day?',
      due: 'day?',
      changed_at: 'instant',
      changed_by_id: 'link people?',
    },
    unique: ['board_id period'],
    index: [],
  },
  {
    name: 'left_out',
    columns: {
      id: 'id',
      board_id: 'link boards',
      period: 'code',
      group_id: 'link groups',
      reason: 'words',
      at: 'instant',
      by_id: 'link people?',
    },
    unique: ['board_id period group_id'],
    index: [],
  },
  {
    name: 'reminders',
    columns: {
      id: 'id',
      board_id: 'link boards',
      round_id: 'link rounds',
      audience: 'code',
      group_id: 'link groups?',
      agency_id: 'link agencies?',
      priority_id: 'link priorities?',
      stage: 'count',
      made_at: 'instant',
      snoozed_until: 'day?',
      snoozed_by_id: 'link people?',
    },
    unique: [],
    index: ['round_id'],
  },
];

export class RoundsByTheClock1795750200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await extendTable(runner, 'rounds', movedRounds);
    await createTables(runner, sketches);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, sketches);
    await shrinkTable(runner, 'rounds', movedRounds);
  }
}
