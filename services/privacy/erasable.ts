/** Which columns of a return hold people's own words, and so are taken out after the board's period. */

import { WHOLE } from '../rounds/owed/owed.ts';
import { decisionNotes } from '../store/entities/decisions.ts';
import { passedFindings } from '../store/entities/privacy.ts';
import { measureValues, reportTexts, section11Returns } from '../store/entities/reports.ts';
import { actionUpdates } from '../store/entities/returns.ts';
import { type SignOffRow, signOffReturns, signOffs } from '../store/entities/sign-offs.ts';
import {
  complianceFigures,
  courseTotals,
  programmeTotals,
  trainingRuns,
} from '../store/entities/training.ts';
import type { Table } from '../store/table.ts';
import type { Unit, View } from '../store/unit-of-work.ts';
import { ERASED, isFigure } from './erased.ts';

/** The words of returns in one table. */
export interface Erasable {
  table: string;
  columns: readonly string[];
  /** How many texts these returns have in it. */
  count(view: View, returnIds: readonly string[]): Promise<number>;
  /** Takes them out; how many that were. */
  erase(unit: Unit, returnIds: readonly string[]): Promise<number>;
  /** How many rows a rewriting would change. */
  find(view: View, returnIds: readonly string[], change: (text: string) => string): Promise<number>;
  /** Writes each text anew, where that changes it; how many rows that were. */
  rewrite(unit: Unit, returnIds: readonly string[], change: (text: string) => string): Promise<number>;
}

interface TextsOptions<Row> {
  /** True for what is no text of a person, though it stands in such a column. */
  isKept?: (row: Row, column: string) => boolean;
  /** The rows of these returns; those that bear their ids unless given. */
  rowsOf?: (view: View, returnIds: readonly string[]) => Promise<Row[]>;
  /** What goes with the texts of a row. */
  alsoGone?: Partial<Row>;
}

function textsOf<Row extends { id: string }>(
  table: Table<Row>,
  columns: readonly (keyof Row & string)[],
  {
    isKept = () => false,
    rowsOf = (view, ids) => view.rows(table).find({ id: ids } as never),
    alsoGone = {},
  }: TextsOptions<Row> = {},
): Erasable {
  const textsIn = (row: Row) =>
    columns.filter(column => {
      const value = row[column];
      return typeof value === 'string' && value !== ERASED && !isKept(row, column);
    });
  async function write(
    unit: Unit,
    ids: readonly string[],
    change: (text: string) => string,
    patch: Partial<Row> = {},
  ) {
    let rows = 0;
    let texts = 0;
    for (const row of await rowsOf(unit, ids)) {
      const after = textsIn(row)
        .map(column => [column, change(String(row[column]))] as const)
        .filter(([column, text]) => text !== row[column]);
      if (after.length === 0) continue;
      await unit
        .rows(table)
        .update({ id: row.id } as never, { ...Object.fromEntries(after), ...patch } as never);
      rows += 1;
      texts += after.length;
    }
    return { rows, texts };
  }
  return {
    table: table.name,
    columns,
    count: async (view, ids) => (await rowsOf(view, ids)).reduce((sum, row) => sum + textsIn(row).length, 0),
    find: async (view, ids, change) =>
      (await rowsOf(view, ids)).filter(row =>
        textsIn(row).some(column => change(String(row[column])) !== row[column]),
      ).length,
    erase: async (unit, ids) => (await write(unit, ids, () => ERASED, alsoGone)).texts,
    rewrite: async (unit, ids, change) => (await write(unit, ids, change)).rows,
  };
}

/** Ratings, counts, days and what a course is called stay; so does the plan. */
export const erasables: readonly Erasable[] = [
  textsOf(actionUpdates, [
    'progress',
    'impact',
    'next',
    'blockers',
    'evidence',
    'revisedReason',
    'decisionWhat',
    'decisionFrom',
  ]),
  // A submission names the versions that it takes in, where others have their words.
  textsOf(reportTexts, ['text'], { isKept: ({ heading }) => heading === WHOLE }),
  textsOf(measureValues, ['value', 'source', 'note'], {
    isKept: ({ value }, column) => column === 'value' && isFigure(value),
  }),
  textsOf(section11Returns, ['note']),
  textsOf(trainingRuns, ['room', 'note']),
  textsOf(courseTotals, ['note']),
  textsOf(programmeTotals, ['note']),
  textsOf(complianceFigures, ['note']),
  textsOf(decisionNotes, ['words', 'decidedBy'], {
    rowsOf: (view, ids) => view.rows(decisionNotes).find({ returnId: ids }),
  }),
  textsOf(signOffs, ['comment'], { rowsOf: signOffsOf }),
  // By salt and hash somebody could try out which words they were.
  textsOf(passedFindings, ['reason'], {
    rowsOf: (view, ids) => view.rows(passedFindings).find({ returnId: ids }),
    alsoGone: { salt: ERASED, hash: ERASED },
  }),
];

/** What a chair did with a round's returns says nothing of it once these are without words. */
async function signOffsOf(view: View, returnIds: readonly string[]): Promise<SignOffRow[]> {
  const links = await view.rows(signOffReturns).find({ returnId: returnIds });
  return view.rows(signOffs).find({ id: [...new Set(links.map(({ signOffId }) => signOffId))] });
}

/** Columns of words that stay, table by table: a test holds that no column of words is in neither list. */
export const keptWords: Readonly<Record<string, readonly string[]>> = {
  boards: ['name', 'short'],
  agencies: ['name', 'contact'],
  // Taken out by forgetting the person.
  people: ['name', 'email'],
  groups: ['name', 'short', 'channelName'],
  plans: ['title'],
  priorities: ['title', 'short', 'jointWith'],
  outcomes: ['title', 'measure'],
  actions: ['title'],
  action_sets: ['title'],
  teams: ['name', 'serviceUrl'],
  channels: ['name'],
  personal_chats: ['serviceUrl'],
  // Why a round is held, moved or asked of fewer groups, by the manager.
  rounds: ['holdReason', 'dueReason'],
  left_out: ['reason'],
  training_runs: ['course'],
  course_totals: ['course'],
  // Forgotten after a day.
  sent_files: ['name', 'url'],
  // Our own words.
  slots: ['about'],
  deliveries: ['lastOutcome'],
};
