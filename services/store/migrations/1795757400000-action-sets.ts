/** Sets of actions with a rhythm of their own, and the rounds that are turns of one. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, extendTable, shrinkTable, type TableSketch } from './sketch.ts';

const sketches: readonly TableSketch[] = [
  {
    name: 'action_sets',
    columns: {
      id: 'id',
      board_id: 'link boards',
      key: 'code',
      title: 'words',
      every_count: 'count',
      every_unit: 'code',
      starts_on: 'day',
      until_on: 'day?',
      position: 'count',
      since: 'instant',
      ended_at: 'instant?',
      retired_at: 'instant?',
    },
    unique: ['board_id key'],
    index: [],
  },
  {
    name: 'set_actions',
    columns: { id: 'id', board_id: 'link boards', set_id: 'link action_sets', action_id: 'link actions' },
    unique: ['set_id action_id'],
    index: ['action_id'],
  },
];

const rounds = {
  columns: { set_id: 'link action_sets?', turn: 'count?' },
  unique: ['set_id starts_on'],
  index: [],
};

export class ActionSets1795757400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, sketches);
    await extendTable(runner, 'rounds', rounds);
  }

  async down(runner: QueryRunner): Promise<void> {
    await shrinkTable(runner, 'rounds', rounds);
    await dropTables(runner, sketches);
  }
}
