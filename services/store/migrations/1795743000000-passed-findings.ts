/** What the identifier guard stopped and somebody let through. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables, dropTables, type TableSketch } from './sketch.ts';

const sketches: readonly TableSketch[] = [
  {
    name: 'passed_findings',
    columns: {
      id: 'id',
      board_id: 'link boards',
      return_id: 'link returns',
      subject_id: 'key',
      field: 'code',
      kind: 'code',
      person_id: 'link people?',
      at: 'instant',
      reason: 'words?',
      salt: 'code',
      hash: 'code',
    },
    unique: [],
    index: ['board_id subject_id', 'return_id'],
  },
];

export class PassedFindings1795743000000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, sketches);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, sketches);
  }
}
