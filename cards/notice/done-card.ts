/** After a save, where the form was: what was saved, and what to do next. The same for every kind of return. */
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { faceOf } from '../render.ts';
import { plainWords, truncate } from '../words.ts';
import template from './done-card.json' with { type: 'json' };

export interface DoneButton {
  /** Words of ours. */
  title: string;
  verb: string;
  /** Ids, codes and numbers. */
  data: Readonly<Record<string, string | number>>;
}

export interface DoneView {
  /** "Saved: Level 2, Police (version 2)." */
  heading: string;
  /** What it makes of the whole, as "3 of 8 in"; null for nothing. */
  detail: string | null;
  buttons: readonly DoneButton[];
  /** `form` where it takes the form's place, `message` where it is a message of its own. */
  place: 'form' | 'message';
  forms: Forms;
}

const TEXT = 400;

const face = faceOf(template);

export function doneCard({ heading, detail, buttons, place, forms }: DoneView): Card {
  const inForm = place === 'form';
  const shown = buttons.map(({ title, verb, data }) => ({
    plain: { title: plainWords(title) },
    verb,
    data: { ...data, form: inForm ? 'within' : 'opens' },
  }));
  const close = { plain: { title: 'Close' }, verb: 'ask.close', data: { form: 'within' } };
  return withDoors(
    face({
      plain: { fallback: plainWords(truncate(`${heading} ${detail ?? ''}`, TEXT)) },
      heading: truncate(heading, TEXT),
      hasDetail: detail !== null,
      detail: truncate(detail ?? '', TEXT),
      buttons: inForm ? [...shown, close] : shown,
    }),
    forms,
  );
}
