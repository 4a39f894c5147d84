/** One thing to tell: what happened or was refused, why in a sentence, and what to do. */
import type { Card } from '../card.ts';
import { faceOf } from '../render.ts';
import { paragraphs, plainRef, truncate } from '../words.ts';
import template from './notice-card.json' with { type: 'json' };

export interface Notice {
  /** `info` tells, `refused` is the asker's to mend, `fault` is ours. */
  tone: 'info' | 'refused' | 'fault';
  title: string;
  /** One sentence, or a few lines. */
  text: string;
  /** What to do about it. */
  mend: string | null;
  /** A short id that stands in the log too. */
  id: string | null;
}

const styles = { info: 'emphasis', refused: 'warning', fault: 'attention' } as const;

/** The title may hold words of the board, so it is not spoken. */
const spoken = {
  info: 'A message from Collate.',
  refused: 'Collate did not do that.',
  fault: 'Something went wrong.',
};

const TITLE = 120;
const TEXT = 3000;
const MEND = 400;

const face = faceOf(template);

export function noticeCard({ tone, title, text, mend, id }: Notice): Card {
  return face({
    plain: { fallback: spoken[tone] },
    style: styles[tone],
    title: truncate(title, TITLE),
    lines: paragraphs(text, TEXT).map(line => ({ line })),
    hasMend: mend !== null,
    mend: truncate(mend ?? '', MEND),
    hasId: id !== null,
    id: plainRef(id ?? ''),
  });
}
