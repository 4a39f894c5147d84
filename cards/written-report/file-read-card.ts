/** One heading of a sent file with every word, and after it what the draft says; or what could not be placed. */
import type { SentLook } from '../../services/reports/sent-report.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { faceOf } from '../render.ts';
import { truncate } from '../words.ts';
import template from './file-read-card.json' with { type: 'json' };
import { textPages } from './text-pages.ts';

export interface FileReadView {
  /** Null for what could not be placed. */
  heading: string | null;
  /** Counted from 0. */
  page: number;
  forms: Forms;
}

const NAME = 120;

const face = faceOf(template);

export function fileReadCard(look: SentLook, { heading: id, page: wanted, forms }: FileReadView): Card {
  const heading = look.headings.find(candidate => candidate.id === id) ?? null;
  const title = heading?.title ?? 'Not placed';
  const texts = heading
    ? [
        { from: 'In the file', text: heading.fromFile ?? '' },
        ...(heading.fate === 'differs'
          ? [{ from: 'In the draft', text: heading.answer?.content.text ?? '' }]
          : []),
      ]
    : [{ from: 'In the file', text: look.notPlaced }];
  const pages = texts.flatMap(({ from, text }) => textPages(text).map(lines => ({ from, lines })));
  const page = Math.min(Math.max(0, wanted), pages.length - 1);
  const shown = pages[page];
  const part = pages.length > 1 ? ` · part ${page + 1} of ${pages.length}` : '';
  return withDoors(
    face({
      plain: {
        fallback: `From a file: ${title}.`,
        title,
        next: `Next part (${page + 2} of ${pages.length}) ›`,
      },
      about: `${shown?.from ?? ''} · ${truncate(look.name, NAME)}${part}`,
      lines: shown?.lines ?? [],
      file: look.fileId,
      hasNext: page < pages.length - 1,
      data: {
        next: { file: look.fileId, ...(heading ? { heading: heading.id } : {}), page: page + 1 },
      },
    }),
    forms,
  );
}
