/** Several reports to choose from: those of a period to read, or those that a file may be for. */
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { pageOf } from '../paging.ts';
import { faceOf } from '../render.ts';
import { plainWords, truncate } from '../words.ts';
import template from './list-card.json' with { type: 'json' };
import type { ReadingCodes } from './whole-card.ts';

export interface ReportRow {
  name: string;
  detail: string;
  data: ReadingCodes;
}

export interface ListView {
  /** Words of ours and numbers: "Reports (3)". */
  title: string;
  about: string;
  rows: readonly ReportRow[];
  /** What a row does, and its one word: "Read". */
  verb: string;
  verbWord: string;
  /** Counted from 0. */
  page: number;
  /** What the buttons for the next page and for closing carry; null where there is nothing to go back to. */
  codes: ReadingCodes;
  pageVerb: string;
  canClose: boolean;
  /** True in a dialog, or in place of another card; false for a message of its own. */
  isForm: boolean;
  forms: Forms;
}

const ROWS = 10;
const NAME = 120;
const DETAIL = 200;

const face = faceOf(template);

export function reportListCard(view: ListView): Card {
  const { page, shown, rest } = pageOf(view.rows, view.page, ROWS);
  const form = view.isForm ? { form: 'within' } : {};
  return withDoors(
    face({
      plain: {
        fallback: `${view.title}.`,
        title: view.title,
        next: `Next ${Math.min(ROWS, rest)} ›`,
      },
      about: truncate(view.about, NAME),
      rows: shown.map(({ name, detail, data }) => ({
        plain: { title: `${view.verbWord} ${plainWords(truncate(name, NAME / 2))}` },
        name: truncate(name, NAME),
        detail: truncate(detail, DETAIL),
        verb: view.verb,
        verbWord: view.verbWord,
        data: { ...data, ...form },
      })),
      hasButtons: rest > 0 || view.canClose,
      hasNext: rest > 0,
      pageVerb: view.pageVerb,
      canClose: view.canClose,
      data: {
        next: { ...view.codes, page: page + 1, ...form },
        close: { ...view.codes, ...form },
      },
    }),
    view.forms,
  );
}
