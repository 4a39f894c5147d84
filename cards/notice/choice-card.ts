/** Something to be decided or opened: a few lines, and the buttons for it. */
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { faceOf } from '../render.ts';
import { plainWords, truncate } from '../words.ts';
import template from './choice-card.json' with { type: 'json' };
import type { DoneButton } from './done-card.ts';

export interface Choice {
  title: string;
  lines: readonly string[];
  buttons: readonly DoneButton[];
  /** Buttons that open an address of ours. */
  links: readonly { title: string; url: string }[];
  forms: Forms;
}

const TITLE = 120;
const LINE = 400;
const LINES = 40;

const face = faceOf(template);

export function choiceCard({ title, lines, buttons, links, forms }: Choice): Card {
  const shown = lines.slice(0, LINES);
  const more = lines.length - shown.length;
  return withDoors(
    face({
      plain: { fallback: 'A message from Collate, with something to decide or to open.' },
      title: truncate(title, TITLE),
      lines: shown.map(line => ({ line: truncate(line, LINE) })),
      hasMore: more > 0,
      more: `And ${more} more lines; the terminal shows all.`,
      buttons: buttons.map(button => ({
        plain: { title: plainWords(button.title) },
        verb: button.verb,
        data: button.data,
      })),
      links: links.map(link => ({ plain: { title: plainWords(link.title) }, url: link.url })),
    }),
    forms,
  );
}
