/** Returns in words: reports by headings, measures of outcomes, and Section 11. */
import { column } from '../columns.ts';
import { table } from '../table.ts';

export interface ReportTextRow {
  /** The id of its return. */
  id: string;
  boardId: string;
  /** The heading that it stands under, as its kind names it. */
  heading: string;
  text: string;
}

/** One heading of a written report: the kinds `group-report`, `priority-report` and `agency-statement`. */
export const reportTexts = table<ReportTextRow>('report_texts', {
  id: column.id(),
  boardId: column.link('boards'),
  heading: column.code(),
  text: column.words(),
});

export interface MeasureValueRow {
  /** The id of its return. */
  id: string;
  boardId: string;
  outcomeId: string;
  /** As it was given: a number, a percentage, a few words. */
  value: string;
  asAt: string;
  /** Where it comes from, as "School census". */
  source: string;
  /** What it tells of the difference made. */
  note: string | null;
}

/** The content of a return of the kind `measures`. */
export const measureValues = table<MeasureValueRow>(
  'measure_values',
  {
    id: column.id(),
    boardId: column.link('boards'),
    outcomeId: column.link('outcomes'),
    value: column.words(),
    asAt: column.day(),
    source: column.words(),
    note: column.words({ null: true }),
  },
  { index: [['outcomeId']] },
);

export type Section11Rating = 'met' | 'partly-met' | 'not-met';

export interface Section11Row {
  /** The id of its return. */
  id: string;
  boardId: string;
  /** The agency's own rating of itself over the whole audit. */
  overall: Section11Rating;
  /** The day its audit was returned to the board. */
  returnedOn: string;
  openActions: number;
  /** When the next audit, or its review, is due. */
  nextOn: string | null;
  note: string | null;
}

/** The content of a return of the kind `section-11`: that the audit was returned, not the audit itself. */
export const section11Returns = table<Section11Row>('section_11_returns', {
  id: column.id(),
  boardId: column.link('boards'),
  overall: column.code(),
  returnedOn: column.day(),
  openActions: column.count(),
  nextOn: column.day({ null: true }),
  note: column.words({ null: true }),
});
