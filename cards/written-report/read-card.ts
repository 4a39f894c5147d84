/** One heading of a written report, every word of it, in as many parts as it takes. */
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { faceOf } from '../render.ts';
import { truncate } from '../words.ts';
import template from './read-card.json' with { type: 'json' };
import { type HeadingToRead, kindTitle, type ReportToRead } from './report-to-read.ts';
import { textPages } from './text-pages.ts';
import type { ReadingCodes } from './whole-card.ts';

export interface ReadView {
  codes: ReadingCodes;
  /** Counted from 0; one that is not there is the nearest that is. */
  page: number;
  forms: Forms;
}

const NAME = 120;

const face = faceOf(template);

export function readCard(report: ReportToRead, heading: HeadingToRead, view: ReadView): Card {
  const { codes, forms } = view;
  const pages = textPages(heading.text ?? '');
  const page = Math.min(Math.max(0, view.page), pages.length - 1);
  const rest = pages.length - 1 - page;
  const part = pages.length > 1 ? ` · part ${page + 1} of ${pages.length}` : '';
  return withDoors(
    face({
      plain: {
        fallback: `${kindTitle(report.kind)} of ${report.period}: ${heading.title}.`,
        title: heading.title,
        next: `Next part (${page + 2} of ${pages.length}) ›`,
      },
      about: `${truncate(report.asked, NAME)} · ${kindTitle(report.kind)} · ${report.period}${part}`,
      lines: pages[page] ?? [],
      by: heading.text === null ? 'Not written yet' : heading.by,
      hasNext: rest > 0,
      data: {
        whole: { ...codes, form: 'within' },
        next: { ...codes, heading: heading.id, page: page + 1, form: 'within' },
        close: { ...codes, form: 'within' },
      },
    }),
    forms,
  );
}
