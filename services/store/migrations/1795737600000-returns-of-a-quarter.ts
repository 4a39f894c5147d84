/** Training figures and the other returns of a quarter; asks of agencies and of priorities' leads beside those of groups. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createTables,
  dropTables,
  extendTable,
  setNullable,
  shrinkTable,
  type TableSketch,
} from './sketch.ts';

const people = {
  places: 'count?',
  booked: 'count?',
  cancelled: 'count?',
  no_shows: 'count?',
  unbooked: 'count?',
  attended: 'count?',
};

const askedOthers = {
  columns: { agency_id: 'link agencies?', priority_id: 'link priorities?' },
  unique: ['round_id agency_id kind', 'round_id priority_id kind'],
};

const agencyAsks = { columns: { asks: 'json?' }, unique: [] };

const sketches: readonly TableSketch[] = [
  {
    name: 'ask_parts',
    columns: { id: 'id', board_id: 'link boards', ask_id: 'link asks', subject_id: 'key', position: 'count' },
    unique: ['ask_id subject_id'],
    index: [],
  },
  {
    name: 'training_runs',
    columns: {
      id: 'id',
      board_id: 'link boards',
      course: 'words',
      level: 'count?',
      state: 'code',
      first_day: 'day',
      days: 'figure?',
      format: 'code?',
      room: 'words?',
      ...people,
      register_in: 'flag',
      note: 'words?',
    },
    unique: [],
    index: [],
  },
  {
    name: 'course_totals',
    columns: {
      id: 'id',
      board_id: 'link boards',
      course: 'words',
      level: 'count?',
      planned: 'count?',
      held: 'count?',
      ...people,
      note: 'words?',
    },
    unique: [],
    index: [],
  },
  {
    name: 'programme_totals',
    columns: {
      id: 'id',
      board_id: 'link boards',
      planned: 'count?',
      held: 'count?',
      ...people,
      note: 'words?',
    },
    unique: [],
    index: [],
  },
  {
    name: 'attendances',
    columns: {
      id: 'id',
      board_id: 'link boards',
      return_id: 'link returns',
      agency_id: 'link agencies?',
      sector: 'code?',
      attended: 'count',
      position: 'count',
    },
    unique: [],
    index: ['return_id'],
  },
  {
    name: 'compliance_figures',
    columns: {
      id: 'id',
      board_id: 'link boards',
      agency_id: 'link agencies',
      level: 'count',
      eligible: 'count?',
      in_date: 'count?',
      published_from: 'figure?',
      published_to: 'figure?',
      as_at: 'day',
      note: 'words?',
    },
    unique: [],
    index: [],
  },
  {
    name: 'spellings',
    columns: { id: 'id', board_id: 'link boards', purpose: 'code', spelling: 'key', meaning: 'key' },
    unique: ['board_id purpose spelling'],
    index: [],
  },
  {
    name: 'sent_files',
    columns: {
      id: 'id',
      board_id: 'link boards',
      person_id: 'link people',
      ask_id: 'link asks?',
      name: 'words',
      url: 'words?',
      figures: 'json?',
      until: 'instant',
    },
    unique: [],
    index: ['person_id'],
  },
  {
    name: 'report_texts',
    columns: { id: 'id', board_id: 'link boards', heading: 'code', text: 'words' },
    unique: [],
    index: [],
  },
  {
    name: 'measure_values',
    columns: {
      id: 'id',
      board_id: 'link boards',
      outcome_id: 'link outcomes',
      value: 'words',
      as_at: 'day',
      source: 'words',
      note: 'words?',
    },
    unique: [],
    index: ['outcome_id'],
  },
  {
    name: 'section_11_returns',
    columns: {
      id: 'id',
      board_id: 'link boards',
      overall: 'code',
      returned_on: 'day',
      open_actions: 'count',
      next_on: 'day?',
      note: 'words?',
    },
    unique: [],
    index: [],
  },
];

export class ReturnsOfAQuarter1795737600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await setNullable(runner, 'asks', 'group_id', true);
    await extendTable(runner, 'asks', askedOthers);
    await extendTable(runner, 'agencies', agencyAsks);
    await createTables(runner, sketches);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, sketches);
    await shrinkTable(runner, 'agencies', agencyAsks);
    await shrinkTable(runner, 'asks', askedOthers);
    await setNullable(runner, 'asks', 'group_id', false);
  }
}
